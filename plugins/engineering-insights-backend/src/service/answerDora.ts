import {
  previousWindow,
  type DoraAnswer,
  type ResolvedWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import type { StoredEntity } from '../database/operations/entities/readEntity';
import { readSnapshot } from '../database/readSnapshot';
import { distributionOf, evaluateMeasured, phaseBuckets } from '../engine';
import { changeLeadTime, doraMetrics, flowMetrics } from '../metrics';
import { healthOf } from './readHealth';
import type { ServiceContext } from './ServiceContext';
import { summaryOf } from './summaryOf';

/** All that the DORA tab shows at first, in one answer. */
export async function answerDora(options: {
  context: ServiceContext;
  entity: StoredEntity;
  window: ResolvedWindow;
  isCompared: boolean;
}): Promise<DoraAnswer> {
  const { context, entity, window, isCompared } = options;
  const now = context.now();
  return readSnapshot(context.knex, async knex => {
    const { answers, current } = await evaluateMeasured({
      knex,
      metrics: [...doraMetrics, ...flowMetrics],
      entityIds: [entity.id],
      window,
      bucket: window.bucket,
      isCompared,
      now,
      intervalSeconds: context.settings.pollIntervalSeconds,
    });
    const metrics = answers.get(entity.id)!;
    const asked = {
      knex,
      members: current.membersOf(entity.id),
      period: current.period,
    };
    return {
      entity: { ref: entity.ref, kind: entity.kind, title: entity.title },
      window,
      ...(isCompared && { previousWindow: previousWindow(window) }),
      metrics,
      phases: await phaseBuckets({ ...asked, bucket: window.bucket }),
      distribution: distributionOf(
        current.measurementOf(changeLeadTime, entity.id),
      ),
      summary: summaryOf(metrics),
      health: await healthOf({
        context,
        knex,
        entity,
        window,
        measured: current,
      }),
      calculatedAt: now,
    };
  });
}
