import type { Metric } from '@sei-platform/plugin-engineering-insights-node';

/** The metrics of this installation, in the order in which they are shown. */
export interface MetricRegistry {
  list(): readonly Metric[];
  get(metricId: string): Metric | undefined;
}

const METRIC_ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*\.[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Takes the metrics of the plugin and of its modules; an id stands for one metric alone. */
export function createMetricRegistry(
  metrics: readonly Metric[],
): MetricRegistry {
  const byId = new Map<string, Metric>();
  for (const metric of metrics) {
    const { id } = metric.definition;
    if (!METRIC_ID.test(id)) {
      throw new Error(
        `The metric id "${id}" is not of the form "group.name-in-kebab-case". Rename it in the module that adds it.`,
      );
    }
    if (byId.has(id)) {
      throw new Error(
        `Two metrics have the id "${id}". Remove one of the modules that add it.`,
      );
    }
    if (metric.definition.aggregate === 'gauge') {
      throw new Error(
        `The metric "${id}" aggregates by "gauge", which is not calculated. Use quantile, ratio, perDay or count.`,
      );
    }
    byId.set(id, metric);
  }
  return {
    list: () => [...byId.values()],
    get: metricId => byId.get(metricId),
  };
}
