import {
  previousWindow,
  type DoraAnswer,
  type ResolvedWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import type { StoredEntity } from '../database/operations/entities/readEntity';
import { evaluate, leadTimeDistribution, phaseBuckets } from '../engine';
import { doraMetrics, flowMetrics } from '../metrics';
import { readHealth } from './readHealth';
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
  const { knex, settings } = context;
  const now = context.now();
  const intervalSeconds = settings.pollIntervalSeconds;
  const asked = { knex, entityId: entity.id, window, now };
  const [answers, phases, distribution, health] = await Promise.all([
    evaluate({
      knex,
      metrics: [...doraMetrics, ...flowMetrics],
      entityIds: [entity.id],
      window,
      bucket: window.bucket,
      isCompared,
      now,
      intervalSeconds,
    }),
    phaseBuckets({ ...asked, bucket: window.bucket }),
    leadTimeDistribution(asked),
    readHealth({ context, entity, window }),
  ]);
  const metrics = answers.get(entity.id)!;
  return {
    entity: { ref: entity.ref, kind: entity.kind, title: entity.title },
    window,
    ...(isCompared && { previousWindow: previousWindow(window) }),
    metrics,
    phases,
    distribution,
    summary: summaryOf(metrics),
    health,
    calculatedAt: now,
  };
}
