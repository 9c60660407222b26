import type { Statistic } from '../metrics/types';
import { mean } from './mean';
import { quantile } from './quantile';

/** Which part of the values lies at or below each quantile that a reader can choose. */
export const QUANTILES: Readonly<Record<Exclude<Statistic, 'mean'>, number>> = {
  p50: 0.5,
  p75: 0.75,
  p90: 0.9,
};

/** What values come to by the chosen statistic. Of no values it is undefined, never 0. */
export function statisticOf(
  values: readonly number[],
  statistic: Statistic,
): number | undefined {
  return statistic === 'mean'
    ? mean(values)
    : quantile(values, QUANTILES[statistic]);
}
