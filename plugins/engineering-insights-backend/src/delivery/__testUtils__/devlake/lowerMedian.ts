/**
 * The median as Apache DevLake takes it: the largest value whose percent rank is
 * at most one half. It is always one of the values: of two, the smaller one.
 * What is not known has the lowest rank.
 *
 * @returns undefined where nothing is known.
 */
export function lowerMedian(
  values: readonly (number | undefined)[],
): number | undefined {
  const ranked = values.map(value => value ?? -Infinity);
  const last = Math.max(ranked.length - 1, 1);
  const lower = ranked.filter(
    value => ranked.filter(other => other < value).length / last <= 0.5,
  );
  const median = Math.max(-Infinity, ...lower);
  return median === -Infinity ? undefined : median;
}
