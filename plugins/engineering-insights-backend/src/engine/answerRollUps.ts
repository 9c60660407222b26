import {
  BANDED_METRICS,
  type BandLevel,
  type BandSet,
  type MetricAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import { answersIn, type Answers } from './answersIn';
import { isBanded } from './isBanded';
import {
  measurePeriods,
  type MeasuredPeriod,
  type MeasuringQuestion,
} from './measurePeriods';

/** From this share on a roll-up says whose number it mostly is. */
const LARGE_SHARE = 0.5;

interface Named {
  readonly id: number;
  readonly ref: string;
  readonly title: string;
}

async function readNames(
  knex: Knex,
  ids: readonly number[],
): Promise<ReadonlyMap<number, Named>> {
  const rows: Named[] = await knex('entities')
    .select('id', 'ref', 'title')
    .whereIn('id', [...ids]);
  return new Map(rows.map(row => [row.id, row]));
}

function memberIdsOf(measured: MeasuredPeriod, targetId: number) {
  return [
    ...new Set(measured.membersOf(targetId).map(member => member.entityId)),
  ];
}

function largestOf(options: {
  readonly measured: MeasuredPeriod;
  readonly metric: Metric;
  readonly targetId: number;
}): { entityId: number; share: number } | undefined {
  const { includedCount, countByEntity } = options.measured.measurementOf(
    options.metric,
    options.targetId,
  );
  for (const [entityId, count] of countByEntity) {
    if (count > includedCount * LARGE_SHARE) {
      return { entityId, share: count / includedCount };
    }
  }
  return undefined;
}

function countBands(options: {
  readonly memberAnswers: Answers;
  readonly memberIds: readonly number[];
  readonly metricNo: number;
}): Record<BandLevel | 'unknown', number> {
  const counts = { elite: 0, high: 0, medium: 0, low: 0, unknown: 0 };
  for (const memberId of options.memberIds) {
    counts[
      options.memberAnswers.get(memberId)?.[options.metricNo]?.band?.level ??
        'unknown'
    ] += 1;
  }
  return counts;
}

/** Answers of a measured period. */
export interface View {
  readonly measured: MeasuredPeriod;
  readonly answers: Answers;
}

/** The banded metrics of components, each by itself, in the period of each view. */
async function answerMembers(options: {
  readonly question: MeasuringQuestion;
  readonly views: readonly View[];
  readonly memberIds: readonly number[];
  readonly bandSet?: BandSet;
}): Promise<readonly Answers[]> {
  const { question, views, memberIds, bandSet } = options;
  const periods = views.map(({ measured }) => {
    const { bucket: _, ...period } = measured.period;
    return period;
  });
  const asked = { ...question, entityIds: memberIds };
  const measured = await measurePeriods(asked, periods);
  return measured.map(current => answersIn({ ...asked, current, bandSet }));
}

function completeAnswers(options: {
  readonly view: View;
  readonly targetId: number;
  readonly metrics: readonly Metric[];
  readonly bandedMetrics: readonly Metric[];
  readonly memberAnswers: Answers;
  readonly names: ReadonlyMap<number, Named>;
}): readonly MetricAnswer[] {
  const { view, targetId, metrics, bandedMetrics, memberAnswers, names } =
    options;
  const { measured, answers } = view;
  const memberIds = memberIdsOf(measured, targetId);
  return answers.get(targetId)!.map((answer, index) => {
    const metric = metrics[index];
    const metricNo = bandedMetrics.indexOf(metric);
    const largest = largestOf({ measured, metric, targetId });
    const named = largest && names.get(largest.entityId);
    return {
      ...answer,
      ...(metricNo >= 0 && {
        bandCounts: countBands({ memberAnswers, memberIds, metricNo }),
      }),
      ...(largest &&
        named && {
          largestContributor: {
            entityRef: named.ref,
            title: named.title,
            share: largest.share,
          },
        }),
    };
  });
}

/**
 * Gives the answers of systems, domains and groups, which have no band of
 * their own, the count of their services per band, and the service that more
 * than half of the observations come from.
 */
export async function answerRollUps(options: {
  readonly question: MeasuringQuestion & { readonly bandSet?: BandSet };
  readonly views: readonly View[];
}): Promise<readonly Answers[]> {
  const { question, views } = options;
  const targetIdsOf = ({ measured }: View) =>
    question.entityIds.filter(id => measured.isRollUp(id));
  const memberIds = [
    ...new Set(
      views.flatMap(view =>
        targetIdsOf(view).flatMap(id => memberIdsOf(view.measured, id)),
      ),
    ),
  ];
  if (views.every(view => targetIdsOf(view).length === 0)) {
    return views.map(({ answers }) => answers);
  }
  const bandedMetrics = question.metrics.filter(
    metric =>
      BANDED_METRICS.includes(metric.definition.id) &&
      isBanded(metric, question),
  );
  const answersOfMembers = await answerMembers({
    question: { ...question, metrics: bandedMetrics },
    views,
    memberIds,
    bandSet: question.bandSet,
  });
  const names = await readNames(question.knex, memberIds);
  return views.map((view, viewNo) => {
    const completed = new Map(view.answers);
    for (const targetId of targetIdsOf(view)) {
      completed.set(
        targetId,
        completeAnswers({
          view,
          targetId,
          names,
          bandedMetrics,
          metrics: question.metrics,
          memberAnswers: answersOfMembers[viewNo],
        }),
      );
    }
    return completed;
  });
}
