import {
  bandOf,
  bucketsOf,
  changeOf,
  medianActiveDaysPer30Days,
  medianActiveDaysPerWeek,
  previousWindow,
  type Band,
  type BucketWindow,
  type MetricAnswer,
  type MetricValue,
  type MetricWindow,
  type SeriesPoint,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { DateTime } from 'luxon';
import { answerRollUps } from './answerRollUps';
import { coveredDaysOf, type CoveredDays } from './coverage';
import type { EvaluationQuestion } from './Evaluation';
import { measureTargets, type MeasuredTargets } from './measureTargets';
import { NOTHING_MEASURED, type Measurement } from './Measurement';
import { toMetricValue } from './toMetricValue';

const NOT_COUNTED_BY_DAYS: CoveredDays = {
  serviceDays: 0,
  serviceCount: 0,
  days: 0,
};

/** One target's metric in one period, with all that a value needs. */
function valueIn(options: {
  readonly measured: MeasuredTargets;
  readonly metric: Metric;
  readonly targetId: number;
  readonly period: MetricWindow;
  readonly measurement: Measurement;
}): { value: MetricValue; covered: CoveredDays } {
  const { measured, metric, targetId, period, measurement } = options;
  const covered =
    metric.definition.aggregate === 'perDay'
      ? coveredDaysOf({
          metric,
          period,
          members: measured.membersOf(targetId),
          readinessOf: measured.readinessOfMember,
          asOf: measured.asOf,
        })
      : NOT_COUNTED_BY_DAYS;
  const value = toMetricValue({
    metric,
    measurement,
    period,
    covered,
    readiness: measured.readinessOf(targetId),
    rollouts: measured.rolloutsOf(targetId),
    staleBefore: measured.staleBefore,
  });
  return { value, covered };
}

/** Of a duration in seconds, shares and counts: what stands beside the value. */
function detailsOf(options: {
  readonly metric: Metric;
  readonly measurement: Measurement;
  readonly covered: CoveredDays;
  readonly correctedCount: number;
}): Record<string, number> {
  const { metric, measurement, covered, correctedCount } = options;
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
  const isPerDay = metric.definition.aggregate === 'perDay';
  const details: Record<string, number | undefined> = {
    totalCount: measurement.includedCount + excludedCount,
    openCount: countOf('stillOpen'),
    tooRecentCount: countOf('tooRecent'),
    correctedCount:
      metric.definition.observationKind === 'rollout'
        ? correctedCount
        : undefined,
    numerator: measurement.numerator,
    p85: measurement.p85,
    mean: measurement.mean,
    coveredDays: isPerDay ? covered.days : undefined,
    totalPerDay:
      isPerDay && covered.days > 0
        ? measurement.includedCount / covered.days
        : undefined,
    serviceCount: isPerDay ? covered.serviceCount : undefined,
    medianActiveDaysPerWeek:
      isPerDay && period
        ? medianActiveDaysPerWeek(activeDays, period)
        : undefined,
    medianActiveDaysPer30Days:
      isPerDay && period
        ? medianActiveDaysPer30Days(activeDays, period)
        : undefined,
  };
  return Object.fromEntries(
    Object.entries(details).filter(
      (entry): entry is [string, number] => entry[1] !== undefined,
    ),
  );
}

function bandOfAnswer(options: {
  readonly question: EvaluationQuestion;
  readonly metric: Metric;
  readonly value: MetricValue;
  readonly details: Readonly<Record<string, number>>;
}): Band | undefined {
  const { question, metric, value, details } = options;
  if (
    !('value' in value) ||
    value.sampleSize < metric.definition.minimumSample
  ) {
    return undefined;
  }
  const { from, to } = question.window;
  return bandOf({
    metricId: metric.definition.id,
    value: value.value,
    set: question.bandSet ?? 'dora-2024',
    windowDays: DateTime.fromISO(to).diff(DateTime.fromISO(from), 'days').days,
    medianActiveDaysPerWeek: details.medianActiveDaysPerWeek,
    medianActiveDaysPer30Days: details.medianActiveDaysPer30Days,
  });
}

function seriesOf(options: {
  readonly question: EvaluationQuestion;
  readonly measured: MeasuredTargets;
  readonly metric: Metric;
  readonly targetId: number;
  readonly bucketWindows: readonly BucketWindow[];
}): SeriesPoint[] {
  const { question, measured, metric, targetId, bucketWindows } = options;
  const { window } = question;
  const { buckets } = measured.measurementOf(metric, targetId);
  return bucketWindows.map(({ from, to, isCut }) => {
    // What lies outside the window was not asked for, so it is not covered either.
    const period = {
      from: from < window.from ? window.from : from,
      to: to > window.to ? window.to : to,
    };
    const measurement = buckets.get(from.slice(0, 10)) ?? NOTHING_MEASURED;
    const { value } = valueIn({
      measured,
      metric,
      targetId,
      period,
      measurement,
    });
    const isCutByData =
      'coveredFrom' in value &&
      value.coveredFrom !== undefined &&
      value.coveredFrom > period.from;
    return {
      from,
      to,
      isCut: isCut || isCutByData || to > measured.asOf,
      value,
    };
  });
}

function answerOf(options: {
  readonly question: EvaluationQuestion;
  readonly current: MeasuredTargets;
  readonly previous: MeasuredTargets | undefined;
  readonly metric: Metric;
  readonly targetId: number;
  readonly bucketWindows: readonly BucketWindow[];
}): MetricAnswer {
  const { question, current, previous, metric, targetId, bucketWindows } =
    options;
  const measurement = current.measurementOf(metric, targetId);
  const { value, covered } = valueIn({
    measured: current,
    metric,
    targetId,
    period: current.period,
    measurement,
  });
  const details = detailsOf({
    metric,
    measurement,
    covered,
    correctedCount: current.rolloutsOf(targetId).correctedCount,
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
  const band = current.isRollUp(targetId)
    ? undefined
    : bandOfAnswer({ question, metric, value, details });
  return {
    metricId: metric.definition.id,
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
    series: seriesOf({
      question,
      measured: current,
      metric,
      targetId,
      bucketWindows,
    }),
    details,
  };
}

/** Instants in one spelling, so that they compare as text. */
function normalized(window: MetricWindow): MetricWindow {
  return {
    from: DateTime.fromISO(window.from, { zone: 'utc' }).toISO()!,
    to: DateTime.fromISO(window.to, { zone: 'utc' }).toISO()!,
  };
}

interface MeasuredWindows {
  readonly current: MeasuredTargets;
  readonly previous: MeasuredTargets | undefined;
}

async function measureWindows(
  question: EvaluationQuestion,
): Promise<MeasuredWindows> {
  const measureCurrent = () =>
    measureTargets({
      question,
      window: question.window,
      bucket: question.bucket,
    });
  const measurePrevious = async () =>
    question.isCompared
      ? measureTargets({ question, window: previousWindow(question.window) })
      : undefined;
  // A transaction has one connection, which takes one query at a time.
  if (question.knex.isTransaction) {
    return {
      current: await measureCurrent(),
      previous: await measurePrevious(),
    };
  }
  const [current, previous] = await Promise.all([
    measureCurrent(),
    measurePrevious(),
  ]);
  return { current, previous };
}

/**
 * Many metrics of many entities in one window: value, comparison, band, series
 * and what stands beside them. One query per metric and window, however many
 * entities. Answers stand in the order of the metrics.
 */
export async function evaluate(
  options: EvaluationQuestion,
): Promise<ReadonlyMap<number, readonly MetricAnswer[]>> {
  const question = { ...options, window: normalized(options.window) };
  const { current, previous } = await measureWindows(question);
  const { window, bucket } = question;
  const bucketWindows = bucket ? bucketsOf({ window, bucket }) : [];
  const answers = new Map<number, readonly MetricAnswer[]>(
    question.entityIds.map(targetId => [
      targetId,
      question.metrics.map(metric =>
        answerOf({
          question,
          current,
          previous,
          metric,
          targetId,
          bucketWindows,
        }),
      ),
    ]),
  );
  return answerRollUps({
    question,
    measured: current,
    answers,
    evaluateMembers: evaluate,
  });
}
