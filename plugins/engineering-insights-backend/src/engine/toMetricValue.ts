import {
  perDay,
  ratio,
  type Exclusion,
  type ExclusionCode,
  type MetricValue,
  type MetricWindow,
  type Reason,
  type Statistic,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { coveredFromOf, isCountedByDays } from './coverage';
import { isCountedPerPerson } from './isCountedPerPerson';
import type { Measurement } from './Measurement';
import type { Readiness } from './Readiness';
import { readingFor } from './readingFor';
import { collectingParameters, reasonForNone } from './reasonForNone';
import { isTooShortToTell, LEAST_DAYS_TOLD } from './privacy';
import type { RolloutCounts } from './readRolloutCounts';

export interface MetricValueQuestion {
  readonly metric: Metric;
  /** What values come to, where the value is one of values. */
  readonly statistic: Statistic;
  readonly measurement: Measurement;
  readonly readiness: Readiness;
  readonly rollouts: RolloutCounts;
  readonly period: MetricWindow;
  /** Of what is counted by days: for how many it is known, those of all services together, and since when. */
  readonly covered: {
    readonly days: number;
    readonly serviceDays: number;
    readonly from?: string;
  };
  /** What people did is told from so many of them on. */
  readonly minimumContributors: number;
  /** With the numbers of other targets it would tell of fewer. */
  readonly isTelling: boolean;
  /** ISO 8601: a source not read since is stale. */
  readonly staleBefore: string;
}

type Caveat = {
  readonly status: 'partial' | 'stale' | 'insufficientSample';
  readonly reason: Reason;
  readonly coveredFrom?: string;
};

/** Whether it was read in the period, so that nothing there is known to be nothing. */
function isRead({ metric, readiness, period }: MetricValueQuestion): boolean {
  const reading = readingFor(readiness, metric);
  const from = coveredFromOf(metric, readiness);
  return (
    !reading.isCollecting &&
    !reading.isEveryStreamRefused &&
    from !== undefined &&
    from < period.to
  );
}

/** What is left out for something that nobody knows might have counted. */
const UNKNOWN_CODES: ReadonlySet<ExclusionCode> = new Set([
  'authorUnknown',
  'branchUnknown',
  'categoryUnknown',
  'outcomeUnknown',
  'timeUnknown',
]);

/** Nothing was counted, and what was there may be something that counts: that is no 0. */
function isUncertain({ includedCount, excluded }: Measurement): boolean {
  return (
    includedCount === 0 && excluded.some(({ code }) => UNKNOWN_CODES.has(code))
  );
}

function numberOf(question: MetricValueQuestion): number | undefined {
  const { metric, statistic, measurement, covered } = question;
  if (isUncertain(measurement)) return undefined;
  switch (metric.definition.aggregate) {
    case 'quantile':
      return statistic === 'mean'
        ? measurement.mean
        : measurement.quantiles?.[statistic];
    case 'perPerson':
      return measurement.quantiles?.p50;
    case 'fewestForHalf':
      return measurement.contributorCount
        ? measurement.fewestForHalf
        : undefined;
    case 'ratio':
      return ratio([
        {
          numerator: measurement.numerator ?? 0,
          denominator: measurement.denominator ?? 0,
        },
      ]);
    case 'perDay':
      return perDay(measurement.includedCount, covered.days);
    case 'perServiceDay':
      return perDay(measurement.includedCount, covered.serviceDays);
    case 'count':
      return measurement.includedCount > 0 || isRead(question)
        ? measurement.includedCount
        : undefined;
    default:
      throw new Error(
        `"${metric.definition.aggregate satisfies never}" is no aggregate.`,
      );
  }
}

function staleCaveat({
  metric,
  readiness,
  period,
  staleBefore,
}: MetricValueQuestion): Caveat | undefined {
  const oldest = readingFor(readiness, metric).oldestSuccess;
  // What lies before the last reading is not stale, however long ago that was.
  if (!oldest || oldest.at >= staleBefore || oldest.at >= period.to) {
    return undefined;
  }
  return {
    status: 'stale',
    reason: {
      code: 'stale',
      parameters: {
        lastSuccessAt: oldest.at,
        ...(oldest.error && { error: oldest.error }),
        ...(oldest.message && { message: oldest.message }),
      },
    },
  };
}

/** Of an instant as toISOString spells it. */
function startOfDay(instant: string): string {
  return `${instant.slice(0, 10)}T00:00:00.000Z`;
}

function partialCaveat(question: MetricValueQuestion): Caveat | undefined {
  const { metric, readiness, period, covered } = question;
  const from = isCountedByDays(metric)
    ? covered.from
    : coveredFromOf(metric, readiness);
  // What is there at the end is known from the day on that anything is.
  const neededFrom = metric.definition.isSnapshot ? period.to : period.from;
  const isPartial = from !== undefined && startOfDay(from) > neededFrom;
  const reading = readingFor(readiness, metric);
  if (reading.isCollecting && (isPartial || reading.isAnyStreamUnread)) {
    return {
      status: 'partial',
      coveredFrom: from,
      reason: {
        code: 'collecting',
        parameters: collectingParameters(reading),
      },
    };
  }
  if (!isPartial) {
    return undefined;
  }
  return {
    status: 'partial',
    coveredFrom: from,
    reason: { code: 'partialCoverage', parameters: { coveredFrom: from } },
  };
}

/** How many observations a value is made of; of what is counted per person, how many people. */
function sampleSizeOf(metric: Metric, measurement: Measurement): number {
  return isCountedPerPerson(metric.definition)
    ? measurement.contributorCount ?? 0
    : measurement.includedCount;
}

/** Why a number that is made of what people did is not told. */
function secrecyOf({
  metric,
  measurement,
  period,
  minimumContributors: minimum,
  isTelling,
}: MetricValueQuestion): Reason | undefined {
  if (!metric.definition.isPersonDerived) {
    return undefined;
  }
  if (isTooShortToTell(period)) {
    return {
      code: 'windowTooShort',
      parameters: { minimumDays: LEAST_DAYS_TOLD },
    };
  }
  const { contributorCount: count = 0 } = measurement;
  // That nobody did anything is no secret.
  if (count > 0 && count < minimum) {
    return { code: 'tooFewContributors', parameters: { count, minimum } };
  }
  return isTelling
    ? { code: 'wouldTellOfOthers', parameters: { minimum } }
    : undefined;
}

/** What is told of what was left out: of what people did nothing, as counts can be subtracted. */
function toldExclusions({
  metric,
  measurement,
}: MetricValueQuestion): readonly Exclusion[] {
  return metric.definition.isPersonDerived ? [] : measurement.excluded;
}

function sampleCaveat({
  metric,
  measurement,
}: MetricValueQuestion): Caveat | undefined {
  const { minimumSample } = metric.definition;
  const sampleSize = sampleSizeOf(metric, measurement);
  return sampleSize < minimumSample
    ? {
        status: 'insufficientSample',
        reason: {
          code: 'belowMinimumSample',
          parameters: { sampleSize, minimumSample },
        },
      }
    : undefined;
}

/**
 * The value of a measurement with what is to be known about it, or the first
 * reason why there is none.
 */
export function toMetricValue(question: MetricValueQuestion): MetricValue {
  const { metric, measurement } = question;
  const excluded = toldExclusions(question);
  const value = numberOf(question);
  const none = value === undefined ? reasonForNone(question) : undefined;
  const secrecy = secrecyOf(question);
  // In a short time that there was nothing is as telling as how much there was.
  if (secrecy && none?.status !== 'notConfigured') {
    return { status: 'withheld', reason: secrecy, excluded };
  }
  if (value === undefined) {
    return { ...none!, excluded };
  }
  const caveat =
    staleCaveat(question) ?? partialCaveat(question) ?? sampleCaveat(question);
  return {
    status: caveat?.status ?? 'ok',
    value,
    sampleSize: sampleSizeOf(metric, measurement),
    ...(metric.definition.aggregate === 'ratio' && {
      numerator: measurement.numerator,
    }),
    ...(caveat?.coveredFrom && { coveredFrom: caveat.coveredFrom }),
    excluded,
    ...(caveat && { reason: caveat.reason }),
  };
}
