/**
 * How few people have at least half of everything between them; of nothing it
 * is undefined, never 0. Known as the truck factor, with half as the share.
 *
 * @param counts - how many each person has, in any order
 * @see Avelino et al., "A Novel Approach for Estimating Truck Factors", ICPC 2016
 */
export function fewestForHalf(counts: readonly number[]): number | undefined {
  const half = counts.reduce((sum, count) => sum + count, 0) / 2;
  if (half === 0) return undefined;
  let people = 0;
  let reached = 0;
  for (const count of [...counts].sort((a, b) => b - a)) {
    if (reached >= half) break;
    people += 1;
    reached += count;
  }
  return people;
}
