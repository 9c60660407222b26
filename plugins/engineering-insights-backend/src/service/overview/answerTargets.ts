import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { OverviewTargetsAnswer } from '@sei-platform/plugin-engineering-insights-common';
import { listTargets } from '../../database/operations/overview/listTargets';
import type { ServiceContext } from '../ServiceContext';

/** What the caller can have an overview of. */
export async function answerTargets(options: {
  readonly context: ServiceContext;
  readonly credentials: BackstageCredentials;
}): Promise<OverviewTargetsAnswer> {
  const { context, credentials } = options;
  const all = await listTargets(context);
  const visible = await context.authorise.visibleOf({
    credentials,
    entityRefs: all.flatMap(({ ref, ownerRefs }) => [ref, ...ownerRefs]),
  });
  return {
    targets: all
      .filter(({ ref }) => visible.has(ref))
      .map(target => ({
        ...target,
        ownerRefs: target.ownerRefs.filter(ref => visible.has(ref)),
      })),
  };
}
