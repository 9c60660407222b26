import type { MetricUnit } from '@sei-platform/plugin-engineering-insights-common';

const HOUR = 3_600;
const DAY = 24 * HOUR;

const DURATIONS: readonly number[] = [
  0,
  HOUR,
  4 * HOUR,
  DAY,
  3 * DAY,
  7 * DAY,
  30 * DAY,
  90 * DAY,
];
const SHARES: readonly number[] = [0, 0.2, 0.4, 0.6, 0.8];
const RATINGS: readonly number[] = [1, 2, 3, 4, 5];
const SIZES: readonly number[] = [0, 10, 30, 100, 300, 1_000, 3_000];

/** Lower ends of the bins of values, in their unit; an axis has its marks there. */
export function binStartsOf(unit: MetricUnit): readonly number[] {
  switch (unit) {
    case 'seconds':
      return DURATIONS;
    case 'ratio':
      return SHARES;
    case 'rating':
      return RATINGS;
    default:
      return SIZES;
  }
}

/** The count of values of each bin, in their order. */
export function histogramSql(value: string, unit: MetricUnit): string {
  const starts = binStartsOf(unit);
  const counts = starts.map((from, index) => {
    const to = starts[index + 1];
    return `count(*) filter (where ${value} >= ${from}${
      to === undefined ? '' : ` and ${value} < ${to}`
    })`;
  });
  return `array[${counts.join(', ')}]::int[]`;
}
