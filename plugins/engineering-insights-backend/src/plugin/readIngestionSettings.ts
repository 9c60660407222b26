import type { Knex } from 'knex';
import { DateTime, Duration } from 'luxon';
import {
  DEFAULT_INGESTION_SETTINGS,
  type IngestionSettings,
} from '../ingestion/IngestionSettings';
import type { PluginConfig } from '../readPluginConfig';

const MOST_STREAMS_AT_ONCE = 4;

/** How this replica reads. Questions keep at least half of the plugin's pool of connections. */
export function readIngestionSettings(options: {
  config: PluginConfig;
  knex: Knex;
  now: string;
}): IngestionSettings {
  const { config, knex, now } = options;
  const poolSize: number = knex.client.pool?.max ?? 10;
  const half = Math.max(1, Math.floor(poolSize / 2));
  return {
    ...DEFAULT_INGESTION_SETTINGS,
    maximumConcurrency: Math.min(
      half,
      config.limits.streamsAtOnce ?? MOST_STREAMS_AT_ONCE,
    ),
    pollIntervalSeconds: Duration.fromObject(config.schedule.collect).as(
      'seconds',
    ),
    firstSyncSince: config.firstSyncSince(DateTime.fromISO(now)),
  };
}
