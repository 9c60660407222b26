import type {
  Clock,
  MetricDefinition,
} from '@sei-platform/plugin-engineering-insights-common';
import type {
  Formats,
  FrequencyUnit,
} from '@sei-platform/plugin-engineering-insights-react';

const PER_WEEK = ['flow.throughput', 'planning.issue-throughput'];
const OF_PEOPLES_WORK = ['flow.', 'planning.'];

/** The unit that a metric's rate is always told in: throughput per week; undefined where each value chooses its own. */
export function rateUnitOf(metricId: string): FrequencyUnit | undefined {
  return PER_WEEK.includes(metricId) ? 'perWeek' : undefined;
}

/** The clock that a metric runs by where the page's is chosen: incidents, pipelines and deployments keep no working hours. */
export function clockOf(metricId: string, chosen: Clock = 'elapsed'): Clock {
  return OF_PEOPLES_WORK.some(prefix => metricId.startsWith(prefix))
    ? chosen
    : 'elapsed';
}

/** A metric's value as its card tells it. */
export function metricValueText(
  { id, unit }: Pick<MetricDefinition, 'id' | 'unit'>,
  value: number,
  formats: Formats,
): string {
  const rateUnit = rateUnitOf(id);
  return rateUnit ? formats.rate(value, rateUnit) : formats.value(unit, value);
}
