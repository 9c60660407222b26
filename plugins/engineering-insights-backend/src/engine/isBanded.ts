import { measuredAs } from '@sei-platform/plugin-engineering-insights-common';
import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import type { ReaderChoice } from './measurePeriods';

/** Whether a number is what bands are about: measured as its definition says, of all work and by the clock. */
export function isBanded(
  { definition }: Metric,
  choice: ReaderChoice,
): boolean {
  const { cohort = 'all', clock = 'elapsed' } = choice;
  return (
    !measuredAs(definition, choice) && cohort === 'all' && clock === 'elapsed'
  );
}
