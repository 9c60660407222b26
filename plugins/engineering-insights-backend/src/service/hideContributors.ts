import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { MetricAnswer } from '@sei-platform/plugin-engineering-insights-common';
import type { ServiceContext } from './ServiceContext';

/** Names no service as the largest contributor to a metric that the caller may not read of it. */
export async function hideContributors<T extends MetricAnswer>(question: {
  readonly context: ServiceContext;
  readonly credentials: BackstageCredentials;
  readonly metrics: readonly T[];
}): Promise<readonly T[]> {
  const { context, credentials, metrics } = question;
  const { authorise } = context;
  const named = metrics.flatMap(({ metricId, largestContributor }) =>
    largestContributor ? [{ metricId, ref: largestContributor.entityRef }] : [],
  );
  if (named.length === 0) return metrics;
  const seen = await authorise.seenOf({
    credentials,
    entityRefs: [...new Set(named.map(({ ref }) => ref))],
  });
  const readable = await authorise.metricsOf({
    credentials,
    entityRefs: [...seen],
    metricIds: [...new Set(named.map(({ metricId }) => metricId))],
  });
  return metrics.map(metric => {
    const { largestContributor, ...hidden } = metric;
    const isNamed =
      !largestContributor ||
      readable.get(largestContributor.entityRef)?.has(metric.metricId);
    return isNamed ? metric : (hidden as T);
  });
}
