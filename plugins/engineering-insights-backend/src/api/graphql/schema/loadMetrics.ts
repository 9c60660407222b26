import { NotFoundError } from '@backstage/errors';
import type { MetricDefinition } from '@sei-platform/plugin-engineering-insights-common';
import { checkMeasuring } from '../../../service/checkMeasuring';
import type { LoadedMetric, MetricQuestion } from '../createLoaders';
import type { GraphqlContext } from '../GraphqlContext';

interface Asked {
  readonly entityRef: string;
  readonly metricIds: readonly string[];
  readonly question: MetricQuestion;
}

/** @throws NotFoundError where there is no such metric. */
async function definitionsOf(
  { service, credentials }: GraphqlContext,
  metricIds: readonly string[],
): Promise<readonly MetricDefinition[]> {
  const { metrics } = await service.listMetrics({ credentials });
  const byId = new Map(metrics.map(each => [each.id, each]));
  return metricIds.map(id => {
    const definition = byId.get(id);
    if (!definition) {
      throw new NotFoundError(
        `There is no metric ${JSON.stringify(
          id,
        )}; the query "metricDefinitions" lists what there is.`,
      );
    }
    return definition;
  });
}

/** Metrics of one entity that are there; asked together with what other fields ask alike. A choice that does not bear on one of them leaves it as it is. */
export async function loadMetrics(
  { loaders }: GraphqlContext,
  { entityRef, metricIds, question }: Asked,
): Promise<LoadedMetric[]> {
  return Promise.all(
    metricIds.map(metricId =>
      loaders.metrics.load({ entityRef, metricId, question }),
    ),
  );
}

/**
 * The same of metrics that the caller names.
 *
 * @throws NotFoundError where there is no such metric.
 * @throws InvalidRequestError where a choice does not bear on one of them.
 */
export async function loadNamedMetrics(
  context: GraphqlContext,
  asked: Asked,
): Promise<LoadedMetric[]> {
  const definitions = await definitionsOf(context, asked.metricIds);
  for (const definition of definitions) {
    checkMeasuring({ definition }, asked.question);
  }
  return loadMetrics(context, asked);
}

/** The same of one metric. */
export async function loadNamedMetric(
  context: GraphqlContext,
  { metricId, ...asked }: Omit<Asked, 'metricIds'> & { metricId: string },
): Promise<LoadedMetric> {
  const [metric] = await loadNamedMetrics(context, {
    ...asked,
    metricIds: [metricId],
  });
  return metric;
}
