/**
 * How many of something each person has, in no order that tells who.
 *
 * @param personKeys - of each thing whose it is; any text that tells people apart
 */
export function countPerPerson(
  personKeys: readonly string[],
): readonly number[] {
  const counts = new Map<string, number>();
  for (const key of personKeys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts.values()].sort((a, b) => a - b);
}
