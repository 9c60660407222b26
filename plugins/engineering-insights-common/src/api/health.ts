import type {
  EntityHealth,
  EntitySummary,
  Fraction,
  WindowAnswer,
} from './types';

/** What data health counts, in the order in which it is told. */
export const FRACTION_IDS: readonly Fraction['id'][] = [
  'deploymentsWithRevision',
  'deploymentsLinkedToPullRequests',
  'incidentsLinked',
];

/** Why something is not complete enough to be counted. */
export type GapReason =
  | 'noRevision'
  | 'unknownRevision'
  | 'noPullRequest'
  | 'unknownDeployment'
  | 'sharedScope'
  | 'noDeployment'
  | 'notLinked';

/** A deployment or an incident that keeps a fraction from being whole. */
export interface GapRow {
  readonly id: string;
  /** The version, else the SHA, else the source's own id; of an incident its title. */
  readonly title: string;
  /** ISO 8601: when it finished, or was opened. */
  readonly at: string;
  /** The service it was seen on. */
  readonly service: EntitySummary;
  readonly source: string;
  /** What people call the source. */
  readonly sourceTitle: string;
  readonly scope: string;
  readonly reason: GapReason;
  readonly environment?: string;
  /** Where people see it; absent where the source names no such place. */
  readonly url?: string;
  /** Where people see the scope that it is in. */
  readonly scopeUrl?: string;
}

/** GET /v1/entities/{kind}/{namespace}/{name}/health/{fractionId} */
export interface GapsAnswer {
  readonly entity: EntitySummary;
  readonly window: WindowAnswer;
  /** Of the services that the reader sees in the catalog; its rows are `total − count`. */
  readonly fraction: Fraction;
  /** Newest first. */
  readonly items: readonly GapRow[];
  /** Services that the reader may not read, of which nothing is listed. */
  readonly hiddenServiceCount: number;
  readonly nextCursor?: string;
}

/** How complete the data of one service of a group, system or domain is. */
export interface ServiceHealth {
  readonly entity: EntitySummary;
  readonly fractions: readonly Fraction[];
  /** Places at sources that it names. */
  readonly scopeCount: number;
  readonly streamCount: number;
  /** Streams whose last reading failed. */
  readonly failingStreamCount: number;
  /** Streams that were not read lately. */
  readonly staleStreamCount: number;
  /** The newest success of any of its streams; absent where none was read yet. */
  readonly lastSyncAt?: string;
  /** From then on all of its streams were read; absent where one was not read yet. */
  readonly coveredFrom?: string;
  readonly collection?: EntityHealth['collection'];
}

/** GET /v1/entities/{kind}/{namespace}/{name}/health/services */
export interface ServicesHealthAnswer {
  readonly entity: EntitySummary;
  readonly window: WindowAnswer;
  /** Those that the reader may read, in the order of their titles. */
  readonly services: readonly ServiceHealth[];
  /** Those that he may not read. */
  readonly hiddenServiceCount: number;
}
