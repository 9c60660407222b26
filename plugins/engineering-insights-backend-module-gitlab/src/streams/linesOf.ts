/** How many lines a patch adds and deletes; nothing where GitLab left a large patch out. */
export function linesOf(
  patch: string | null | undefined,
): { additions: number; deletions: number } | undefined {
  if (!patch) return undefined;
  const lines = patch.split('\n');
  const countOf = (sign: string) =>
    lines.filter(line => line.startsWith(sign)).length;
  return { additions: countOf('+'), deletions: countOf('-') };
}
