import type {
  ChangeStart,
  ChangeUnit,
  Clock,
  Cohort,
  MetricDefinition,
  Observation,
  Statistic,
} from '@sei-platform/plugin-engineering-insights-common';

/** Values of named bindings: `:from`. */
export type SqlBindings = Readonly<Record<string, string | number | boolean | readonly string[] | readonly number[] | null>>;

/** SQL text with named bindings. */
export interface SqlQuery {
  readonly sql: string;
  readonly bindings: SqlBindings;
}

/** A common table expression: `name as (sql)`. */
export interface CommonTable {
  readonly name: string;
  readonly sql: string;
}

/** Where a metric's observations are. */
export interface ObservationQuery extends SqlQuery {
  /**
   * Common table expressions that `sql` reads and that several metrics have in
   * common, in the order in which they read each other; measured together, those
   * of one name are put before `sql` once, so that they must be the same.
   */
  readonly shared?: readonly CommonTable[];
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
  /** Of a metric whose definition says what else it measures; a commit where absent. */
  readonly unit?: ChangeUnit;
  /** Of the same; from when a commit was written where absent. */
  readonly start?: ChangeStart;
}

/**
 * `deployments`: a deployment rule and a production environment; `revisions`:
 * deployments with a commit; `evidence`: what tells that a deployment failed,
 * such as incidents and reverts; `failures`: the same, and none is good news, not
 * missing data; the others: a source that gives such facts.
 */
export type MetricNeed =
  | 'deployments'
  | 'revisions'
  | 'evidence'
  | 'failures'
  | 'commits'
  | 'pullRequests'
  | 'pipelineRuns'
  | 'incidents'
  | 'issues'
  | 'sprints'
  | 'findings'
  | 'qualityMeasures';

/** A metric can be divided into so many categories. */
export const MOST_CATEGORIES = 8;

/** A worked example, shown to readers and run as a test. */
export interface MetricExample {
  /** "Two changes in one deployment" */
  readonly title: string;
  readonly observations: readonly Observation[];
  /** Of a metric per day. */
  readonly coveredDays?: number;
  /** Of a quantile; the median where absent. */
  readonly statistic?: Statistic;
  /** The value, or undefined where it is not known. */
  readonly expected: number | undefined;
}

/**
 * A metric says only where its observations are; the engine wraps that text
 * for the value, the series, many entities, a roll-up and Explain.
 *
 * The text may read the common table expression `scope`, which the engine puts
 * before it: one row per entity and period in which it counts, with the columns
 * `entity_id`, `derivation_id` (its delivery rows in force), `calendar_id` (when
 * its team works, for durations in working hours), `from_at` and
 * `to_at` (half-open; the window cut to the time the entity belonged).
 *
 * The text of a snapshot may also read `moment`: one row per instant `at` of
 * which it is asked. It returns what was there at each moment within `from_at`
 * and `to_at`, with `observed_at` being the moment.
 *
 * It returns the columns `entity_id`, `observation_key`, `observed_at`,
 * `excluded_reason`, and by the aggregate: `value` of a quantile; `numerator` and
 * `denominator` of a ratio; `category` of what has categories, an id of
 * theirs; `person_key` of what is counted per person, null where no human did it.
 */
export interface Metric {
  readonly definition: MetricDefinition;
  /** What must be known of an entity before there can be a number; decides which streams are waited for, and which reason is given for none. */
  readonly needs: readonly MetricNeed[];
  observations(scope: MetricScope): ObservationQuery;
  readonly examples: readonly MetricExample[];
}
