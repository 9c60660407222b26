import {
  perDay,
  ratio,
  type MetricValue,
  type MetricWindow,
  type Reason,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { coveredFromOf } from './coverage';
import type { Measurement } from './Measurement';
import type { Readiness } from './Readiness';
import { readingFor } from './readingFor';
import { collectingParameters, reasonForNone } from './reasonForNone';
import type { RolloutCounts } from './readRolloutCounts';

export interface MetricValueQuestion {
  readonly metric: Metric;
  readonly measurement: Measurement;
  readonly readiness: Readiness;
  readonly rollouts: RolloutCounts;
  readonly period: MetricWindow;
  /** Of a perDay metric: days of all services for which it is known, and since when. */
  readonly covered: { readonly serviceDays: number; readonly from?: string };
  /** ISO 8601: a source not read since is stale. */
  readonly staleBefore: string;
}

type Caveat = {
  readonly status: 'partial' | 'stale' | 'insufficientSample';
  readonly reason: Reason;
  readonly coveredFrom?: string;
};

function numberOf({
  metric,
  measurement,
  covered,
}: MetricValueQuestion): number | undefined {
  switch (metric.definition.aggregate) {
    case 'quantile':
      return measurement.p50;
    case 'ratio':
      return ratio([
        {
          numerator: measurement.numerator ?? 0,
          denominator: measurement.denominator ?? 0,
        },
      ]);
    case 'perDay':
      return perDay(measurement.includedCount, covered.serviceDays);
    default:
      return measurement.includedCount > 0
        ? measurement.includedCount
        : undefined;
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
  const from =
    metric.definition.aggregate === 'perDay'
      ? covered.from
      : coveredFromOf(metric, readiness);
  const isPartial = from !== undefined && startOfDay(from) > period.from;
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

function sampleCaveat({
  metric,
  measurement,
}: MetricValueQuestion): Caveat | undefined {
  const { minimumSample } = metric.definition;
  const sampleSize = measurement.includedCount;
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
  const { excluded } = measurement;
  const value = numberOf(question);
  if (value === undefined) {
    return { ...reasonForNone(question), excluded };
  }
  const caveat =
    staleCaveat(question) ?? partialCaveat(question) ?? sampleCaveat(question);
  return {
    status: caveat?.status ?? 'ok',
    value,
    sampleSize: measurement.includedCount,
    ...(metric.definition.aggregate === 'ratio' && {
      numerator: measurement.numerator,
    }),
    ...(caveat?.coveredFrom && { coveredFrom: caveat.coveredFrom }),
    excluded,
    ...(caveat && { reason: caveat.reason }),
  };
}
