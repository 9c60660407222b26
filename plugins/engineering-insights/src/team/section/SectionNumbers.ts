import type {
  MetricAnswer,
  MetricDefinition,
  TeamAnswer,
} from '@sei-platform/plugin-engineering-insights-common';

/** What the parts of one section are shown from. */
export interface SectionNumbers {
  readonly answer: TeamAnswer;
  readonly definitions: readonly MetricDefinition[];
  /** Being read again. */
  readonly isBusy: boolean;
}

export interface SectionMetric {
  readonly definition: MetricDefinition;
  /** Absent where it was not calculated. */
  readonly metric?: MetricAnswer;
}

/** One metric of a section; undefined where the portal's backend has no such metric. */
export function metricOf(
  { answer, definitions }: SectionNumbers,
  metricId: string,
): SectionMetric | undefined {
  const definition = definitions.find(({ id }) => id === metricId);
  return (
    definition && {
      definition,
      metric: answer.metrics.find(metric => metric.metricId === metricId),
    }
  );
}
