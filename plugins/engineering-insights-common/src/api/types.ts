import type { Severity } from '../facts';
import type { CorrectionRow } from './triage';
import type { PolicyChangeMark } from './policies';
import type {
  Bucket,
  Clock,
  Exclusion,
  MeasuredAs,
  MetricDefinition,
  MetricValue,
  MetricWindow,
  Reason,
} from '../metrics/types';

/** Where a band's cut-offs come from: a published report, or this project. */
export type BandOrigin = 'published' | 'ours';
export type BandLevel = 'elite' | 'high' | 'medium' | 'low';
export type BandSet = 'dora-2024' | 'dora-2023';

export interface Band {
  readonly level: BandLevel;
  readonly set: BandSet;
  /** 2024 */
  readonly year: number;
  readonly origin: BandOrigin;
  /** The cut-offs of the scale in order, as sentences' parts: "elite below 1 day". */
  readonly cutOffs: readonly {
    level: BandLevel;
    label: string;
    origin: BandOrigin;
  }[];
}

/** How a value differs from the one of the window before. */
export type Change =
  | {
      readonly verdict: 'better' | 'worse' | 'noClearChange' | 'neutral';
      readonly difference: number;
      readonly isClear: boolean;
    }
  | { readonly verdict: 'notComparable'; readonly reason: Reason };

export interface SeriesPoint {
  /** ISO 8601 instant: Monday 00:00 UTC, or the first of the month. */
  readonly from: string;
  readonly to: string;
  /** The window or the data begins or ends inside this bucket. */
  readonly isCut: boolean;
  readonly value: MetricValue;
  /** Of a metric with categories, where the value is known: how many are in each, by its id. */
  readonly categories?: Readonly<Record<string, number>>;
}

export interface EntitySummary {
  readonly ref: string;
  readonly kind: string;
  readonly title: string;
}

/** One metric of one entity in one window. */
export interface MetricAnswer {
  readonly metricId: string;
  /** Absent: as the definition says. A number that is measured otherwise has no band. */
  readonly measuredAs?: MeasuredAs;
  readonly value: MetricValue;
  readonly previous?: MetricValue;
  readonly change?: Change;
  readonly band?: Band;
  readonly series: readonly SeriesPoint[];
  /** What stands beside the value on its card, by name: medianActiveDaysPerWeek, openCount, tooRecentCount, totalCount, correctedCount. */
  readonly details: Readonly<Record<string, number>>;
  /** Of a metric with categories, where the value is known: how many are in each, by its id. */
  readonly categories?: Readonly<Record<string, number>>;
  /** Of a roll-up, which has no band: how many of its services are in each. */
  readonly bandCounts?: Readonly<Record<BandLevel | 'unknown', number>>;
  /** Of a roll-up: the service that more than half of the observations come from. */
  readonly largestContributor?: {
    readonly entityRef: string;
    readonly title: string;
    readonly share: number;
  };
}

export interface WindowAnswer extends MetricWindow {
  readonly days: number;
  readonly bucket: Bucket;
}

/** How many of something fulfil a condition. */
export interface Fraction {
  readonly id:
    | 'deploymentsWithRevision'
    | 'deploymentsLinkedToPullRequests'
    | 'incidentsLinked';
  readonly count: number;
  readonly total: number;
}

export interface StreamHealth {
  readonly source: string;
  readonly origin: string;
  readonly scope: string;
  readonly stream: string;
  readonly lastSuccessAt?: string;
  readonly coveredFrom?: string;
  readonly coveredTo?: string;
  readonly isHistoryDone: boolean;
  readonly isStale: boolean;
  readonly lastError?: StreamError;
}

/** A stream of an entity, with what people call its source. */
export interface EntityStream extends StreamHealth {
  readonly sourceTitle: string;
}

export interface StreamError {
  /** Of the closed list in connectors.md: AuthenticationError, NotAllowedError, … */
  readonly name: string;
  /** What to do, in a sentence. */
  readonly message: string;
  readonly at: string;
  readonly retryAt?: string;
}

