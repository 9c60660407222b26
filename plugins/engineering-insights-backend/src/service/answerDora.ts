import {
  previousWindow,
  type DoraAnswer,
  type MetricAnswer,
  type ResolvedWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { addDirtyMarks } from '../database/operations/dirtyMarks/addDirtyMarks';
import type { StoredEntity } from '../database/operations/entities/readEntity';
import { readCurrentAnswers } from '../database/operations/values/readCurrentAnswers';
import { readSnapshot } from '../database/readSnapshot';
import {
  createPeriod,
  distributionOf,
  evaluateMeasured,
  measurePeriods,
  phaseBuckets,
  WINDOW_DAYS,
  type MeasuredPeriod,
} from '../engine';
import { changeLeadTime, doraMetrics, flowMetrics } from '../metrics';
import { healthOf } from './readHealth';
import type { ServiceContext } from './ServiceContext';
import { summaryOf } from './summaryOf';

const METRICS = [...doraMetrics, ...flowMetrics];

/** What sums up services; a component or resource is calculated when it is asked for. */
const ROLL_UPS = ['system', 'domain', 'group'];

/** Whether a source is stale or still being read changes without any new fact. */
const MOST_AGE_MILLISECONDS = 3_600_000;

interface DoraQuestion {
  readonly context: ServiceContext;
  readonly entity: StoredEntity;
  readonly window: ResolvedWindow;
  readonly isCompared: boolean;
}

interface AnsweredMetrics {
  readonly metrics: readonly MetricAnswer[];
  /** ISO 8601. */
  readonly calculatedAt: string;
  readonly measured: MeasuredPeriod;
}

/** A roll-up of a thousand services takes seconds to calculate, so its answers of the usual windows are kept. */
async function readKept(
  options: DoraQuestion & { readonly knex: Knex; readonly now: string },
): Promise<AnsweredMetrics | undefined> {
  const { context, knex, entity, window, isCompared, now } = options;
  const kept = ROLL_UPS.includes(entity.kind)
    ? await readCurrentAnswers({
        knex,
        entityId: entity.id,
        window,
        metrics: METRICS.map(metric => metric.definition),
      })
    : undefined;
  if (!kept) {
    return undefined;
  }
  const [measured] = await measurePeriods(
    {
      knex,
      now,
      metrics: [changeLeadTime],
      entityIds: [entity.id],
      intervalSeconds: context.settings.pollIntervalSeconds,
    },
    [createPeriod({ window, now })],
  );
  return {
    measured,
    calculatedAt: kept.calculatedAt,
    metrics: isCompared
      ? kept.answers
      : kept.answers.map(({ previous: _, change: __, ...answer }) => answer),
  };
}

async function calculate(
  options: DoraQuestion & { readonly knex: Knex; readonly now: string },
): Promise<AnsweredMetrics> {
  const { context, knex, entity, window, isCompared, now } = options;
  const { answers, current } = await evaluateMeasured({
    knex,
    metrics: METRICS,
    entityIds: [entity.id],
    window,
    bucket: window.bucket,
    isCompared,
    now,
    intervalSeconds: context.settings.pollIntervalSeconds,
  });
  return {
    metrics: answers.get(entity.id)!,
    calculatedAt: now,
    measured: current,
  };
}

/** Has what is kept of a roll-up calculated anew; open tabs are told when that is done. */
async function refresh({ context, entity }: DoraQuestion): Promise<void> {
  await addDirtyMarks({
    knex: context.knex,
    entityIds: [entity.id],
    fromAt: context.now(),
    reason: 'facts',
  });
  context.onDirty();
}

/** Whether an answer should be kept and is not, or is kept for too long. */
function isToRefresh(question: DoraQuestion, calculatedAt: string | undefined) {
  const { entity, window, context } = question;
  const now = context.now();
  return calculatedAt === undefined
    ? ROLL_UPS.includes(entity.kind) &&
        WINDOW_DAYS.includes(window.days) &&
        window.to > now
    : Date.parse(now) - Date.parse(calculatedAt) > MOST_AGE_MILLISECONDS;
}

/** All that the DORA tab shows at first, in one answer. */
export async function answerDora(question: DoraQuestion): Promise<DoraAnswer> {
  const { context, entity, window, isCompared } = question;
  const now = context.now();
  const { keptAt, ...answer } = await readSnapshot(context.knex, async knex => {
    const asked = { ...question, knex, now };
    const kept = await readKept(asked);
    const { metrics, calculatedAt, measured } =
      kept ?? (await calculate(asked));
    return {
      keptAt: kept?.calculatedAt,
      entity: { ref: entity.ref, kind: entity.kind, title: entity.title },
      window,
      ...(isCompared && { previousWindow: previousWindow(window) }),
      metrics,
      phases: await phaseBuckets({
        knex,
        members: measured.membersOf(entity.id),
        period: measured.period,
        bucket: window.bucket,
      }),
      distribution: distributionOf(
        measured.measurementOf(changeLeadTime, entity.id),
      ),
      summary: summaryOf(metrics),
      health: await healthOf({ context, knex, entity, window, measured }),
      calculatedAt,
    };
  });
  if (isToRefresh(question, keptAt)) {
    await refresh(question);
  }
  return answer;
}
