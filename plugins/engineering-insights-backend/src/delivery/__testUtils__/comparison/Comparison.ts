import type { MetricValue } from '@sei-platform/plugin-engineering-insights-common';
import type { Span } from '../devlake/calendar';
import type { DevlakeReport, Panel } from '../devlake/DevlakeResult';
import type { TracedRevert } from './traceReverts';

/** A release that is called failed here or there. */
export interface FailedRelease {
  readonly release: string;
  /** The incidents that DevLake blames on it, and how long after its finish they opened. */
  readonly incidents: readonly {
    readonly id: string;
    readonly hoursAfter: number;
  }[];
  /** From its finish until the end of the last of those, in minutes; absent where one is open. */
  readonly devlakeMinutes?: number;
  /** What tells here that it failed; absent where nothing does. */
  readonly here?: {
    readonly evidence: readonly string[];
    readonly recoveredSeconds?: number;
  };
}

/** Our numbers beside DevLake's, in one window. */
export interface WindowComparison {
  readonly window: string;
  readonly span: Span;
  /** DevLake's expected panels by the year of the report. */
  readonly devlake: Readonly<
    Record<DevlakeReport, Readonly<Record<string, Panel>>>
  >;
  /** Our answers, by the id of the metric. */
  readonly here: Readonly<Record<string, MetricValue>>;
  /** From the first commit of each pull request to its deployment, exact. */
  readonly pullRequestSeconds: readonly number[];
  readonly failed: readonly FailedRelease[];
  /** Releases that ended a failure. */
  readonly remediations: readonly string[];
}

export interface ComparedProject {
  readonly name: string;
  readonly comparisons: readonly WindowComparison[];
  /** By the id of the incident. */
  readonly reverts: ReadonlyMap<string, TracedRevert>;
}
