import {
  bucketsOf,
  type BucketWindow,
  type Clock,
  type Cohort,
  type MeasuredAs,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import { combineReadiness } from './combineReadiness';
import { countedMembers, isCountedByDays } from './coverage';
import { measure, periodKey } from './measure';
import { NOTHING_MEASURED, type PeriodMeasurement } from './Measurement';
import type { Member } from './Member';
import type { Period } from './Period';
import { readTelling, scopeOf } from './privacy';
import type { Readiness } from './Readiness';
import { datedKindsOf } from './readingFor';
import { readMembers } from './readMembers';
import { readReadiness } from './readReadiness';
import {
  NO_ROLLOUTS,
  readRolloutCounts,
  type RolloutCounts,
} from './readRolloutCounts';
import { staleBefore } from './staleBefore';

/** How a reader wants numbers to be measured; as their definitions say where absent. */
export interface ReaderChoice extends MeasuredAs {
  readonly cohort?: Cohort;
  readonly clock?: Clock;
}

/** Metrics of many entities in several periods at once. */
export interface MeasuringQuestion extends ReaderChoice {
  readonly knex: Knex;
  readonly metrics: readonly Metric[];
  /** Components, systems, domains and groups, mixed. */
  readonly entityIds: readonly number[];
  /** ISO 8601. */
  readonly now: string;
  /** Of groups: what belongs to the groups below them counts too; as it does unless this is false. */
  readonly isWithSubTeams?: boolean;
  /** Of what belongs to the entities only these count; absent: all. */
  readonly memberIds?: ReadonlySet<number>;
  /** How often sources are read; a source is stale after four of these, and never before six hours. */
  readonly intervalSeconds?: number;
  /** What people did is told from so many of them on. */
  readonly minimumContributors?: number;
}

/** All that one period's values of many targets are made of. */
export interface MeasuredPeriod {
  readonly period: Period;
  readonly choice: ReaderChoice;
  /** Of its series; none where it has none. */
  readonly bucketWindows: readonly BucketWindow[];
  readonly staleBefore: string;
  readonly minimumContributors: number;
  isRollUp(targetId: number): boolean;
  membersOf(targetId: number): readonly Member[];
  readinessOf(targetId: number): Readiness;
  readinessOfMember(entityId: number): Readiness | undefined;
  rolloutsOf(targetId: number): RolloutCounts;
  measurementOf(metric: Metric, targetId: number): PeriodMeasurement;
  /** Whether a number about people would tell of too few of them, with the numbers of other targets. */
  isTelling(metric: Metric, targetId: number): boolean;
}

/** Unless the configuration says otherwise. */
const DEFAULT_MINIMUM_CONTRIBUTORS = 5;

type Measurements = ReadonlyMap<string, ReadonlyMap<string, PeriodMeasurement>>;

function groupByKey(
  members: readonly Member[],
): ReadonlyMap<string, readonly Member[]> {
  const groups = new Map<string, Member[]>();
  for (const member of members) {
    const key = periodKey(member.targetId, member.periodNo);
    const group = groups.get(key);
    if (group) {
      group.push(member);
    } else {
      groups.set(key, [member]);
    }
  }
  return groups;
}

/**
 * Metrics that one query can measure: those of one aggregate and unit, all
 * snapshots or none. Covered days are each metric's own, and so are the names of
 * its bindings.
 */
function groupMeasurable(
  metrics: readonly Metric[],
  cohort: Cohort,
): readonly (readonly Metric[])[] {
  const groups = new Map<string, Metric[]>();
  for (const metric of metrics) {
    const { id, aggregate, unit, isSnapshot = false } = metric.definition;
    const { bindings } = metric.observations({ cohort, clock: 'elapsed' });
    const isAlone = isCountedByDays(metric) || Object.keys(bindings).length > 0;
    const key = isAlone ? id : `${aggregate} ${unit} ${isSnapshot}`;
    groups.set(key, [...(groups.get(key) ?? []), metric]);
  }
  return [...groups.values()];
}

async function measureAll(options: {
  readonly question: MeasuringQuestion;
  readonly periods: readonly Period[];
  readonly members: readonly Member[];
  readonly readinessOf: (entityId: number) => Readiness | undefined;
}): Promise<Measurements> {
  const { question, periods, members, readinessOf } = options;
  const { knex, cohort = 'all' } = question;
  const byMetric = new Map<string, ReadonlyMap<string, PeriodMeasurement>>();
  for (const metrics of groupMeasurable(question.metrics, cohort)) {
    const [metric] = metrics;
    const measured = await measure({
      knex,
      metrics,
      periods,
      members: countedMembers({ metric, members, periods, readinessOf }),
      scope: scopeOf(metric, question),
    });
    metrics.forEach((each, index) =>
      byMetric.set(each.definition.id, measured[index]),
    );
  }
  return byMetric;
}

/** Measures every metric of the question in all periods, in a few queries whatever their number; in the order of the periods. */
export async function measurePeriods(
  question: MeasuringQuestion,
  periods: readonly Period[],
): Promise<readonly MeasuredPeriod[]> {
  const { knex, entityIds, now, isWithSubTeams, memberIds } = question;
  const belonging = await readMembers({
    knex,
    entityIds,
    periods,
    isWithSubTeams,
  });
  const members = memberIds
    ? belonging.filter(({ entityId }) => memberIds.has(entityId))
    : belonging;
  const readiness = await readReadiness({
    knex,
    entityIds: [...new Set(members.map(member => member.entityId))],
    datedKinds: datedKindsOf(question.metrics),
    asOf: now,
  });
  const rollouts = await readRolloutCounts({ knex, members });
  const readinessOfMember = (entityId: number) => readiness.get(entityId);
  const measurements = await measureAll({
    question,
    periods,
    members,
    readinessOf: readinessOfMember,
  });
  const measurementOf = (metric: Metric, targetId: number, periodNo: number) =>
    measurements
      .get(metric.definition.id)
      ?.get(periodKey(targetId, periodNo)) ?? NOTHING_MEASURED;
  const { minimumContributors = DEFAULT_MINIMUM_CONTRIBUTORS } = question;
  const isTelling = await readTelling({
    question,
    periods,
    minimumContributors,
    measurementOf,
  });
  const byKey = groupByKey(members);
  return periods.map((period, periodNo) => {
    const keyOf = (targetId: number) => periodKey(targetId, periodNo);
    const membersOf = (targetId: number) => byKey.get(keyOf(targetId)) ?? [];
    const isRollUp = (targetId: number) =>
      !membersOf(targetId).some(
        member => member.entityId === targetId && !member.isGroup,
      );
    const combined = new Map<number, Readiness>();
    return {
      period,
      choice: question,
      bucketWindows: period.bucket
        ? bucketsOf({ window: period, bucket: period.bucket })
        : [],
      staleBefore: staleBefore(question),
      minimumContributors,
      isRollUp,
      membersOf,
      readinessOf: targetId => {
        const known = isRollUp(targetId)
          ? combined.get(targetId)
          : readiness.get(targetId);
        if (known) {
          return known;
        }
        const ids = new Set(membersOf(targetId).map(member => member.entityId));
        const whole = combineReadiness(
          [...ids].flatMap(id => readiness.get(id) ?? []),
          now,
        );
        combined.set(targetId, whole);
        return whole;
      },
      readinessOfMember,
      rolloutsOf: targetId => rollouts.get(keyOf(targetId)) ?? NO_ROLLOUTS,
      measurementOf: (metric, targetId) =>
        measurementOf(metric, targetId, periodNo),
      isTelling: (metric, targetId) =>
        isTelling({ metric, entityId: targetId, periodNo }),
    };
  });
}
