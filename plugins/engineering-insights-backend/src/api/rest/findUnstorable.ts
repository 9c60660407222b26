/**
 * Where in a value a text stands that Postgres takes neither as text nor as
 * jsonb: one with NUL, or with a surrogate without its partner.
 */
export function findUnstorable(
  value: unknown,
  path: readonly string[] = [],
): readonly string[] | undefined {
  if (typeof value === 'string') {
    return value.isWellFormed() && !value.includes('\0') ? undefined : path;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, member] of Object.entries(value)) {
    const found =
      findUnstorable(name, path) ?? findUnstorable(member, [...path, name]);
    if (found) return found;
  }
  return undefined;
}
