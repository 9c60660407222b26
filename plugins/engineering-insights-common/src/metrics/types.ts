/** Half-open, UTC: `from` counts, `to` does not. */
export interface MetricWindow {
  /** ISO 8601 instant. */
  readonly from: string;
  /** ISO 8601 instant. */
  readonly to: string;
}

export type Bucket = 'day' | 'week' | 'month';
export type Clock = 'elapsed' | 'working';
/** Whose work counts: everyone's, or people's alone. */
export type Cohort = 'all' | 'human' | 'bot';
/** The one number that values come to; the median, `p50`, unless a reader chooses otherwise. */
export type Statistic = 'p50' | 'mean' | 'p75' | 'p90';
/** What is counted as a change. */
export type ChangeUnit = 'commit' | 'pullRequest';
/** From when on a change takes time: its commit was written, or got its present SHA; its pull request was opened, or merged. */
export type ChangeStart = 'authored' | 'committed' | 'opened' | 'merged';

/** How a number was measured, as far as a reader chose otherwise than its definition says. */
export interface MeasuredAs {
  readonly statistic?: Statistic;
  readonly unit?: ChangeUnit;
  readonly start?: ChangeStart;
}

/** `lines` of code, `points` of estimation, `people`; a `rating` goes from 1, shown as A, to 5, shown as E. */
export type MetricUnit = 'seconds' | 'perDay' | 'ratio' | 'count' | 'lines' | 'points' | 'people' | 'rating';
export type Direction = 'lowerIsBetter' | 'higherIsBetter' | 'neutral';
/**
 * How observations become one number: the median of their values, unless a reader
 * chooses another statistic of them; a share; how
 * many there were per covered day, of a roll-up in all or per service; how many
 * there are; the median over people of how many each has; how few people have
 * half of them.
 */
export type Aggregate =
  | 'quantile'
  | 'ratio'
  | 'perDay'
  | 'perServiceDay'
  | 'count'
  | 'perPerson'
  | 'fewestForHalf';
/** What one observation is; Explain looks records up by it. */
export type ObservationKind =
  | 'change'
  | 'rollout'
  | 'pullRequest'
  | 'review'
  | 'issue'
  | 'sprint'
  | 'pipelineRun'
  | 'incident'
  | 'finding'
  | 'qualityMeasure';

/** A part that a count is divided into. */
export interface Category {
  /** `feature` */
  readonly id: string;
  readonly title: string;
}

/** Why a record is left out of a number. A closed list. */
export type ExclusionCode =
  | 'mergeCommit'
  | 'squashCommit'
  | 'rebasedCopy'
  | 'firstDeployment'
  | 'noBase'
  | 'historyTruncated'
  | 'gapTooLong'
  | 'startsAfterFinish'
  | 'outsidePaths'
  | 'noRevision'
  | 'unresolvedRevision'
  | 'tooRecent'
  | 'stillOpen'
  | 'isRollback'
  | 'boundaryMissing'
  | 'boundaryOutOfOrder'
  | 'notReviewed'
  | 'notDeployed'
  | 'bot'
  | 'revisionAlreadyDeployed'
  | 'sizeUnknown'
  | 'notStarted'
  | 'notOnDefaultBranch'
  | 'branchUnknown'
  | 'cancelled'
  | 'outcomeUnknown'
  | 'notEstimated'
  | 'notDone'
  | 'notClassified'
  | 'dismissed'
  | 'timeUnknown'
  | 'categoryUnknown'
  | 'authorUnknown'
  | 'noPullRequest';

/** Why there is no number, or what is to be known about it. A closed list: one sentence and one action per code. */
export type ReasonCode =
  | 'noScope'
  | 'notConnected'
  | 'sourceGone'
  | 'sourceRefused'
  | 'collecting'
  | 'noDeploymentRule'
  | 'noProductionEnvironment'
  | 'noRevision'
  | 'noFailures'
  | 'notRecovered'
  | 'allLeftOut'
  | 'noDataInWindow'
  | 'neverAnyData'
  | 'belowMinimumSample'
  | 'partialCoverage'
  | 'stale'
  | 'tooFewContributors'
  | 'wouldTellOfOthers'
  | 'windowTooShort'
  | 'notPermitted';

export interface Reason {
  readonly code: ReasonCode;
  /** What the sentence needs: counts, names, instants, examples. Numbers stay numbers, instants ISO 8601. */
  readonly parameters: Readonly<Record<string, ReasonParameter>>;
}
export type ReasonParameter = string | number | readonly string[];

export interface Exclusion {
  readonly code: ExclusionCode;
  readonly count: number;
}

/**
 * A number with what is to be known about it, or the reason why there is none.
 * "Not known" is a status, never 0.
 */
export type MetricValue =
  | {
      readonly status: 'ok' | 'partial' | 'stale' | 'insufficientSample';
      readonly value: number;
      /** How many observations the value is made of. */
      readonly sampleSize: number;
      /** Of a ratio: how many of `sampleSize` count above the line. */
      readonly numerator?: number;
      /** The first instant that was collected, where that is later than the window's start. */
      readonly coveredFrom?: string;
      readonly excluded: readonly Exclusion[];
      readonly reason?: Reason;
    }
  | {
      readonly status: 'noData' | 'notConfigured' | 'collecting' | 'withheld';
      readonly reason: Reason;
      readonly excluded: readonly Exclusion[];
    };

/** What a person may read about a metric. Serialisable; the UI, the API and the docs read this object. */
export interface MetricDefinition {
  /** `dora.change-lead-time` */
  readonly id: string;
  /** Bumped whenever the same facts could yield another number. */
  readonly version: number;
  readonly title: string;
  /** One sentence. */
  readonly summary: string;
  /** The formula in words. */
  readonly formula: string;
  readonly unit: MetricUnit;
  readonly direction: Direction;
  readonly aggregate: Aggregate;
  readonly observationKind: ObservationKind;
  /** It tells what is there at the end of the window or bucket, not what happened in it. */
  readonly isSnapshot?: boolean;
  /** Of a count or a quantile: the parts that it is divided into, in the order in which they are shown; each observation is in one. */
  readonly categories?: readonly Category[];
  /** Of a quantile: what a reader may have counted, and from when on; first stand `commit` and `authored`, as the definition says. */
  readonly measures?: {
    readonly units: readonly ChangeUnit[];
    readonly starts: readonly ChangeStart[];
  };
  /** Below this many observations no band, comparison or alert is given. */
  readonly minimumSample: number;
  readonly isPersonDerived: boolean;
  /** What must be known: "production deployments with a revision". */
  readonly requires: readonly string[];
  /** What is left out, in words. */
  readonly excludes: readonly string[];
  /** What the metric cannot see. */
  readonly blindSpots: readonly string[];
  readonly references: readonly { readonly title: string; readonly url: string }[];
}

/** One row of what a metric counts. */
export interface Observation {
  readonly entityId: number;
  /** Equal for the same thing seen through several entities, so that a roll-up counts it once. */
  readonly observationKey: string;
  /** ISO 8601. */
  readonly observedAt: string;
  readonly value?: number;
  readonly numerator?: number;
  readonly denominator?: number;
  readonly excludedReason?: ExclusionCode;
  /** Of a metric with categories. */
  readonly category?: string;
  /** Of a metric that is made of what people did: a salted hash. */
  readonly personKey?: string;
}
