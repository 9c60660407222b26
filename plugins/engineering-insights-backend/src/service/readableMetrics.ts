import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { ServiceContext } from './ServiceContext';

/** Ids of the metrics of an entity that the caller may read; none of one that he does not see. */
export async function listReadableMetrics(question: {
  readonly context: ServiceContext;
  readonly credentials: BackstageCredentials;
  readonly entityRef: string;
}): Promise<readonly string[]> {
  const { context, credentials, entityRef } = question;
  const { authorise, metrics } = context;
  const seen = await authorise.seenOf({ credentials, entityRefs: [entityRef] });
  if (!seen.has(entityRef)) return [];
  const metricIds = metrics.list().map(({ definition }) => definition.id);
  const readable = await authorise.metricsOf({
    credentials,
    entityRefs: [entityRef],
    metricIds,
  });
  return metricIds.filter(id => readable.get(entityRef)!.has(id));
}
