/**
 * The quantile of sorted values, type 7: linear interpolation at rank p·(n−1).
 * Equal to PostgreSQL's `percentile_cont`, R's `quantile(type = 7)` and numpy's
 * default. Of no values it is undefined, never 0.
 *
 * @param values - finite numbers in any order; not changed
 * @param p - between 0 and 1
 * @see Hyndman and Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50 (1996)
 */
export function quantile(
  values: readonly number[],
  p: number,
): number | undefined {
  if (values.length === 0) {
    return undefined;
  }
  const sorted = [...values].sort((a, b) => a - b);
  const rank = p * (sorted.length - 1);
  const below = Math.floor(rank);
  const lower = sorted[below];
  const upper = sorted[Math.min(below + 1, sorted.length - 1)];
  return lower + (rank - below) * (upper - lower);
}
