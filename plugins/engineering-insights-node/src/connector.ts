import type { Entity } from '@backstage/catalog-model';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { JsonObject, JsonValue } from '@backstage/types';
import type {
  Fact,
  FactKind,
  Identity,
} from '@sei-platform/plugin-engineering-insights-common';

/** The unit that a source is asked for: a repository, a project, a job. */
export interface ScopeRef {
  /** Unique within source and origin, in the source's own words: `acme/payments`. */
  readonly externalId: string;
  readonly title?: string;
  /** Where people see it, by http or https; any other address is not kept. */
  readonly url?: string;
  /** Globs of a monorepo, where the annotations name any. */
  readonly paths?: readonly string[];
  /** Of a scope that no annotation names: what the source calls the service it is about. The one entity of that name reads it. */
  readonly service?: string;
}

/** What an empty state and the doctor can say about connecting an entity. */
export interface AnnotationHint {
  readonly key: string;
  readonly example: string;
  readonly appliesTo: readonly string[];
}

/** One page of a stream, and where to go on from. */
export interface Page<TCursor extends JsonValue = JsonValue> {
  readonly items: readonly JsonValue[];
  readonly cursor: TCursor;
  /** Of a `history` page, ISO 8601: everything from then on was read with it; absent where the order of the source does not tell. */
  readonly coveredFrom?: string;
  /** Of the last `history` page, ISO 8601: the source keeps nothing older, so that history is covered no further back. */
  readonly heldFrom?: string;
  /** The source's budget after this page, where it tells. */
  readonly budget?: Budget;
}

/** A rate limit as the source told it. */
export interface Budget {
  /** Which credential, without its secret: `token of github.com`. */
  readonly credential: string;
  readonly limit: number;
  readonly remaining: number;
  /** ISO 8601. */
  readonly resetsAt: string;
  /** Only scopes whose id begins so are read with the credential: `acme/`. Any of the origin where absent. */
  readonly scopePrefix?: string;
}

/** The share of a rate limit that is left to the portal, whose credential it is. */
export const DEFAULT_RESERVE = 0.5;

export interface ReadOptions<TCursor extends JsonValue> {
  readonly scope: ScopeRef;
  /** What the last page returned; absent at the first reading. */
  readonly cursor?: TCursor;
  /**
   * `live` reads what changed since the cursor, oldest change first, so that a
   * stop loses nothing; `history` reads backwards from `until` to `since`,
   * newest first.
   */
  readonly direction: 'live' | 'history';
  /** ISO 8601: what is older is not wanted. */
  readonly since: string;
  /** ISO 8601. */
  readonly until: string;
  readonly signal: AbortSignal;
  readonly logger: LoggerService;
}

export type NormalizeResult =
  | { readonly result: 'ok'; readonly facts: readonly Fact[] }
  | { readonly result: 'ignored' | 'invalid'; readonly reason: string };

/** One kind of thing that a source lists. */
export interface Stream<TCursor extends JsonValue = JsonValue> {
  readonly name: string;
  /** The engine rejects any other kind. */
  readonly produces: readonly FactKind[];
  /** JSON pointers, `*` for every element, that the privacy mode scrubs before a payload is stored: `/author/email`. */
  readonly personal: readonly string[];
  /** Pure: what an item is, so that it can be stored before it is understood. */
  identify(item: JsonValue): { externalId: string; updatedAt?: string };
  /** The only method that touches the network. It never asks for the time. */
  read(options: ReadOptions<TCursor>): AsyncIterable<Page<TCursor>>;
  /** Pure and synchronous: also run on stored payloads and on webhook bodies. */
  normalize(item: JsonValue): NormalizeResult;
}

export interface WebhookRequest {
  /** The raw bytes. */
  readonly body: Buffer;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The parameters of the address, each once. */
  readonly query: Readonly<Record<string, string | undefined>>;
  /** ISO 8601: what the time that a source signs is measured by. */
  readonly receivedAt: string;
}
export type VerifyResult =
  | {
      readonly isVerified: true;
      /** The source's own id of the delivery, else the engine hashes the body. */
      readonly deliveryId?: string;
    }
  | { readonly isVerified: false; readonly reason: string };
export interface WebhookResponse {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  /** It answers a delivery, which is stored as well where it can be trusted. */
  readonly isDelivery?: boolean;
}
/** A webhook as the inbox keeps it. */
export interface WebhookDelivery {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: JsonObject;
}
export interface WebhookItem {
  readonly scope: ScopeRef;
  readonly stream: string;
  readonly item: JsonValue;
}

/** Streams of a scope that have something new. */
export interface ChangedStreams {
  readonly scope: ScopeRef;
  readonly streams: readonly string[];
}

/** Reads one kind of source system. It knows no policy. */
export interface Connector {
  /** kebab-case, part of every row's identity: `pagerduty`. */
  readonly id: string;
  readonly title: string;
  /** Which installation: its base URL. */
  readonly origin: string;
  readonly annotations: readonly AnnotationHint[];
  /** The connector was built without recorded payloads. */
  readonly isFromDescriptionOnly?: boolean;
  /** Pure: the scopes that an entity's annotations name. */
  scopesOf(entity: Entity): readonly ScopeRef[];
  /** Pure: the identities that a User's annotations name. */
  identitiesOf?(user: Entity): readonly Identity[];
  /** Scopes that no entity needs to name: they are read all the same, and the entity of their `service` is bound to them. */
  organizationScopes?(options: {
    signal: AbortSignal;
  }): AsyncIterable<ScopeRef>;
  readonly streams: readonly Stream<any>[];
  /** Which streams of these scopes changed since, in few calls; the others are then not read. */
  changedScopes?(options: {
    scopes: readonly ScopeRef[];
    since: string;
    signal: AbortSignal;
  }): Promise<{ scope: ScopeRef; streams: readonly string[] }[]>;
  /** Commits of a revision that delivery wants and the graph lacks, as items of the stream `commits`. */
  readRevision?(options: {
    scope: ScopeRef;
    revision: string;
    knownHeads: readonly string[];
    signal: AbortSignal;
  }): AsyncIterable<Page>;
  /** Renews what expires, such as subscriptions. */
  maintain?(options: { signal: AbortSignal }): Promise<void>;
  /** Absent without a configured secret: then there is no open door. */
  readonly webhook?: {
    /** The topic of Backstage's events service: `github`. */
    readonly topic: string;
    /** Over the raw body, in constant time. */
    verify(request: WebhookRequest): VerifyResult;
    /** Challenges and validation tokens, answered instead of storing. */
    respond?(request: WebhookRequest): WebhookResponse | undefined;
    /** Pure. An event that the connector does not read gives none. */
    toItems(delivery: WebhookDelivery): readonly WebhookItem[];
    /** Pure: what of a body the inbox keeps, where it holds texts that are nobody's business. What is kept is understood as the whole was. */
    keep?(delivery: WebhookDelivery): JsonObject;
    /** Pure: the streams of which a delivery says that they changed without saying what is new. They are read at once. */
    changedStreams?(delivery: WebhookDelivery): readonly ChangedStreams[];
    /** Pure: the streams of which a delivery says that they changed without saying in which scope. They are read at once in each, and new scopes are looked for. */
    changedEverywhere?(delivery: WebhookDelivery): readonly string[];
    /** Pure: whether a delivery asks to renew what expires. `maintain` is then called at once. */
    asksForMaintenance?(delivery: WebhookDelivery): boolean;
  };
}
