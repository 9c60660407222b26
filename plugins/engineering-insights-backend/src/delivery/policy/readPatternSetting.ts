/**
 * The patterns of an annotation, separated by commas. `*` stands for any
 * characters and `?` for one: `prod-*, live`. Between slashes stands a regular
 * expression over the whole name: `/prod-(eu|us)/`.
 */
export function readPatternSetting(text: string): string[] {
  return splitAtCommas(text).map(readPattern);
}

/** One pattern of an annotation. */
export function readPattern(text: string): string {
  if (text.length > 2 && text.startsWith('/') && text.endsWith('/'))
    return text.slice(1, -1);
  return text
    .replaceAll(/[\\^$.|+()[\]{}]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
}

/** Commas inside slashes belong to a regular expression. */
function splitAtCommas(text: string): string[] {
  const parts =
    text.match(/\s*(?:\/(?:[^/\\]|\\.)*\/(?=\s*(?:,|$))|[^,]+)\s*/g) ?? [];
  return parts.map(part => part.trim()).filter(part => part.length > 0);
}
