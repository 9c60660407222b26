import type { MeasuringChoice } from '@sei-platform/plugin-engineering-insights-common';
import { writeMetricState } from './state/metricState';

// What is chosen on every page of numbers.
const SHARED = ['window', 'from', 'to', 'compare'];

/** The address of a metric's page that shows what is shown now: the same window, measured in the same way. */
export function metricAddress(options: {
  readonly path: string;
  /** Of the present page. */
  readonly search: string;
  readonly choice?: MeasuringChoice;
}): string {
  const { path, search, choice = {} } = options;
  const kept = new URLSearchParams(
    [...new URLSearchParams(search)].filter(([name]) => SHARED.includes(name)),
  );
  const text = writeMetricState(kept, choice).toString();
  return text ? `${path}?${text}` : path;
}
