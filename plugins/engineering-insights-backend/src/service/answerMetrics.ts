import type {
  Clock,
  Cohort,
  MetricAnswer,
  ResolvedWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import { addDirtyMarks } from '../database/operations/dirtyMarks/addDirtyMarks';
import type { StoredEntity } from '../database/operations/entities/readEntity';
import { readCurrentAnswers } from '../database/operations/values/readCurrentAnswers';
import {
  createPeriod,
  evaluateMeasured,
  measurePeriods,
  WINDOW_DAYS,
  type MeasuredPeriod,
} from '../engine';
import type { ServiceContext } from './ServiceContext';

/** What sums up services; a component or resource is calculated when it is asked for. */
const ROLL_UPS = ['system', 'domain', 'group'];

/** Whether a source is stale or still being read changes without any new fact. */
export const MOST_AGE_MILLISECONDS = 3_600_000;

export interface MetricsQuestion {
  readonly context: ServiceContext;
  readonly knex: Knex;
  readonly entity: StoredEntity;
  readonly window: ResolvedWindow;
  readonly metrics: readonly Metric[];
  /** Those of them of which more is wanted than what is kept. */
  readonly measuredMetrics?: readonly Metric[];
  readonly isCompared: boolean;
  readonly cohort?: Cohort;
  readonly clock?: Clock;
  /** Of a group that has groups below it: whether what they own counts too. */
  readonly isWithSubTeams?: boolean;
}

export interface AnsweredMetrics {
  readonly metrics: readonly MetricAnswer[];
  /** ISO 8601. */
  readonly calculatedAt: string;
  readonly measured: MeasuredPeriod;
  /** It should be kept and is not, or is kept for too long. */
  readonly isToRefresh: boolean;
}

/** Only what is asked for without any choice of the reader is kept. */
function isKept(question: MetricsQuestion): boolean {
  const { entity, window, context, cohort, clock, isWithSubTeams } = question;
  return (
    ROLL_UPS.includes(entity.kind) &&
    WINDOW_DAYS.includes(window.days) &&
    window.to > context.now() &&
    (cohort ?? 'all') === 'all' &&
    (clock ?? 'elapsed') === 'elapsed' &&
    isWithSubTeams !== false
  );
}

/** A roll-up of a thousand services takes seconds to calculate, so its answers of the usual windows are kept. */
async function readKept(
  question: MetricsQuestion,
): Promise<AnsweredMetrics | undefined> {
  const { context, knex, entity, window, metrics, isCompared } = question;
  const kept = await readCurrentAnswers({
    knex,
    entityId: entity.id,
    window,
    metrics: metrics.map(metric => metric.definition),
  });
  if (!kept) {
    return undefined;
  }
  const now = context.now();
  const [measured] = await measurePeriods(
    {
      knex,
      now,
      metrics: question.measuredMetrics ?? [],
      entityIds: [entity.id],
      intervalSeconds: context.settings.pollIntervalSeconds,
    },
    [createPeriod({ window, now })],
  );
  return {
    measured,
    calculatedAt: kept.calculatedAt,
    isToRefresh:
      Date.parse(now) - Date.parse(kept.calculatedAt) > MOST_AGE_MILLISECONDS,
    metrics: isCompared
      ? kept.answers
      : kept.answers.map(({ previous: _, change: __, ...answer }) => answer),
  };
}

async function calculate(
  question: MetricsQuestion,
): Promise<Omit<AnsweredMetrics, 'isToRefresh'>> {
  const { context, entity, window } = question;
  const now = context.now();
  const { answers, current } = await evaluateMeasured({
    ...question,
    entityIds: [entity.id],
    bucket: window.bucket,
    now,
    intervalSeconds: context.settings.pollIntervalSeconds,
    minimumContributors: context.minimumContributors,
  });
  return {
    metrics: answers.get(entity.id)!,
    calculatedAt: now,
    measured: current,
  };
}

/** Metrics of one entity in one window, kept or calculated now. */
export async function answerMetrics(
  question: MetricsQuestion,
): Promise<AnsweredMetrics> {
  const { metrics } = question;
  const isLive = ({ definition }: Metric) => definition.isPersonDerived;
  if (!isKept(question) || metrics.every(isLive)) {
    return { ...(await calculate(question)), isToRefresh: false };
  }
  const keptMetrics = metrics.filter(metric => !isLive(metric));
  const kept = await readKept({ ...question, metrics: keptMetrics });
  if (!kept) {
    return { ...(await calculate(question)), isToRefresh: true };
  }
  const liveMetrics = metrics.filter(isLive);
  if (liveMetrics.length === 0) {
    return kept;
  }
  const live = await calculate({ ...question, metrics: liveMetrics });
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
}: Pick<MetricsQuestion, 'context' | 'entity'>): Promise<void> {
  await addDirtyMarks({
    knex: context.knex,
    entityIds: [entity.id],
    fromAt: context.now(),
    reason: 'facts',
  });
  context.onDirty();
}
