import type {
  Clock,
  Cohort,
  MetricDefinition,
  Observation,
} from '@sei-platform/plugin-engineering-insights-common';

/** Values of named bindings: `:from`. */
export type SqlBindings = Readonly<Record<string, string | number | boolean | readonly string[] | readonly number[] | null>>;

/** SQL text with named bindings. */
export interface SqlQuery {
  readonly sql: string;
  readonly bindings: SqlBindings;
}

/** Where a metric's observations are. */
export interface ObservationQuery extends SqlQuery {
  /**
   * Common table expressions that `sql` reads and that several metrics have in
   * common, word for word; measured together, they are put before `sql` once.
   */
  readonly sharedSql?: string;
  /**
   * The text also returns `settled_at`: before then an observation is too recent
   * to be judged, and the engine excludes it as `tooRecent` where the window's
   * end, or now, lies before. So one reading serves windows that end at different times.
   */
  readonly hasSettledAt?: boolean;
}

/** What is asked of a metric. */
export interface MetricScope {
  readonly cohort: Cohort;
  readonly clock: Clock;
}

/**
 * `deployments`: a deployment rule and a production environment; `revisions`:
 * deployments with a commit; `evidence`: what tells that a deployment failed,
 * such as incidents and reverts; `failures`: the same, and none is good news, not
 * missing data; `pullRequests`: a source with pull requests.
 */
export type MetricNeed =
  | 'deployments'
  | 'revisions'
  | 'evidence'
  | 'failures'
  | 'pullRequests';

/** A worked example, shown to readers and run as a test. */
export interface MetricExample {
  /** "Two changes in one deployment" */
  readonly title: string;
  readonly observations: readonly Observation[];
  /** Of a perDay metric. */
  readonly coveredDays?: number;
  /** The value, or undefined where it is not known. */
  readonly expected: number | undefined;
}

/**
 * A metric says only where its observations are; the engine wraps that text
 * for the value, the series, many entities, a roll-up and Explain.
 *
 * The text may read the common table expression `scope`, which the engine puts
 * before it: one row per entity and period in which it counts, with the columns
 * `entity_id`, `derivation_id` (its delivery rows in force), `from_at` and
 * `to_at` (half-open; the window cut to the time the entity belonged).
 *
 * It returns the columns `entity_id`, `observation_key`, `observed_at`,
 * `excluded_reason`, and `value`, or `numerator` and `denominator` of a ratio.
 */
export interface Metric {
  readonly definition: MetricDefinition;
  /** What must be known of an entity before there can be a number; decides which streams are waited for, and which reason is given for none. */
  readonly needs: readonly MetricNeed[];
  observations(scope: MetricScope): ObservationQuery;
  readonly examples: readonly MetricExample[];
}
