import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import { deriveEntity } from '../delivery';
import { processDirtyMarks } from '../engine';
import type { IngestionSettings } from '../ingestion/IngestionSettings';
import type { ChangeFeed } from '../live/ChangeFeed';
import type { MetricRegistry } from '../metrics';
import type { PluginConfig } from '../readPluginConfig';
import { auditSwitchedPolicy } from './auditSwitchedPolicy';
import { BackgroundLoop } from './BackgroundLoop';
import type { LiveUpdates } from './LiveUpdates';

/** Entities in one pass, so that a stop is not waited for long. */
const ENTITIES_PER_PASS = 20;

/** While the database works for one, Node works for another. */
const WORKERS = 2;

/** Derives and calculates what new facts, marks and policies touch, and tells open tabs. */
export function createCalculationLoop(options: {
  knex: Knex;
  of: 'components' | 'rollUps';
  metrics: MetricRegistry;
  config: PluginConfig;
  settings: IngestionSettings;
  liveUpdates: LiveUpdates;
  changes: ChangeFeed;
  auditor: AuditorService;
  logger: LoggerService;
  now: () => string;
}): BackgroundLoop {
  const {
    knex,
    of,
    metrics,
    config,
    settings,
    liveUpdates,
    changes,
    auditor,
    logger,
    now,
  } = options;
  return BackgroundLoop.create({
    title:
      of === 'components' ? 'Calculating components' : 'Calculating roll-ups',
    logger,
    pass: async signal => {
      const { processedCount } = await processDirtyMarks({
        knex,
        of,
        metrics: metrics.listKept(of),
        derive: async ({ now: at, ...derivation }) => {
          const derived = await deriveEntity({
            ...derivation,
            policies: config.policies,
            now: DateTime.fromISO(at, { zone: 'utc' }),
          });
          if (derived.status === 'gone') {
            return undefined;
          }
          derived.problems.forEach(problem => logger.warn(problem));
          return {
            isSwitched: derived.isSwitched,
            switched: derived.switched,
          };
        },
        now: now(),
        limit: ENTITIES_PER_PASS,
        workers: WORKERS,
        intervalSeconds: settings.pollIntervalSeconds,
        minimumContributors: config.minimumContributors,
        onSwitched: switched => auditSwitchedPolicy({ auditor, switched }),
        onChanged: refs => {
          liveUpdates.changed(refs);
          changes.notify();
        },
        onFailure: ({ ref, error, retryAt }) =>
          logger.error(
            `What ${ref} delivered could not be derived; it is tried again at ${retryAt}. ${stringifyError(
              error,
            )}`,
          ),
        signal,
      });
      return { hasMore: processedCount === ENTITIES_PER_PASS };
    },
  });
}
