/** The annotations of a text, or the numbers of the lines that are none. */
export type ReadAnnotations =
  | { readonly annotations: Readonly<Record<string, string | null>> }
  | { readonly badLines: readonly number[] };

const LINE = /^(["']?)([^\s"':]+)\1\s*:(?:\s+(.*))?$/;
const AROUND = ['metadata:', 'annotations:'];

/**
 * Reads annotations as they stand in catalog-info.yaml, with or without what
 * is around them. One without a value, or with null, is to be taken away.
 */
export function readAnnotations(text: string): ReadAnnotations {
  const lines = text
    .split('\n')
    .map((line, index) => ({ text: line.trim(), number: index + 1 }))
    .filter(
      line =>
        line.text !== '' &&
        !line.text.startsWith('#') &&
        !AROUND.includes(line.text),
    );
  const read = lines.map(line => ({ ...line, match: LINE.exec(line.text) }));
  const badLines = read
    .filter(({ match }) => !match)
    .map(({ number }) => number);
  if (badLines.length > 0) return { badLines };
  return {
    annotations: Object.fromEntries(
      read.map(({ match }) => [match![2], valueOf(match![3] ?? '')]),
    ),
  };
}

/** The other way round. */
export function writeAnnotations(
  annotations: Readonly<Record<string, string | null>>,
): string {
  return Object.entries(annotations)
    .map(([key, value]) =>
      value === null ? `${key}:` : `${key}: ${JSON.stringify(value)}`,
    )
    .join('\n');
}

function valueOf(text: string): string | null {
  const value = text.trim();
  if (value === '' || value === 'null' || value === '~') return null;
  if (value.startsWith('"') && value.endsWith('"')) return unquoted(value);
  if (value.length > 1 && value.startsWith("'") && value.endsWith("'"))
    return value.slice(1, -1).replaceAll("''", "'");
  // A comment behind a plain value.
  return value.replace(/\s#.*$/, '');
}

function unquoted(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return text.slice(1, -1);
  }
}
