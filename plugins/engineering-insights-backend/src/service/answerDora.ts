import {
  previousWindow,
  type DoraAnswer,
  type MeasuredAs,
  type ResolvedWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import type { StoredEntity } from '../database/operations/entities/readEntity';
import { readSnapshot } from '../database/readSnapshot';
import type { BlockId } from '../engine';
import { doraMetrics, phaseMetrics } from '../metrics';
import { answerMetrics, refreshKept } from './answerMetrics';
import { listPolicyMarks } from './policyChanges';
import { healthOf } from './readHealth';
import { readServices } from './readServices';
import type { ServiceContext } from './ServiceContext';
import { summaryOf } from './summaryOf';

const METRICS = [...doraMetrics, ...phaseMetrics];
const BLOCK_IDS = [
  'phases',
  'leadTimes',
  'completeness',
] as const satisfies readonly BlockId[];

/** All that the DORA tab shows at first, in one answer. */
export async function answerDora(
  question: MeasuredAs & {
    readonly context: ServiceContext;
    readonly entity: StoredEntity;
    readonly window: ResolvedWindow;
    readonly isCompared: boolean;
  },
): Promise<DoraAnswer> {
  const { context, entity, window, isCompared } = question;
  const { isToRefresh, ...answer } = await readSnapshot(
    context.knex,
    async knex => {
      const { metrics, parts, ...answered } = await answerMetrics({
        ...question,
        knex,
        metrics: METRICS,
        blockIds: BLOCK_IDS,
      });
      const { blocks, members } = parts;
      return {
        ...answered,
        entity: { ref: entity.ref, kind: entity.kind, title: entity.title },
        window,
        ...(isCompared && { previousWindow: previousWindow(window) }),
        ...(parts.isRollUp && {
          services: await readServices({ knex, members }),
        }),
        metrics,
        phases: blocks.phases,
        distribution: blocks.leadTimes,
        summary: summaryOf(metrics),
        policyChanges: await listPolicyMarks({ knex, members, window }),
        health: await healthOf({ context, knex, entity, parts }),
      };
    },
  );
  if (isToRefresh) {
    await refreshKept(question);
  }
  return answer;
}
