import {
  bandOf,
  changeOf,
  daysSinceEpoch,
  measuredAs,
  medianActiveDaysPer30Days,
  medianActiveDaysPerWeek,
  type Band,
  type BandSet,
  type MetricAnswer,
  type MetricValue,
  type MetricWindow,
  type SeriesPoint,
  type Statistic,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { coveredDaysOf, isCountedByDays, type CoveredDays } from './coverage';
import { isBanded } from './isBanded';
import type { MeasuredPeriod } from './measurePeriods';
import { NOTHING_MEASURED, type Measurement } from './Measurement';
import { toMetricValue } from './toMetricValue';

const NOT_COUNTED_BY_DAYS: CoveredDays = {
  serviceDays: 0,
  serviceCount: 0,
  days: 0,
};

/** One target's metric in one period, with all that a value needs. */
function valueIn(options: {
  readonly measured: MeasuredPeriod;
  readonly metric: Metric;
  readonly targetId: number;
  readonly period: MetricWindow;
  readonly measurement: Measurement;
}): { value: MetricValue; covered: CoveredDays } {
  const { measured, metric, targetId, period, measurement } = options;
  const covered = isCountedByDays(metric)
    ? coveredDaysOf({
        metric,
        period,
        members: measured.membersOf(targetId),
        readinessOf: measured.readinessOfMember,
        asOf: measured.period.asOf,
      })
    : NOT_COUNTED_BY_DAYS;
  const value = toMetricValue({
    metric,
    statistic: measured.choice.statistic ?? 'p50',
    measurement,
    period,
    covered,
    readiness: measured.readinessOf(targetId),
    rollouts: measured.rolloutsOf(targetId),
    staleBefore: measured.staleBefore,
    minimumContributors: measured.minimumContributors,
    isTelling: measured.isTelling(metric, targetId),
  });
  return { value, covered };
}

/** The median is the value itself. */
function omitMedian({
  p50: _,
  ...others
}: Readonly<Record<string, number>> = {}) {
  return others;
}

/** What else is told of the values or counts that a number is made of: never the number itself again. */
function besidesOf(
  { definition }: Metric,
  { quantiles, mean }: Measurement,
  statistic: Statistic = 'p50',
): Readonly<Record<string, number | undefined>> {
  if (definition.aggregate !== 'quantile') {
    return omitMedian(quantiles);
  }
  const { p50, p85, p95 } = quantiles ?? {};
  return { p50, p85, p95, mean, [statistic]: undefined };
}

/** How many are in each category, where the value is known. */
function categoriesOf(
  { definition }: Metric,
  value: MetricValue,
  { categoryCounts }: Measurement,
): { categories?: Readonly<Record<string, number>> } {
  if (!definition.categories || !('value' in value)) {
    return {};
  }
  return {
    categories: Object.fromEntries(
      definition.categories.map(({ id }, index) => [
        id,
        // Nothing was there to count.
        categoryCounts?.[index] ?? 0,
      ]),
    ),
  };
}

/** What people say by hand of failures and their causes bears on the metric. */
export function isCorrectable({ needs }: Metric): boolean {
  return needs.includes('failures') || needs.includes('evidence');
}

/** Of a duration in seconds, shares and counts: what stands beside the value. */
function detailsOf(options: {
  readonly metric: Metric;
  readonly measurement: Measurement;
  readonly covered: CoveredDays;
  readonly correctedCount: number;
  readonly statistic?: Statistic;
}): Record<string, number> {
  const { metric, measurement, covered, correctedCount, statistic } = options;
  if (metric.definition.isPersonDerived) {
    // Counts could be subtracted from those of another target.
    return omitMedian(measurement.quantiles);
  }
  const countOf = (code: string) =>
    measurement.excluded.find(exclusion => exclusion.code === code)?.count ?? 0;
  const excludedCount = measurement.excluded.reduce(
    (sum, { count }) => sum + count,
    0,
  );
  const period =
    covered.from && covered.to
      ? { from: covered.from, to: covered.to }
      : undefined;
  const activeDays = measurement.activeDays ?? [];
  const isPerDay = isCountedByDays(metric);
  const details: Record<string, number | undefined> = {
    totalCount: measurement.includedCount + excludedCount,
    openCount: countOf('stillOpen'),
    tooRecentCount: countOf('tooRecent'),
    correctedCount: isCorrectable(metric) ? correctedCount : undefined,
    numerator: measurement.numerator,
    ...besidesOf(metric, measurement, statistic),
    coveredDays: isPerDay ? covered.days : undefined,
    totalPerDay:
      isPerDay && covered.days > 0
        ? measurement.includedCount / covered.days
        : undefined,
    serviceCount: isPerDay ? covered.serviceCount : undefined,
    ...(isPerDay && period && activeDayMedians(activeDays, period)),
  };
  return Object.fromEntries(
    Object.entries(details).filter(
      (entry): entry is [string, number] => entry[1] !== undefined,
    ),
  );
}

function bandOfAnswer(options: {
  readonly period: MetricWindow;
  readonly bandSet: BandSet;
  readonly metric: Metric;
  readonly value: MetricValue;
  readonly details: Readonly<Record<string, number>>;
}): Band | undefined {
  const { period, bandSet, metric, value, details } = options;
  if (
    !('value' in value) ||
    value.sampleSize < metric.definition.minimumSample
  ) {
    return undefined;
  }
  return bandOf({
    metricId: metric.definition.id,
    value: value.value,
    set: bandSet,
    windowDays: daysSinceEpoch(period.to) - daysSinceEpoch(period.from),
    medianActiveDaysPerWeek: details.medianActiveDaysPerWeek,
    medianActiveDaysPer30Days: details.medianActiveDaysPer30Days,
  });
}

interface SeriesQuestion {
  readonly measured: MeasuredPeriod;
  readonly metric: Metric;
  readonly targetId: number;
}

/** The band of one bucket by itself, which most buckets are too short or too thin for. */
function bandOfBucket(options: {
  readonly part: MetricWindow;
  readonly metric: Metric;
  readonly value: MetricValue;
  readonly covered: CoveredDays;
  readonly measurement: Measurement;
}): Band | undefined {
  const { part, metric, value, covered, measurement } = options;
  const { from, to } = covered;
  const { activeDays = [] } = measurement;
  return bandOfAnswer({
    metric,
    value,
    period: part,
    bandSet: 'dora-2024',
    details:
      isCountedByDays(metric) && from && to
        ? activeDayMedians(activeDays, { from, to })
        : {},
  });
}

/** On how many days of its weeks, and of its blocks of 30 days, something happened. */
function activeDayMedians(
  activeDays: readonly string[],
  period: MetricWindow,
): Readonly<Record<string, number>> {
  const perWeek = medianActiveDaysPerWeek(activeDays, period);
  const per30Days = medianActiveDaysPer30Days(activeDays, period);
  return {
    ...(perWeek !== undefined && { medianActiveDaysPerWeek: perWeek }),
    ...(per30Days !== undefined && { medianActiveDaysPer30Days: per30Days }),
  };
}

/** A bucket of a series, with the band that it has by itself; a roll-up's has none. */
export interface BandedPoint {
  readonly point: SeriesPoint;
  readonly band?: Band;
}

/**
 * A metric of a target, bucket by bucket; none where the period was not measured
 * in buckets, nor of what people did: a week is too short to tell it.
 */
export function bandedSeriesOf(options: SeriesQuestion): BandedPoint[] {
  const { measured, metric, targetId } = options;
  if (metric.definition.isPersonDerived) {
    return [];
  }
  const { period } = measured;
  const { buckets } = measured.measurementOf(metric, targetId);
  return measured.bucketWindows.map(({ from, to, isCut }) => {
    // What lies outside the window was not asked for, so it is not covered either.
    const part = {
      from: from < period.from ? period.from : from,
      to: to > period.to ? period.to : to,
    };
    const measurement = buckets.get(from.slice(0, 10)) ?? NOTHING_MEASURED;
    const { value, covered } = valueIn({
      measured,
      metric,
      targetId,
      period: part,
      measurement,
    });
    const band =
      measured.isRollUp(targetId) || !isBanded(metric, measured.choice)
        ? undefined
        : bandOfBucket({ part, metric, value, covered, measurement });
    const isCutByData =
      'coveredFrom' in value &&
      value.coveredFrom !== undefined &&
      value.coveredFrom > part.from;
    return {
      point: {
        from,
        to,
        isCut: isCut || isCutByData || to > period.asOf,
        value,
        ...categoriesOf(metric, value, measurement),
      },
      ...(band && { band }),
    };
  });
}

/** The same without bands. */
export function seriesOf(options: SeriesQuestion): SeriesPoint[] {
  return bandedSeriesOf(options).map(({ point }) => point);
}

function answerOf(options: {
  readonly current: MeasuredPeriod;
  readonly previous: MeasuredPeriod | undefined;
  readonly bandSet: BandSet;
  readonly metric: Metric;
  readonly targetId: number;
}): MetricAnswer {
  const { current, previous, bandSet, metric, targetId } = options;
  const { period } = current;
  const measurement = current.measurementOf(metric, targetId);
  const { value, covered } = valueIn({
    measured: current,
    metric,
    targetId,
    period,
    measurement,
  });
  const details =
    value.status === 'withheld'
      ? {}
      : detailsOf({
          metric,
          measurement,
          covered,
          correctedCount: current.rolloutsOf(targetId).correctedCount,
          statistic: current.choice.statistic,
        });
  const before =
    previous &&
    valueIn({
      measured: previous,
      metric,
      targetId,
      period: previous.period,
      measurement: previous.measurementOf(metric, targetId),
    }).value;
  const band =
    current.isRollUp(targetId) || !isBanded(metric, current.choice)
      ? undefined
      : bandOfAnswer({ period, bandSet, metric, value, details });
  const otherwise = measuredAs(metric.definition, current.choice);
  return {
    metricId: metric.definition.id,
    ...(otherwise && { measuredAs: otherwise }),
    value,
    ...(before && {
      previous: before,
      change: changeOf({
        definition: metric.definition,
        value,
        previous: before,
      }),
    }),
    ...(band && { band }),
    series: seriesOf({ measured: current, metric, targetId }),
    details,
    ...categoriesOf(metric, value, measurement),
  };
}

/** Answers in the order of the metrics, by target. */
export type Answers = ReadonlyMap<number, readonly MetricAnswer[]>;

/** What a measured period, and the one that it is compared with, come to. */
export function answersIn(options: {
  readonly current: MeasuredPeriod;
  readonly previous?: MeasuredPeriod;
  readonly metrics: readonly Metric[];
  readonly entityIds: readonly number[];
  readonly bandSet?: BandSet;
}): Answers {
  const { current, previous, metrics, bandSet = 'dora-2024' } = options;
  return new Map(
    options.entityIds.map(targetId => [
      targetId,
      metrics.map(metric =>
        answerOf({ current, previous, bandSet, metric, targetId }),
      ),
    ]),
  );
}
