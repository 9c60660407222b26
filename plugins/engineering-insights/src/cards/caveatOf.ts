import type {
  MetricDefinition,
  MetricValue,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Formats } from '@sei-platform/plugin-engineering-insights-react';
import { describeReason } from '../reasons/describeReason';

/** A value that is a number, with what is to be known about it. */
export type KnownValue = Extract<MetricValue, { value: number }>;

export interface CaveatOptions {
  readonly value: KnownValue;
  readonly definition: MetricDefinition;
  /** The days of the window that is shown. */
  readonly days: number;
  readonly formats: Formats;
}

/** What is to be known about a number beside the number: "n = 2; bands and comparison need 3". */
export function caveatOf({
  value,
  definition,
  days,
  formats,
}: CaveatOptions): string | undefined {
  if (value.status === 'insufficientSample') {
    return formats.t('reason.belowMinimumSampleOf', {
      sampleSize: String(value.sampleSize),
      minimumSample: String(definition.minimumSample),
    });
  }
  if (value.status === 'partial' && value.coveredFrom) {
    return formats.t('reason.partialCoverageFrom', {
      from: formats.day(value.coveredFrom),
    });
  }
  const since = value.reason?.parameters.lastSuccessAt;
  if (value.status === 'stale' && typeof since === 'string') {
    return formats.t('reason.staleSince', { ago: formats.ago(since) });
  }
  return value.status === 'ok' || !value.reason
    ? undefined
    : describeReason(value.reason, { days, formats }).sentence;
}
