import type { Mirror } from '../mirrors/Mirror';

/** The head of a commit or tag, as git stores it. */
export interface ObjectHead {
  readonly name: string;
  readonly type: 'commit' | 'tag';
  /** `['parent', '<sha>']`, `['tagger', 'Name <address> 1700000000 +0100']` */
  readonly headers: readonly (readonly [string, string])[];
}

const LINE_END = 10;

/** The commits and tags among objects; others, and those that a mirror lacks, are left out. */
export async function readObjects(
  mirror: Mirror,
  names: readonly string[],
): Promise<ObjectHead[]> {
  if (names.length === 0) return [];
  // What a tag points at may be a file of any size, so types come first.
  const known = await readTypes(mirror, names);
  if (known.length === 0) return [];
  const objects: ObjectHead[] = [];
  let rest = Buffer.alloc(0);
  for await (const chunk of mirror.stream(
    ['cat-file', '--batch'],
    linesOf(known),
  )) {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const lineEnd = rest.indexOf(LINE_END);
      if (lineEnd < 0) break;
      const [name, type, size] = rest
        .subarray(0, lineEnd)
        .toString('latin1')
        .split(' ');
      const end = lineEnd + 1 + Number(size);
      if (rest.length < end + 1) break;
      objects.push({
        name,
        type: type as ObjectHead['type'],
        headers: headersOf(rest.subarray(lineEnd + 1, end)),
      });
      rest = rest.subarray(end + 1);
    }
  }
  return objects;
}

async function readTypes(
  mirror: Mirror,
  names: readonly string[],
): Promise<string[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of mirror.stream(
    ['cat-file', '--batch-check=%(objectname) %(objecttype)'],
    linesOf(names),
  )) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks)
    .toString('utf8')
    .split('\n')
    .flatMap(line => {
      const [name, type] = line.split(' ');
      return type === 'commit' || type === 'tag' ? [name] : [];
    });
}

function linesOf(names: readonly string[]): string {
  return names.map(name => `${name}\n`).join('');
}

function headersOf(content: Buffer): [string, string][] {
  const end = content.indexOf('\n\n');
  const head = content.subarray(0, end < 0 ? undefined : end).toString('utf8');
  return head.split('\n').flatMap(line => {
    const space = line.indexOf(' ');
    // A line that begins with a space goes on with the one before, as signatures do.
    return space > 0 ? [[line.slice(0, space), line.slice(space + 1)]] : [];
  });
}