/** What stored facts would give under another rule; for the empty state. */
export interface DeploymentCandidate {
  readonly from:
    | 'deployments'
    | 'releases'
    | 'tags'
    | 'pipelineRuns'
    | 'merges';
  /** deploy.yml of a workflow, or the environment. */
  readonly name: string;
  readonly count: number;
  readonly perWeek: number;
  readonly annotation: { readonly key: string; readonly value: string };
}

export interface EntityHealth {
  readonly entity: EntitySummary;
  readonly fractions: readonly Fraction[];
  readonly deployments: {
    readonly usableCount: number;
    readonly totalCount: number;
  };
  readonly streams: readonly EntityStream[];
  /** The newest success of any stream or intake of this entity. */
  readonly lastSyncAt?: string;
  readonly collection?: {
    readonly doneScopeCount: number;
    readonly totalScopeCount: number;
    readonly secondsLeft?: number;
  };
  readonly candidates: readonly DeploymentCandidate[];
  readonly environments: readonly {
    readonly name: string;
    readonly deploymentCount: number;
    readonly isProduction: boolean;
  }[];
  readonly annotationHints: readonly {
    readonly source: string;
    readonly key: string;
    readonly example: string;
  }[];
}

/** Mean seconds per pull request and bucket, over one cohort; `notDivided` is the time of those lacking a boundary. */
export interface PhaseBucket {
  readonly from: string;
  readonly to: string;
  readonly isCut: boolean;
  readonly pullRequestCount: number;
  readonly meanSeconds: Readonly<Record<PhaseName, number>> & {
    readonly notDivided: number;
  };
}
export type PhaseName = 'coding' | 'pickup' | 'review' | 'merge' | 'deploy';
export const PHASES: readonly PhaseName[] = [
  'coding',
  'pickup',
  'review',
  'merge',
  'deploy',
];

/** For how many whole days an open finding has been known, the last day included; the last bin has no end. */
export const FINDING_AGE_BINS: readonly {
  readonly fromDays: number;
  readonly toDays?: number;
}[] = [
  { fromDays: 0, toDays: 7 },
  { fromDays: 8, toDays: 30 },
  { fromDays: 31, toDays: 90 },
  { fromDays: 91 },
];

/** Open security findings by how long they have been known, in the bins of FINDING_AGE_BINS, and how severe they are. */
export interface FindingsByAge {
  readonly bins: readonly {
    readonly fromDays: number;
    readonly toDays?: number;
    readonly counts: Readonly<Record<Severity, number>>;
  }[];
  /** How many are in none of the bins, and why. */
  readonly excluded: readonly Exclusion[];
}

/** The test coverage of each service that measured it, bucket by bucket. */
export interface CoverageByService {
  /** In the order of their titles. */
  readonly services: readonly {
    readonly entity: EntitySummary;
    readonly points: readonly CoveragePoint[];
  }[];
  /** How many services there are, of which the others measured nothing. */
  readonly serviceCount: number;
}
export interface CoveragePoint extends MetricWindow {
  readonly isCut: boolean;
  /** A share, from 0 to 1; absent where nothing was measured. */
  readonly value?: number;
}

/** Items of a sprint; how many points they are is absent where it is not known. */
export interface SprintAmount {
  readonly itemCount: number;
  readonly points?: number;
}

/** A sprint that ended or runs in a window, as it stood at its end or stands now. */
export interface SprintSummary {
  readonly name: string;
  readonly board: string;
  readonly url?: string;
  readonly startAt?: string;
  /** When it ended, else when it is to end. */
  readonly endAt?: string;
  readonly isRunning: boolean;
  /** What was in it at its start and open. */
  readonly committed: SprintAmount;
  /** What came in after its start and stayed. */
  readonly added: SprintAmount;
  /** What was done in it, committed or added. */
  readonly done: SprintAmount;
}

