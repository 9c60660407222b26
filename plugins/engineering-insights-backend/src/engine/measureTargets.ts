import type {
  Bucket,
  MetricWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import type {
  Metric,
  MetricScope,
} from '@sei-platform/plugin-engineering-insights-node';
import { DateTime } from 'luxon';
import { combineReadiness } from './combineReadiness';
import { countedMembers } from './coverage';
import type { EvaluationQuestion } from './Evaluation';
import { measure, periodKey } from './measure';
import { NOTHING_MEASURED, type PeriodMeasurement } from './Measurement';
import type { Member } from './Member';
import type { Readiness } from './Readiness';
import { readMembers } from './readMembers';
import { readReadiness } from './readReadiness';
import {
  NO_ROLLOUTS,
  readRolloutCounts,
  type RolloutCounts,
} from './readRolloutCounts';
import { staleBefore } from './staleBefore';

/** All that one window's values of many targets are made of. */
export interface MeasuredTargets {
  readonly period: MetricWindow;
  /** ISO 8601: the end of the window or now, whichever is earlier. */
  readonly asOf: string;
  readonly staleBefore: string;
  isRollUp(targetId: number): boolean;
  membersOf(targetId: number): readonly Member[];
  readinessOf(targetId: number): Readiness;
  readinessOfMember(entityId: number): Readiness | undefined;
  rolloutsOf(targetId: number): RolloutCounts;
  measurementOf(metric: Metric, targetId: number): PeriodMeasurement;
}

function groupByTarget(
  members: readonly Member[],
): ReadonlyMap<number, readonly Member[]> {
  const groups = new Map<number, Member[]>();
  for (const member of members) {
    const group = groups.get(member.targetId);
    if (group) {
      group.push(member);
    } else {
      groups.set(member.targetId, [member]);
    }
  }
  return groups;
}

/**
 * Metrics that one query can measure: those of one aggregate. Covered days are
 * each metric's own, and so are the names of its bindings.
 */
function groupMeasurable(
  metrics: readonly Metric[],
  scope: MetricScope,
): readonly (readonly Metric[])[] {
  const groups = new Map<string, Metric[]>();
  for (const metric of metrics) {
    const { id, aggregate } = metric.definition;
    const hasBindings =
      Object.keys(metric.observations(scope).bindings).length > 0;
    const isAlone = aggregate === 'perDay' || hasBindings;
    const key = isAlone ? id : aggregate;
    groups.set(key, [...(groups.get(key) ?? []), metric]);
  }
  return [...groups.values()];
}

async function measureAll(options: {
  readonly question: EvaluationQuestion;
  readonly members: readonly Member[];
  readonly readinessOf: (entityId: number) => Readiness | undefined;
  readonly asOf: string;
  readonly bucket?: Bucket;
  readonly isPooled: boolean;
}): Promise<ReadonlyMap<string, ReadonlyMap<string, PeriodMeasurement>>> {
  const { question, members, readinessOf, asOf, bucket, isPooled } = options;
  const scope = {
    asOf,
    cohort: question.cohort ?? 'all',
    clock: 'elapsed',
  } as const;
  const byMetric = new Map<string, ReadonlyMap<string, PeriodMeasurement>>();
  for (const metrics of groupMeasurable(question.metrics, scope)) {
    const measured = await measure({
      knex: question.knex,
      metrics,
      members: countedMembers({
        metric: metrics[0],
        members,
        readinessOf,
        asOf,
      }),
      bucket,
      isPooled,
      scope,
    });
    metrics.forEach((metric, index) =>
      byMetric.set(metric.definition.id, measured[index]),
    );
  }
  return byMetric;
}

/** Measures every metric of the question in one window. */
export async function measureTargets(options: {
  readonly question: EvaluationQuestion;
  readonly window: MetricWindow;
  readonly bucket?: Bucket;
}): Promise<MeasuredTargets> {
  const { question, window, bucket } = options;
  const { knex, entityIds } = question;
  const now = DateTime.fromISO(question.now, { zone: 'utc' }).toISO()!;
  const asOf = window.to < now ? window.to : now;
  const members = await readMembers({ knex, entityIds, periods: [window] });
  const memberIds = [...new Set(members.map(member => member.entityId))];
  const byTarget = groupByTarget(members);
  const isRollUp = (targetId: number) =>
    byTarget.get(targetId)?.some(member => member.entityId !== targetId) ??
    true;
  const readiness = await readReadiness({
    knex,
    entityIds: memberIds,
    asOf: now,
  });
  const rollouts = await readRolloutCounts({ knex, members });
  const readinessOfMember = (entityId: number) => readiness.get(entityId);
  const measurements = await measureAll({
    question,
    members,
    asOf,
    bucket,
    readinessOf: readinessOfMember,
    isPooled: entityIds.some(isRollUp),
  });
  const combined = new Map<number, Readiness>();
  return {
    period: window,
    asOf,
    staleBefore: staleBefore(question),
    isRollUp,
    membersOf: targetId => byTarget.get(targetId) ?? [],
    readinessOf: targetId => {
      const known = readiness.get(targetId) ?? combined.get(targetId);
      if (known && !isRollUp(targetId)) {
        return known;
      }
      const ids = new Set(
        (byTarget.get(targetId) ?? []).map(member => member.entityId),
      );
      const whole =
        combined.get(targetId) ??
        combineReadiness([...ids].flatMap(id => readiness.get(id) ?? []));
      combined.set(targetId, whole);
      return whole;
    },
    readinessOfMember,
    rolloutsOf: targetId => rollouts.get(periodKey(targetId, 0)) ?? NO_ROLLOUTS,
    measurementOf: (metric, targetId) =>
      measurements.get(metric.definition.id)?.get(periodKey(targetId, 0)) ??
      NOTHING_MEASURED,
  };
}
