import {
  daysSinceEpoch,
  type MetricWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import type { Member } from './Member';
import type { Period } from './Period';
import type { Readiness } from './Readiness';
import { factTimesFor, readingFor } from './readingFor';

/** Whether a metric divides by the days for which it is known whether there was something. */
export function isCountedByDays({ definition }: Metric): boolean {
  return (
    definition.aggregate === 'perDay' ||
    definition.aggregate === 'perServiceDay'
  );
}

// Calendar days of UTC as whole numbers: a sweep asks this a million times.
const DAY_MILLISECONDS = 86_400_000;
const dayNumber = (instant: string) => Math.floor(daysSinceEpoch(instant));
const startOfDayNumber = (day: number) =>
  new Date(day * DAY_MILLISECONDS).toISOString();

/**
 * From when on the facts that a metric needs are known: what the streams have
 * read, or the first fact where everything is pushed.
 */
export function coveredFromOf(
  metric: Metric,
  readiness: Readiness,
): string | undefined {
  const { coveredFrom } = readingFor(readiness, metric);
  return coveredFrom ?? factTimesFor(readiness, metric).firstAt;
}

interface DayRange {
  readonly from: number;
  /** Not included. */
  readonly to: number;
}

/**
 * The days for which it is known of one component how often there was something.
 * Before the first known production deployment it is not known of deployments,
 * unless a person said what counts as one.
 */
function knownDays(options: {
  readonly period: MetricWindow;
  readonly metric: Metric;
  readonly readiness: Readiness;
  readonly asOf: string;
}): DayRange | undefined {
  const { period, metric, readiness, asOf } = options;
  const coveredFrom = coveredFromOf(metric, readiness);
  const isOfDeployments = metric.needs.includes('deployments');
  const knownFrom =
    isOfDeployments && !readiness.hasDeploymentRule
      ? readiness.firstRolloutAt
      : coveredFrom;
  // Who says what counts as a deployment knows that there was none, and nothing of what else was never read.
  if (!knownFrom && !(isOfDeployments && readiness.hasDeploymentRule)) {
    return undefined;
  }
  const starts = [period.from, coveredFrom, knownFrom];
  const from = Math.max(
    ...starts.flatMap(start => (start ? [dayNumber(start)] : [])),
  );
  const end = Math.ceil(daysSinceEpoch(period.to));
  const to = Math.min(end, dayNumber(asOf) + 1);
  return from < to ? { from, to } : undefined;
}

/** For how many days, over how many services, it is known how often there was something. */
export interface CoveredDays {
  /** Days of all services together. */
  readonly serviceDays: number;
  readonly serviceCount: number;
  /** From the first to the last day that is known of any service. */
  readonly days: number;
  /** ISO 8601. */
  readonly from?: string;
  readonly to?: string;
}

interface CoverageQuestion {
  readonly metric: Metric;
  readonly members: readonly Member[];
  readonly readinessOf: (entityId: number) => Readiness | undefined;
}

/** The covered days of a target in a period, from those of its members. */
export function coveredDaysOf(
  options: CoverageQuestion & {
    readonly period: MetricWindow;
    readonly asOf: string;
  },
): CoveredDays {
  const { metric, members, period, readinessOf, asOf } = options;
  const services = new Set<number>();
  let serviceDays = 0;
  let earliest = Infinity;
  let latest = -Infinity;
  for (const member of members) {
    const readiness = readinessOf(member.entityId);
    const from = member.from > period.from ? member.from : period.from;
    const to = member.to < period.to ? member.to : period.to;
    const known =
      readiness && from < to
        ? knownDays({ metric, readiness, asOf, period: { from, to } })
        : undefined;
    if (known) {
      services.add(member.entityId);
      serviceDays += known.to - known.from;
      earliest = Math.min(earliest, known.from);
      latest = Math.max(latest, known.to);
    }
  }
  return services.size === 0
    ? { serviceDays: 0, serviceCount: 0, days: 0 }
    : {
        serviceDays,
        serviceCount: services.size,
        days: latest - earliest,
        from: startOfDayNumber(earliest),
        to: startOfDayNumber(latest),
      };
}

/**
 * The members as a metric counts them: where it divides by covered days, what
 * lies outside of those is not counted either.
 */
export function countedMembers(
  options: CoverageQuestion & {
    /** Those that the members name by number. */
    readonly periods: readonly Period[];
  },
): readonly Member[] {
  const { metric, members, periods, readinessOf } = options;
  if (!isCountedByDays(metric)) {
    return members;
  }
  return members.flatMap(member => {
    const readiness = readinessOf(member.entityId);
    const { asOf } = periods[member.periodNo];
    const known =
      readiness && knownDays({ metric, readiness, asOf, period: member });
    if (!known) {
      return [];
    }
    const from = startOfDayNumber(known.from);
    const to = startOfDayNumber(known.to);
    return [
      {
        ...member,
        from: from > member.from ? from : member.from,
        to: to < member.to ? to : member.to,
      },
    ];
  });
}
