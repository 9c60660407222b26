/** As it is stored; whatever JSON holds. */
export type StoredJson = Readonly<Record<string, unknown>>;

/** A row that names an account of a person, without the accounts of others. */
export interface PersonRow {
  /** Table of the database: pull_requests. */
  readonly table: string;
  /** What the person is there: author. */
  readonly role: string;
  /** Where it comes from. */
  readonly source: string;
  /** The place in the source: acme/payments. */
  readonly scope: string;
  readonly row: StoredJson;
}

/** A payload or a webhook that holds a pseudonym or a name of a person. */
export interface PersonMessage {
  readonly table: 'payloads' | 'webhook_deliveries';
  readonly source: string;
  /** The stream of a payload, or the key of a webhook. */
  readonly name: string;
  /** ISO 8601. */
  readonly receivedAt: string;
  readonly body: StoredJson;
}

/** What is stored of one person. */
export interface PersonExportAnswer {
  /** User of the catalog. */
  readonly entityRef: string;
  /** ISO 8601. */
  readonly exportedAt: string;
  /** Of which sources an account of the person is known. */
  readonly accounts: readonly { readonly source: string }[];
  readonly facts: readonly PersonRow[];
  readonly messages: readonly PersonMessage[];
  /** What the person corrected by hand. */
  readonly corrections: readonly StoredJson[];
  /** There was more than one answer holds; `facts` or `messages` are the newest. */
  readonly isCut: boolean;
}

/** What was taken out of the database. */
export interface PersonErasureAnswer {
  readonly entityRef: string;
  /** Facts that named an account of the person, and name nobody now. */
  readonly factCount: number;
  /** Payloads and webhooks that were rewritten. */
  readonly messageCount: number;
  /** Corrections that do not say any more who made them. */
  readonly correctionCount: number;
}