/** GET /v1/analytics/dora/{kind}/{namespace}/{name} */
export interface DoraAnswer {
  readonly entity: EntitySummary;
  readonly window: WindowAnswer;
  readonly previousWindow?: MetricWindow;
  /** Of a system, domain or group: what it is made of in the window. */
  readonly services?: readonly EntitySummary[];
  /** The five, in the order of the cards, then the phases and cycle time. */
  readonly metrics: readonly MetricAnswer[];
  readonly phases: readonly PhaseBucket[];
  /** Of change lead time. */
  readonly distribution: Distribution;
  readonly summary: {
    readonly deploymentCount?: number;
    readonly changeCount?: number;
    readonly failureCount?: number;
  };
  /** When the policy changed in the window. All numbers, also those before, are of the policy in force. */
  readonly policyChanges: readonly PolicyChangeMark[];
  readonly health: EntityHealth;
  /** The last window of the same length in which there is data, where this one has none. */
  readonly lastWindowWithData?: MetricWindow;
  readonly calculatedAt: string;
}

export type TeamSection = 'flow' | 'planning' | 'balance' | 'quality';
export const TEAM_SECTIONS: readonly TeamSection[] = [
  'flow',
  'planning',
  'balance',
  'quality',
];

/** GET /v1/analytics/team/{kind}/{namespace}/{name} */
export interface TeamAnswer {
  readonly entity: EntitySummary;
  readonly window: WindowAnswer;
  readonly previousWindow?: MetricWindow;
  readonly section: TeamSection;
  /** By which durations of people's work are told. */
  readonly clock: Clock;
  /** The group has groups below it. */
  readonly hasSubTeams: boolean;
  /** What those own counts too. */
  readonly isWithSubTeams: boolean;
  /** What belonged to it in the window. */
  readonly services: readonly EntitySummary[];
  /** Those of the cards first. */
  readonly metrics: readonly MetricAnswer[];
  /** Of the section flow. */
  readonly phases?: readonly PhaseBucket[];
  /** Of the section planning: those that ended or run in the window, the newest last. */
  readonly sprints?: readonly SprintSummary[];
  /** Of the section quality. */
  readonly findingsByAge?: FindingsByAge;
  /** Of the section quality. */
  readonly coverageByService?: CoverageByService;
  readonly health: EntityHealth;
  readonly calculatedAt: string;
}

/** Something that waits at this moment, and of which service it is; never of whom. */
export interface NowItem {
  readonly title: string;
  readonly url?: string;
  /** ISO 8601 instant. */
  readonly since: string;
  readonly entityRef: string;
  readonly serviceTitle: string;
  /** Of an incident: critical, high, medium, low or unknown. */
  readonly severity?: string;
}

/** What waits at this moment, the longest first, or why that is not known. */
export type NowTile =
  | {
      readonly status: 'ok';
      readonly items: readonly NowItem[];
      /** All of them, of which the list holds the first. */
      readonly totalCount: number;
      /** Of aging work: what is listed is older. */
      readonly thresholdSeconds?: number;
    }
  | { readonly status: 'noData'; readonly reason: Reason };

export type NowTileId =
  | 'waitingForReview'
  | 'agingWork'
  | 'redPipelines'
  | 'openIncidents';
export const NOW_TILES: readonly NowTileId[] = [
  'waitingForReview',
  'agingWork',
  'redPipelines',
  'openIncidents',
];

/** GET /v1/analytics/team/{kind}/{namespace}/{name}/now */
export interface TeamNowAnswer {
  readonly entity: EntitySummary;
  /** What the groups below it own counts too. */
  readonly isWithSubTeams: boolean;
  /** Services that the reader may not read, of which nothing is listed or counted. */
  readonly hiddenServiceCount: number;
  readonly tiles: Readonly<Record<NowTileId, NowTile>>;
}

/** How the values of a metric are spread, in its unit; of durations and sizes the bins are logarithmic. */
export interface Distribution {
  readonly bins: readonly {
    readonly from: number;
    readonly to: number;
    readonly count: number;
  }[];
  readonly p50?: number;
  readonly p85?: number;
}

/** Whether a number may be shown as a badge to whoever knows its address: badges are off in the configuration, the entity does not allow them, or the number is made of what people did. */
export type BadgeStatus = 'allowed' | 'off' | 'notAllowed' | 'personDerived';

