import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { OverviewTargetsAnswer } from '@sei-platform/plugin-engineering-insights-common';
import { listTargets } from '../../database/operations/overview/listTargets';
import type { ServiceContext } from '../ServiceContext';
import { ASKED_METRICS } from './answerServices';

/** What the caller can have an overview of. */
export async function answerTargets(options: {
  readonly context: ServiceContext;
  readonly credentials: BackstageCredentials;
}): Promise<OverviewTargetsAnswer> {
  const { context, credentials } = options;
  const all = await listTargets(context);
  const { authorise } = context;
  const [visible, seen] = await Promise.all([
    authorise.visibleOf({
      credentials,
      entityRefs: all.map(({ ref }) => ref),
      metricIds: ASKED_METRICS.map(({ id }) => id),
    }),
    authorise.seenOf({
      credentials,
      entityRefs: all.flatMap(({ ownerRefs }) => ownerRefs),
    }),
  ]);
  return {
    targets: all
      .filter(({ ref }) => visible.has(ref))
      .map(target => ({
        ...target,
        ownerRefs: target.ownerRefs.filter(ref => seen.has(ref)),
      })),
  };
}
