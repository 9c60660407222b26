import type { MetricValue } from '@sei-platform/plugin-engineering-insights-common';

/** The number of a value, or undefined where none is known; unknown is never 0. */
export function numberOf(value: MetricValue | undefined): number | undefined {
  return value && 'value' in value ? value.value : undefined;
}
