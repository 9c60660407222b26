const HOUR = 3_600;
const DAY = 24 * HOUR;

/** Lower ends of the logarithmic bins of durations, in seconds; an axis has its marks there. */
export const BIN_STARTS: readonly number[] = [
  0,
  HOUR,
  4 * HOUR,
  DAY,
  3 * DAY,
  7 * DAY,
  30 * DAY,
  90 * DAY,
];

/** The aggregates `histogram`, the count of values of each bin, and `greatest`. */
export function histogramSql(value: string): string {
  const counts = BIN_STARTS.map((from, index) => {
    const to = BIN_STARTS[index + 1];
    return `count(*) filter (where ${value} >= ${from}${
      to === undefined ? '' : ` and ${value} < ${to}`
    })`;
  });
  return `array[${counts.join(', ')}]::int[] as histogram,
            max(${value}) as greatest`;
}
