import type { SourcesAnswer, StreamHealth } from './types';

/**
 * What a stream is in at a moment: `failing` goes on by itself, `refused`
 * waits for someone to grant something at the source, `waiting` was asked to
 * wait, `collecting` still reads its history, `stale` was not read lately, and
 * `unused` belongs to a scope that no entity names any more.
 */
export type StreamState =
  | 'failing'
  | 'refused'
  | 'waiting'
  | 'collecting'
  | 'stale'
  | 'current'
  | 'unused';
export const STREAM_STATES: readonly StreamState[] = [
  'failing',
  'refused',
  'waiting',
  'collecting',
  'stale',
  'current',
  'unused',
];

/** One stream as operators see it. */
export interface StreamRow extends StreamHealth {
  readonly id: string;
  readonly state: StreamState;
  /** A replica reads it at this moment. */
  readonly isBeingRead: boolean;
  /** ISO 8601. */
  readonly nextRunAt: string;
  /** Failures in a row. */
  readonly failureCount: number;
}

/** GET /v1/streams */
export interface StreamsAnswer {
  /** Those that need someone first. */
  readonly items: readonly StreamRow[];
  /** All that match. */
  readonly totalCount: number;
  readonly nextCursor?: string;
}

/** An error that streams of a source have in common, whatever their scope. */
export interface SourceErrorGroup {
  readonly name: string;
  /** As the latest of them says it: what to do, in a sentence. */
  readonly message: string;
  readonly streamCount: number;
  readonly scopeCount: number;
  readonly lastAt: string;
  /** When the first of them is tried again by itself. */
  readonly retryAt: string;
}

type Source = SourcesAnswer['sources'][number];

/** The rate limit of one credential, as the source last told it. */
export interface SourceBudget {
  readonly credential: string;
  /** Scopes whose id begins so are read with it; absent where any of the origin may be. */
  readonly scopePrefix?: string;
  readonly limit: number;
  readonly remaining: number;
  /** What is left to the portal and others. */
  readonly reserve: number;
  /** ISO 8601; once it is past, what is left is not known until the source tells it again. */
  readonly resetsAt: string;
}

/** Webhooks since the installation, or since they were last cleared away. */
export interface SourceWebhooks {
  /** A secret is configured, so that they are taken. */
  readonly isOpen: boolean;
  /** Kept in the inbox. */
  readonly storedCount: number;
  /** Wait in the inbox, and will be tried. */
  readonly pendingCount: number;
  /** ISO 8601: since when the one that waits longest waits. */
  readonly pendingSince?: string;
  /** Could not be understood, and stay until someone looks. */
  readonly failedCount: number;
  /** Not stored, by the reason. */
  readonly notStored: {
    readonly badSignature: number;
    readonly unknownScope: number;
    readonly duplicate: number;
    readonly notRead: number;
  };
  /** Refused at a door that several installations of the source share, so that it is not known whose they were. */
  readonly badSignatureOfAnyCount: number;
}

/** One installation of a source, for operators. */
export interface SourceSummary
  extends Pick<
    Source,
    'id' | 'title' | 'origin' | 'isFromDescriptionOnly' | 'tasks'
  > {
  readonly scopeCount: number;
  /** Of them those that the source no longer has. */
  readonly goneScopeCount: number;
  readonly streamCounts: Readonly<Record<StreamState, number>>;
  /** ISO 8601: the newest success of any stream. */
  readonly lastSuccessAt?: string;
  /** ISO 8601: everything before was read, of half the streams that are read, and of all of them. Absent where nothing was read to its end yet. */
  readonly coveredTo?: { readonly median: string; readonly oldest: string };
  /** Of the streams that are read; absent where the history of all was. */
  readonly collection?: {
    readonly doneStreamCount: number;
    readonly totalStreamCount: number;
    /** Absent until enough was read to tell. */
    readonly secondsLeft?: number;
  };
  /** Items of all recorded runs. */
  readonly counters: {
    readonly read: number;
    readonly written: number;
    readonly ignored: number;
    readonly invalid: number;
  };
  /** None where the source never told one. */
  readonly budgets: readonly SourceBudget[];
  /** The largest first. */
  readonly errors: readonly SourceErrorGroup[];
  /** Absent of a source that sends none. */
  readonly webhooks?: SourceWebhooks;
}

/** GET /v1/sources/summary */
export interface SourcesSummaryAnswer {
  /** ISO 8601: when this was read. */
  readonly asOf: string;
  /** Those with something to do first. */
  readonly sources: readonly SourceSummary[];
  readonly people: SourcesAnswer['people'];
  readonly components: SourcesAnswer['components'];
}

/** POST /v1/sources/{id}/replay */
export interface StreamReplayAnswer {
  /** Payloads that are still kept. */
  readonly read: number;
  /** Facts that were new or changed something. */
  readonly written: number;
  /** Payloads that are of no concern. */
  readonly ignored: number;
  /** Payloads that are not as expected; they stay. */
  readonly invalid: number;
}
