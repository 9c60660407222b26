import type {
  BandSet,
  Bucket,
  Cohort,
  MetricWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';

/** What is asked of many metrics and entities at once. */
export interface EvaluationQuestion {
  readonly knex: Knex;
  readonly metrics: readonly Metric[];
  /** Components, systems, domains and groups, mixed. */
  readonly entityIds: readonly number[];
  readonly window: MetricWindow;
  /** ISO 8601. */
  readonly now: string;
  /** Absent: no series. */
  readonly bucket?: Bucket;
  /** Whether the window before is measured too. */
  readonly isCompared?: boolean;
  readonly cohort?: Cohort;
  readonly bandSet?: BandSet;
  /** How often sources are read; a source is stale after four of these, and never before six hours. */
  readonly intervalSeconds?: number;
}