/** GET /v1/metrics/{metricId}/{kind}/{namespace}/{name} */
export interface SingleMetricAnswer extends MetricAnswer {
  readonly badge: BadgeStatus;
  /** When the policy changed in the window, of a metric that it touches. */
  readonly policyChanges: readonly PolicyChangeMark[];
  readonly entity: EntitySummary;
  readonly window: WindowAnswer;
  readonly previousWindow?: MetricWindow;
  readonly definition: MetricDefinition;
  /** It is of a group that has groups below it. */
  readonly hasSubTeams: boolean;
  /** Of a metric that is a median. */
  readonly distribution?: Distribution;
}

export interface ExplainRecord {
  readonly observationKey: string;
  readonly observedAt: string;
  /** Seconds for durations, 0 or 1 for shares, 1 for counts. */
  readonly value?: number;
  /** Of a metric with categories. */
  readonly category?: string;
  readonly excludedReason?: Exclusion['code'];
  /** "Fix rounding of refunds (#812)" */
  readonly title: string;
  readonly url?: string;
  /** The service it was seen on, where the answer is for several. */
  readonly entityRef?: string;
  /** Of a rollout: why it counts as failed. */
  readonly evidence?: readonly Evidence[];
}

export interface Evidence {
  readonly kind: 'incident' | 'mark' | 'rollback' | 'revert' | 'hotfix';
  readonly confidence: number;
  readonly title: string;
  readonly url?: string;
}

/** GET …/explain */
export interface ExplainAnswer {
  readonly entity: EntitySummary;
  readonly window: WindowAnswer;
  readonly definition: MetricDefinition;
  /** Absent: as the definition says. */
  readonly measuredAs?: MeasuredAs;
  readonly value: MetricValue;
  /** The numbers in the formula, by name; of a median or another quantile `sampleSize` and the `rank` at or above which it lies, of a mean `sampleSize` alone. */
  readonly formula: {
    readonly parameters: Readonly<Record<string, number | string>>;
    /** Of a quantile: the one record that it is the value of, or the two that it lies between. */
    readonly atRank?: readonly ExplainRecord[];
  };
  readonly includedCount: number;
  readonly excludedCounts: readonly Exclusion[];
  readonly records: readonly ExplainRecord[];
  /** Of a roll-up: how many records are of services that the reader may not read. They are in the numbers and are not listed. */
  readonly hiddenRecordCount: number;
  readonly nextCursor?: string;
  /** Of a metric on which they bear: what people corrected by hand, the latest first. */
  readonly corrections?: readonly CorrectionRow[];
  readonly policy: {
    readonly name: string;
    readonly setBy: string;
    readonly since: string;
    readonly settings: Readonly<Record<string, string>>;
  };
}

/** GET …/deployments: rows of the timeline and the table. */
export interface DeploymentRow {
  readonly id: string;
  readonly rolloutId?: string;
  readonly environment?: string;
  readonly isProduction: boolean;
  readonly sha?: string;
  readonly version?: string;
  readonly startedAt?: string;
  readonly finishedAt?: string;
  readonly outcome: 'success' | 'failure' | 'cancelled' | 'unknown';
  readonly sourceOutcome?: string;
  readonly isRollback: boolean;
  readonly isFailed: boolean;
  /** Of a failure: whether it is over, also where it is not known since when. */
  readonly isRecovered: boolean;
  readonly recoveredAt?: string;
  readonly changeCount?: number;
  readonly leadTimeMedianSeconds?: number;
  readonly evidence: readonly Evidence[];
  readonly isMarkedByHand: boolean;
  readonly revisionStatus: 'resolved' | 'unresolved' | 'absent';
  readonly url?: string;
}

export interface DeploymentsAnswer {
  readonly entity: EntitySummary;
  readonly window: WindowAnswer;
  readonly items: readonly DeploymentRow[];
  readonly totalCount: number;
  /** Services that the reader may not read, of which nothing is listed or counted. */
  readonly hiddenServiceCount: number;
  readonly nextCursor?: string;
}

