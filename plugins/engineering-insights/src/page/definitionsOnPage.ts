import type {
  MetricAnswer,
  MetricDefinition,
} from '@sei-platform/plugin-engineering-insights-common';

/** The definitions of the metrics that stand on a page, in their order there; all of them until it is known which do. */
export function definitionsOnPage(
  definitions: readonly MetricDefinition[] = [],
  metrics: readonly Pick<MetricAnswer, 'metricId'>[] = [],
): readonly MetricDefinition[] {
  if (metrics.length === 0) return definitions;
  return metrics.flatMap(
    ({ metricId }) => definitions.find(({ id }) => id === metricId) ?? [],
  );
}
