import {
  previousWindow,
  type MetricAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import { readCurrentAnswers } from '../../database/operations/values/readCurrentAnswers';
import { readSnapshot } from '../../database/readSnapshot';
import { answersIn, createPeriod, measurePeriods } from '../../engine';
import { doraMetrics } from '../../metrics';
import { answerMetrics, MOST_AGE_MILLISECONDS } from '../answerMetrics';
import { isFiltering, type ChosenServices } from './chooseServices';
import type { OverviewQuestion } from './OverviewQuestion';

interface OverviewMetrics {
  readonly metrics: readonly MetricAnswer[];
  /** ISO 8601. */
  readonly calculatedAt: string;
  /** What is kept of the whole is missing, or old. */
  readonly isToRefresh: boolean;
}

async function readKept(
  question: OverviewQuestion,
): Promise<OverviewMetrics | undefined> {
  const { context, entity, window } = question;
  const answers = await readCurrentAnswers({
    knex: context.knex,
    entityIds: [entity.id],
    window,
    metrics: doraMetrics.map(metric => metric.definition),
  });
  const kept = answers.get(entity.id);
  return (
    kept && {
      metrics: kept.answers,
      calculatedAt: kept.calculatedAt,
      isToRefresh:
        Date.parse(context.now()) - Date.parse(kept.calculatedAt) >
        MOST_AGE_MILLISECONDS,
    }
  );
}

async function calculateWhole(
  question: OverviewQuestion,
): Promise<OverviewMetrics> {
  return readSnapshot(question.context.knex, async knex =>
    answerMetrics({
      ...question,
      knex,
      metrics: doraMetrics,
      blockIds: [],
      isCompared: true,
    }),
  );
}

/** Of the services that a filter leaves, pooled as those of the whole are. */
async function calculateChosen(
  question: OverviewQuestion,
  { spans }: ChosenServices,
): Promise<OverviewMetrics> {
  const { context, entity, window } = question;
  const now = context.now();
  return readSnapshot(context.knex, async knex => {
    const [current, previous] = await measurePeriods(
      {
        knex,
        now,
        metrics: doraMetrics,
        entityIds: [entity.id],
        memberIds: new Set(spans.map(({ entityId }) => entityId)),
        intervalSeconds: context.settings.pollIntervalSeconds,
      },
      [
        createPeriod({ window, bucket: window.bucket, now }),
        createPeriod({ window: previousWindow(window), now }),
      ],
    );
    const answers = answersIn({
      current,
      previous,
      metrics: doraMetrics,
      entityIds: [entity.id],
    });
    return {
      metrics: answers.get(entity.id)!,
      calculatedAt: now,
      isToRefresh: false,
    };
  });
}

/** Names no service that the caller may not see. */
function withoutHidden(
  { largestContributor, ...answer }: MetricAnswer,
  visibleRefs: ReadonlySet<string>,
): MetricAnswer {
  return {
    ...answer,
    ...(largestContributor &&
      visibleRefs.has(largestContributor.entityRef) && { largestContributor }),
  };
}

/** The five of all services together: as they are kept of the whole, or calculated of those that a filter leaves. */
export async function answerOverviewMetrics(
  question: OverviewQuestion,
  chosen: ChosenServices,
): Promise<OverviewMetrics> {
  const answer = isFiltering(question.filter)
    ? await calculateChosen(question, chosen)
    : (await readKept(question)) ?? (await calculateWhole(question));
  const visibleRefs = new Set(chosen.services.map(({ ref }) => ref));
  return {
    ...answer,
    metrics: answer.metrics.map(each => withoutHidden(each, visibleRefs)),
  };
}
