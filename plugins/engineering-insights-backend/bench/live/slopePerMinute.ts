export interface Sample {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly bytes: number;
}

const MINUTE = 60_000;

/** By how many bytes a minute the samples rise: the line of least squares. */
export function slopePerMinute(samples: readonly Sample[]): number {
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const meanAt = mean(samples.map(({ at }) => at));
  const meanBytes = mean(samples.map(({ bytes }) => bytes));
  const [products, squares] = samples.reduce(
    ([product, square], { at, bytes }) => [
      product + (at - meanAt) * (bytes - meanBytes),
      square + (at - meanAt) ** 2,
    ],
    [0, 0],
  );
  return (products / squares) * MINUTE;
}
