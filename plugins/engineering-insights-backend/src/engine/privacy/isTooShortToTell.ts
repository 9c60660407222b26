import {
  daysSinceEpoch,
  type MetricWindow,
} from '@sei-platform/plugin-engineering-insights-common';

/** What people did is told of so many days or more: of fewer, one person's absence can be seen. */
export const LEAST_DAYS_TOLD = 28;

/** Whether a window has too few days for what people did. */
export function isTooShortToTell({ from, to }: MetricWindow): boolean {
  return daysSinceEpoch(to) - daysSinceEpoch(from) < LEAST_DAYS_TOLD;
}
