import type { MetricDefinition } from '@sei-platform/plugin-engineering-insights-common';

/** Whether what a metric counts is counted by who did it. */
export function isCountedPerPerson({ aggregate }: MetricDefinition): boolean {
  return aggregate === 'perPerson' || aggregate === 'fewestForHalf';
}
