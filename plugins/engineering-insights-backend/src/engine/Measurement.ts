import type { Exclusion } from '@sei-platform/plugin-engineering-insights-common';

/** What the observations of one target, period or bucket come to, before it is known whether that means anything. */
export interface Measurement {
  readonly includedCount: number;
  readonly excluded: readonly Exclusion[];
  /** By name: of a quantile p50 to p95 of the values; of what is counted per person p10 to p90 of the counts. */
  readonly quantiles?: Readonly<Record<string, number>>;
  readonly mean?: number;
  /** Counts per bin of the unit, and the greatest value. */
  readonly histogram?: readonly number[];
  readonly greatest?: number;
  /** Of a ratio. */
  readonly numerator?: number;
  readonly denominator?: number;
  /** UTC dates with an included observation. */
  readonly activeDays?: readonly string[];
  /** Where the metric has categories, in their order. */
  readonly categoryCounts?: readonly number[];
  /** Of what is counted per person: how many there were, and how few of them have half. */
  readonly contributorCount?: number;
  readonly fewestForHalf?: number;
}

/** A measurement of a whole period, and of its parts where they were asked for. */
export interface PeriodMeasurement extends Measurement {
  /** By the first UTC date of the bucket: `2026-01-05`. */
  readonly buckets: ReadonlyMap<string, Measurement>;
  /** Included observations by the component that they were first seen on. */
  readonly countByEntity: ReadonlyMap<number, number>;
}

export const NOTHING_MEASURED: PeriodMeasurement = {
  includedCount: 0,
  excluded: [],
  buckets: new Map(),
  countByEntity: new Map(),
};
