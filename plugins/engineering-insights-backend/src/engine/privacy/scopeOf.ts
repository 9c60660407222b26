import type {
  Metric,
  MetricScope,
} from '@sei-platform/plugin-engineering-insights-node';
import type { MeasuringQuestion } from '../measurePeriods';

/**
 * As what a metric is asked. What people did is people's whichever cohort is
 * chosen: two answers that differ by what few of them did for bots would tell
 * of these few.
 */
export function scopeOf(
  { definition }: Metric,
  {
    cohort = 'all',
    clock = 'elapsed',
    unit,
    start,
  }: Pick<MeasuringQuestion, 'cohort' | 'clock' | 'unit' | 'start'>,
): MetricScope {
  return {
    cohort: definition.isPersonDerived ? 'all' : cohort,
    clock,
    ...(unit && { unit }),
    ...(start && { start }),
  };
}