export interface IncidentRow {
  readonly id: string;
  readonly title: string;
  readonly severity: string;
  readonly openedAt: string;
  /** Also where the source does not tell since when. */
  readonly isResolved: boolean;
  readonly resolvedAt?: string;
  readonly url?: string;
  readonly attribution: 'linked' | 'unlinked' | 'notCausedByChange';
  /** Of an unlinked one: it names a deployment that is not known, it names none of the entities that share its place, it names another of them, or nothing was deployed before it. */
  readonly reason?:
    | 'unknownDeployment'
    | 'sharedScope'
    | 'ofAnother'
    | 'noDeployment';
  readonly deploymentId?: string;
  readonly evidence: readonly Evidence[];
}
export interface IncidentsAnswer {
  readonly entity: EntitySummary;
  readonly window: WindowAnswer;
  readonly items: readonly IncidentRow[];
  /** Services that the reader may not read, of which nothing is listed. */
  readonly hiddenServiceCount: number;
  readonly nextCursor?: string;
}

/** GET /v1/triage */
export interface TriageAnswer {
  /** Incidents of which no entity of the catalog hears, oldest first. */
  readonly incidents: readonly {
    readonly source: string;
    readonly origin: string;
    readonly scope: string;
    /** What the source calls the service, where it names one. */
    readonly service?: string;
    readonly title: string;
    readonly severity: string;
    readonly openedAt: string;
    /** Also where the source does not tell since when. */
    readonly isResolved: boolean;
    readonly resolvedAt?: string;
    readonly url?: string;
  }[];
  /** All of them, of which the list holds the first. */
  readonly totalCount: number;
}

/** POST /v1/events */
export interface IntakeAnswer {
  /** Facts that were new or changed something; findings that a report closed among them. */
  readonly written: number;
  /** Facts that said nothing new. */
  readonly unchanged: number;
  /** What is kept and makes no fact, by the reason. */
  readonly ignored: readonly {
    readonly reason: string;
    readonly count: number;
  }[];
  readonly invalid: readonly {
    readonly index: number;
    readonly path: string;
    readonly message: string;
  }[];
  /** Sentences on what was taken otherwise than the sender may expect, such as a report that closes nothing. */
  readonly notes: readonly string[];
}

/** POST /v1/events/replay */
export interface ReplayAnswer {
  /** Payloads that are still kept. */
  readonly read: number;
  /** Facts that were new or changed something. */
  readonly written: number;
}

/** GET /v1/sources */
export interface SourcesAnswer {
  readonly sources: readonly {
    readonly id: string;
    readonly title: string;
    readonly origin: string;
    readonly isFromDescriptionOnly: boolean;
    readonly streams: readonly (StreamHealth & {
      readonly id: string;
      readonly nextRunAt?: string;
      readonly counters: {
        readonly read: number;
        readonly written: number;
        readonly ignored: number;
        readonly invalid: number;
      };
    })[];
    readonly budgets: readonly {
      readonly credential: string;
      readonly limit: number;
      readonly remaining: number;
      readonly reserve: number;
      readonly resetsAt: string;
    }[];
    readonly webhook?: {
      readonly isOpen: boolean;
      readonly receivedCount: number;
      readonly unknownScopeCount: number;
      readonly pendingCount: number;
    };
    /** What is asked of the source beside its streams: which scopes it has, and to renew what expires. */
    readonly tasks: readonly {
      readonly task: 'scopes' | 'subscriptions';
      readonly lastSuccessAt?: string;
      readonly lastError?: StreamError;
    }[];
  }[];
  /** Of each source the accounts of humans, or of whom it is not known, that acted in the last 30 days: how many belong to a User of the catalog, and how many to none. */
  readonly people: readonly {
    readonly source: string;
    readonly resolvedCount: number;
    readonly unresolvedCount: number;
  }[];
  /** Components in the catalog, and those with at least one known DORA value. */
  readonly components: {
    readonly withMetricsCount: number;
    readonly totalCount: number;
  };
}

/** RFC 9457, the one shape of every error. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance?: string;
  readonly requestId?: string;
  readonly errors?: readonly {
    readonly field: string;
    readonly message: string;
  }[];
}

/** GET /v1/metrics */
export interface MetricsAnswer {
  readonly metrics: readonly MetricDefinition[];
}
