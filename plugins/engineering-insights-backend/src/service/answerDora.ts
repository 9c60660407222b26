import {
  previousWindow,
  type DoraAnswer,
  type ResolvedWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import type { StoredEntity } from '../database/operations/entities/readEntity';
import { readSnapshot } from '../database/readSnapshot';
import { distributionOf, phaseBuckets } from '../engine';
import { changeLeadTime, doraMetrics, phaseMetrics } from '../metrics';
import { answerMetrics, refreshKept } from './answerMetrics';
import { listPolicyMarks } from './policyChanges';
import { healthOf } from './readHealth';
import { readServices } from './readServices';
import type { ServiceContext } from './ServiceContext';
import { summaryOf } from './summaryOf';

const METRICS = [...doraMetrics, ...phaseMetrics];

/** All that the DORA tab shows at first, in one answer. */
export async function answerDora(question: {
  readonly context: ServiceContext;
  readonly entity: StoredEntity;
  readonly window: ResolvedWindow;
  readonly isCompared: boolean;
}): Promise<DoraAnswer> {
  const { context, entity, window, isCompared } = question;
  const { isToRefresh, ...answer } = await readSnapshot(
    context.knex,
    async knex => {
      const { metrics, measured, ...answered } = await answerMetrics({
        ...question,
        knex,
        metrics: METRICS,
        measuredMetrics: [changeLeadTime],
      });
      const members = measured.membersOf(entity.id);
      return {
        ...answered,
        entity: { ref: entity.ref, kind: entity.kind, title: entity.title },
        window,
        ...(isCompared && { previousWindow: previousWindow(window) }),
        ...(measured.isRollUp(entity.id) && {
          services: await readServices({ knex, members }),
        }),
        metrics,
        phases: await phaseBuckets({
          knex,
          members,
          period: measured.period,
          bucket: window.bucket,
        }),
        distribution: distributionOf(
          measured.measurementOf(changeLeadTime, entity.id),
          changeLeadTime.definition.unit,
        ),
        summary: summaryOf(metrics),
        policyChanges: await listPolicyMarks({ knex, members, window }),
        health: await healthOf({ context, knex, entity, window, measured }),
      };
    },
  );
  if (isToRefresh) {
    await refreshKept(question);
  }
  return answer;
}
