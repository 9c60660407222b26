import type { MetricAnswer } from '@sei-platform/plugin-engineering-insights-common';
import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import { addDirtyMarks } from '../database/operations/dirtyMarks/addDirtyMarks';
import { readCurrentAnswers } from '../database/operations/values/readCurrentAnswers';
import {
  evaluateMeasured,
  measureBlocks,
  type BlockId,
  type Blocks,
} from '../engine';
import { isKept, type KeptQuestion } from './isKept';
import { readKeptBlocks, type TabParts } from './readKeptBlocks';

/** Whether a source is stale or still being read changes without any new fact. */
export const MOST_AGE_MILLISECONDS = 3_600_000;

export interface MetricsQuestion<Id extends BlockId> extends KeptQuestion {
  readonly knex: Knex;
  readonly metrics: readonly Metric[];
  /** What is asked for beside them. */
  readonly blockIds: readonly Id[];
  readonly isCompared: boolean;
}

export interface AnsweredMetrics {
  readonly metrics: readonly MetricAnswer[];
  /** ISO 8601. */
  readonly calculatedAt: string;
}

/** All that a tab is made of. */
export interface AnsweredTab<Id extends BlockId> extends AnsweredMetrics {
  readonly parts: TabParts<Pick<Blocks, Id>>;
  /** It should be kept and is not, or is kept for too long. */
  readonly isToRefresh: boolean;
}

/** A roll-up of a thousand services takes seconds to calculate, so its answers of the usual windows are kept. */
async function readKept(
  question: Omit<MetricsQuestion<BlockId>, 'blockIds'>,
): Promise<AnsweredTab<BlockId> | undefined> {
  const { context, knex, entity, window, metrics, isCompared } = question;
  const parts = await readKeptBlocks(question);
  const kept =
    parts &&
    (
      await readCurrentAnswers({
        knex,
        entityIds: [entity.id],
        window,
        metrics: metrics.map(metric => metric.definition),
      })
    ).get(entity.id);
  if (!kept) {
    return undefined;
  }
  return {
    parts,
    calculatedAt: kept.calculatedAt,
    isToRefresh:
      Date.parse(context.now()) - Date.parse(kept.calculatedAt) >
      MOST_AGE_MILLISECONDS,
    metrics: isCompared
      ? kept.answers
      : kept.answers.map(({ previous: _, change: __, ...answer }) => answer),
  };
}

async function calculate<Id extends BlockId>(
  question: MetricsQuestion<Id>,
): Promise<AnsweredMetrics & { parts: TabParts<Pick<Blocks, Id>> }> {
  const { context, knex, entity, window, clock, blockIds } = question;
  const now = context.now();
  const targetId = entity.id;
  const { answers, current } = await evaluateMeasured({
    ...question,
    entityIds: [targetId],
    bucket: window.bucket,
    now,
    intervalSeconds: context.settings.pollIntervalSeconds,
    minimumContributors: context.minimumContributors,
  });
  return {
    metrics: answers.get(targetId)!,
    calculatedAt: now,
    parts: {
      blocks: await measureBlocks(
        { knex, targetId, measured: current, bucket: window.bucket, clock },
        blockIds,
      ),
      members: current.membersOf(targetId),
      isRollUp: current.isRollUp(targetId),
      readReadiness: async () => current.readinessOf(targetId),
    },
  };
}

/** Metrics of one entity in one window with what stands beside them, kept or calculated now. */
export async function answerMetrics<Id extends BlockId>(
  question: MetricsQuestion<Id>,
): Promise<AnsweredTab<Id>> {
  const { metrics } = question;
  const isLive = ({ definition }: Metric) => definition.isPersonDerived;
  const kept = await readKept({
    ...question,
    metrics: metrics.filter(metric => !isLive(metric)),
  });
  if (!kept) {
    const isToRefresh = isKept(question);
    return { ...(await calculate(question)), isToRefresh };
  }
  const liveMetrics = metrics.filter(isLive);
  if (liveMetrics.length === 0) {
    return kept;
  }
  const live = await calculate({
    ...question,
    metrics: liveMetrics,
    blockIds: [],
  });
  const answers = new Map(
    [...kept.metrics, ...live.metrics].map(each => [each.metricId, each]),
  );
  return {
    ...kept,
    metrics: metrics.map(({ definition }) => answers.get(definition.id)!),
  };
}

/** Has what is kept of a roll-up calculated anew; open tabs are told when that is done. */
export async function refreshKept({
  context,
  entity,
}: Pick<KeptQuestion, 'context' | 'entity'>): Promise<void> {
  await addDirtyMarks({
    knex: context.knex,
    entityIds: [entity.id],
    fromAt: context.now(),
    reason: 'facts',
  });
  context.onDirty();
}
