import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import type { MeasuringQuestion } from '../measurePeriods';
import type { PeriodMeasurement } from '../Measurement';
import type { Period } from '../Period';
import { findTelling } from './findTelling';
import { isTooShortToTell } from './isTooShortToTell';
import { readCrowds } from './readCrowds';
import { readTargetMembers, targetIdOf } from './readTargetMembers';
import { scopeOf } from './scopeOf';

/** Whether a number about people would tell of fewer people than may be told of, with the numbers of other targets. */
export type IsTelling = (options: {
  readonly metric: Metric;
  readonly entityId: number;
  readonly periodNo: number;
}) => boolean;

interface Question {
  readonly question: Omit<MeasuringQuestion, 'minimumContributors'>;
  readonly minimumContributors: number;
  readonly periods: readonly Period[];
  readonly measurementOf: (
    metric: Metric,
    entityId: number,
    periodNo: number,
  ) => PeriodMeasurement;
}

const keyOf = (metric: Metric, entityId: number, periodNo: number) =>
  `${metric.definition.id} ${entityId} ${periodNo}`;

/** Whether there is a number that the windows and the people of its own would let be told. */
function hasNumber(options: Question & { metric: Metric; periodNo: number }) {
  const { question, metric, periodNo, periods, minimumContributors } = options;
  return (
    !isTooShortToTell(periods[periodNo]) &&
    question.entityIds.some(entityId => {
      const { contributorCount = 0 } = options.measurementOf(
        metric,
        entityId,
        periodNo,
      );
      return contributorCount >= minimumContributors;
    })
  );
}

/**
 * Decides about all numbers of a question that are made of what people did. It
 * looks at every target that anybody could ask for, so that the answer about
 * one of them is the same from wherever it is asked; and at nothing where there
 * is no such number.
 */
export async function readTelling(options: Question): Promise<IsTelling> {
  const { question, periods, minimumContributors } = options;
  const { knex, metrics, entityIds, isWithSubTeams } = question;
  const asked = metrics
    .filter(({ definition }) => definition.isPersonDerived)
    .map(metric => ({
      metric,
      periodNos: periods.flatMap((_, periodNo) =>
        hasNumber({ ...options, metric, periodNo }) ? [periodNo] : [],
      ),
    }))
    .filter(({ periodNos }) => periodNos.length > 0);
  const telling = new Set<string>();
  if (asked.length > 0) {
    const { members, groupsWithSubTeams } = await readTargetMembers({
      knex,
      periods,
    });
    const targets = entityIds.map(entityId => ({
      entityId,
      targetId: targetIdOf({ entityId, isWithSubTeams, groupsWithSubTeams }),
    }));
    for (const { metric, periodNos } of asked) {
      const crowds = await readCrowds({
        knex,
        metric,
        scope: scopeOf(metric, question),
        periods: periods.map(({ bucket: _, ...period }) => period),
        members: members.filter(({ periodNo }) => periodNos.includes(periodNo)),
      });
      for (const periodNo of periodNos) {
        const found = findTelling({
          minimumContributors,
          crowds: crowds[periodNo],
          targetIds: targets.map(({ targetId }) => targetId),
        });
        for (const { entityId, targetId } of targets) {
          if (found.has(targetId)) {
            telling.add(keyOf(metric, entityId, periodNo));
          }
        }
      }
    }
  }
  return ({ metric, entityId, periodNo }) =>
    telling.has(keyOf(metric, entityId, periodNo));
}
