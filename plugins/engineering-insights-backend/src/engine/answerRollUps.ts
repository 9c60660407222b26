import type {
  BandLevel,
  MetricAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import type { EvaluationQuestion } from './Evaluation';
import type { MeasuredTargets } from './measureTargets';

type Answers = ReadonlyMap<number, readonly MetricAnswer[]>;

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

function largestOf(options: {
  readonly measured: MeasuredTargets;
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

/** Metrics that have bands at all; the others count none. */
const BANDED = new Set([
  'dora.change-lead-time',
  'dora.deployment-frequency',
  'dora.failed-deployment-recovery-time',
  'dora.change-fail-rate',
]);

/**
 * Gives the answers of systems, domains and groups, which have no band of
 * their own, the count of their services per band, and the service that more
 * than half of the observations come from.
 */
export async function answerRollUps(options: {
  readonly question: EvaluationQuestion;
  readonly measured: MeasuredTargets;
  readonly answers: Answers;
  readonly evaluateMembers: (question: EvaluationQuestion) => Promise<Answers>;
}): Promise<Answers> {
  const { question, measured, answers, evaluateMembers } = options;
  const targetIds = question.entityIds.filter(id => measured.isRollUp(id));
  if (targetIds.length === 0) {
    return answers;
  }
  const memberIdsOf = (targetId: number) => [
    ...new Set(measured.membersOf(targetId).map(member => member.entityId)),
  ];
  const allMemberIds = [...new Set(targetIds.flatMap(memberIdsOf))];
  const metrics = question.metrics.filter(metric =>
    BANDED.has(metric.definition.id),
  );
  const memberAnswers = await evaluateMembers({
    ...question,
    metrics,
    entityIds: allMemberIds,
    bucket: undefined,
    isCompared: false,
  });
  const names = await readNames(question.knex, allMemberIds);
  const completed = new Map(answers);
  for (const targetId of targetIds) {
    const memberIds = memberIdsOf(targetId);
    completed.set(
      targetId,
      (answers.get(targetId) ?? []).map((answer, index) => {
        const metric = question.metrics[index];
        const metricNo = metrics.indexOf(metric);
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
      }),
    );
  }
  return completed;
}
