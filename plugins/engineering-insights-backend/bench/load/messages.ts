/** What callers shall ask for, one after the other over each connection. */
export interface Load {
  readonly url: string;
  /** Of which each request takes one by chance. */
  readonly paths: readonly string[];
  /** Of which each request is of one by chance. */
  readonly callerCount: number;
  readonly connections: number;
  readonly seconds: number;
  /** Requests of all together; absent: as many as are answered. */
  readonly perSecond?: number;
}

/** How they were answered. */
export interface LoadReport {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Connections that failed, and answers that did not come in time. */
  readonly errorCount: number;
  readonly non2xxCount: number;
}
