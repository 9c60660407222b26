import { DEFAULT_RESERVE } from '@sei-platform/plugin-engineering-insights-node';

/** How the engine reads, all of it from the configuration. */
export interface IngestionSettings {
  /** Streams read at once by this replica; at most half of the plugin's pool of connections. */
  readonly maximumConcurrency: number;
  /** Pages read of a stream before the others get their turn. */
  readonly pagesPerBurst: number;
  /** How often a stream is asked for changes. */
  readonly pollIntervalSeconds: number;
  /** How long a replica that is silent keeps its streams. */
  readonly leaseSeconds: number;
  /** A source that gives no page for so long counts as unavailable. */
  readonly pageTimeoutSeconds: number;
  /** ISO 8601: how far back history is read. 180 days where absent. */
  readonly firstSyncSince?: string;
  /** The share of a rate limit that is left to the portal, by `source origin`; half where absent. */
  readonly reserves: Readonly<Record<string, number>>;
}

export const DEFAULT_INGESTION_SETTINGS: IngestionSettings = {
  maximumConcurrency: 5,
  pagesPerBurst: 20,
  pollIntervalSeconds: 300,
  leaseSeconds: 120,
  pageTimeoutSeconds: 600,
  reserves: {},
};

/** The share of a connector's rate limit that is left to others. */
export function reserveOf(
  connector: { readonly id: string; readonly origin: string },
  settings: Pick<IngestionSettings, 'reserves'>,
): number {
  return (
    settings.reserves[`${connector.id} ${connector.origin}`] ?? DEFAULT_RESERVE
  );
}
