import type { Connector } from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import { DateTime, Duration } from 'luxon';
import { createUnknownCalendarsLog } from '../calendars/createUnknownCalendarsLog';
import { fillCalendars } from '../calendars/fillCalendars';
import { bindCatalog } from '../catalog/bindCatalog';
import {
  countIdentities,
  forgetIdentityCounts,
} from '../database/operations/people/identityCounts';
import { deleteOldDerivations } from '../database/operations/delivery/deleteOldDerivations';
import { sweep } from '../engine';
import type { IngestionSettings } from '../ingestion/IngestionSettings';
import { discoverScopes } from '../ingestion/discoverScopes';
import { maintainConnectors } from '../ingestion/maintainConnectors';
import { retainPayloads } from '../ingestion/retainPayloads';
import type { MetricRegistry } from '../metrics';
import { bindPeople } from '../people/bindPeople';
import { retainByRules } from '../retention/retainByRules';
import type { PluginConfig } from '../readPluginConfig';
import type { PluginServices } from './startPlugin';

// Switching a policy back within that time finds its rows again.
const KEEP_DERIVATIONS = { days: 30 };
const COUNT_IDENTITIES_OF = { days: 30 };

/** What runs periodically, on one replica of the cluster at a time. */
export async function scheduleJobs(options: {
  services: Pick<PluginServices, 'auth' | 'catalog' | 'logger' | 'scheduler'>;
  config: PluginConfig;
  knex: Knex;
  connectors: readonly Connector[];
  metrics: MetricRegistry;
  settings: IngestionSettings;
  identitySalt: string;
  now: () => string;
}): Promise<void> {
  const {
    services,
    config,
    knex,
    connectors,
    metrics,
    settings,
    identitySalt,
    now,
  } = options;
  const { auth, catalog, logger, scheduler } = services;
  const recountIdentities = () =>
    config.privacy.mode === 'none'
      ? forgetIdentityCounts({ knex })
      : countIdentities({
          knex,
          since: DateTime.fromISO(now(), { zone: 'utc' })
            .minus(COUNT_IDENTITIES_OF)
            .toISO()!,
        });

  const tellUnknownCalendars = createUnknownCalendarsLog({
    calendars: config.calendars,
    logger,
  });

  await scheduler.scheduleTask({
    id: 'engineering-insights-bind',
    frequency: config.schedule.bind,
    timeout: { minutes: 10 },
    initialDelay: { seconds: 2 },
    fn: async () => {
      const credentials = await auth.getOwnServiceCredentials();
      const bound = await bindCatalog({
        knex,
        catalog,
        credentials,
        connectors,
        logger,
        now: now(),
      });
      tellUnknownCalendars({ unknown: bound.unknownCalendars, now: now() });
      const people = await bindPeople({
        knex,
        catalog,
        credentials,
        connectors,
        identitySalt,
        mode: config.privacy.mode,
        logger,
      });
      if (people.changedCount > 0) await recountIdentities();
      if (bound.changedCount + bound.removedCount > 0) {
        logger.info(
          `The catalog has ${bound.entityCount} entities; ${bound.changedCount} are new or changed, ${bound.removedCount} are gone.`,
        );
      }
    },
  });

  if (connectors.some(connector => connector.organizationScopes)) {
    await scheduler.scheduleTask({
      id: 'engineering-insights-discover',
      frequency: { seconds: settings.pollIntervalSeconds },
      timeout: { minutes: 10 },
      initialDelay: { seconds: 2 },
      fn: signal => discoverScopes({ knex, connectors, logger, signal }),
    });
  }

  await scheduler.scheduleTask({
    id: 'engineering-insights-calculate',
    frequency: config.schedule.calculate,
    timeout: { minutes: 15 },
    initialDelay: { minutes: 5 },
    fn: async () => {
      await sweep({
        knex,
        metrics,
        now: now(),
        intervalSeconds: settings.pollIntervalSeconds,
        minimumContributors: config.minimumContributors,
      });
    },
  });

  await scheduler.scheduleTask({
    id: 'engineering-insights-calendars',
    frequency: { days: 1 },
    timeout: { minutes: 5 },
    // They were filled when the plugin started.
    initialDelay: { hours: 12 },
    fn: () => fillCalendars({ knex, calendars: config.calendars, now: now() }),
  });

  await scheduler.scheduleTask({
    id: 'engineering-insights-count-identities',
    frequency: { hours: 1 },
    timeout: { minutes: 15 },
    initialDelay: { minutes: 3 },
    fn: recountIdentities,
  });

  await scheduler.scheduleTask({
    id: 'engineering-insights-retain',
    frequency: config.schedule.retain,
    timeout: { minutes: 15 },
    initialDelay: { seconds: 10 },
    fn: async signal => {
      await retainPayloads({
        knex,
        retentionDays: Duration.fromObject(config.payloadRetention).as('days'),
        now: now(),
      });
      await retainByRules({
        knex,
        rules: config.retention,
        now: now(),
        logger,
        signal,
      });
      const before = DateTime.fromISO(now(), { zone: 'utc' })
        .minus(KEEP_DERIVATIONS)
        .toISO()!;
      await deleteOldDerivations({ knex, before });
      await maintainConnectors({ knex, connectors, logger, signal });
    },
  });
}
