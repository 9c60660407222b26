import type {
  AuditorService,
  AuthService,
  DatabaseService,
  HttpAuthService,
  LifecycleService,
  LoggerService,
  PermissionsService,
  RootConfigService,
  SchedulerService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { EventsService } from '@backstage/plugin-events-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type { JsonValue } from '@backstage/types';
import type express from 'express';
import type { Knex } from 'knex';
import { createApiRouter } from '../api/createApiRouter';
import { readIdentitySalt } from '../database/operations/ingestion/readIdentitySalt';
import { saveListedActors } from '../database/operations/people/listedActors';
import { markChangedPolicies } from '../database/operations/policies/markChangedPolicies';
import { fillCalendars } from '../calendars/fillCalendars';
import { migrate } from '../database/migrate';
import { hashJson } from '../ingestion/hashJson';
import { IngestionEngine } from '../ingestion/IngestionEngine';
import { receiveWebhook } from '../ingestion/receiveWebhook';
import { subscribeToEvents } from '../ingestion/subscribeToEvents';
import { builtInMetrics, createMetricRegistry } from '../metrics';
import { listActors } from '../people/listActors';
import { readPluginConfig } from '../readPluginConfig';
import { createAuthorise } from '../service/authorise';
import { createTurns } from '../service/createTurns';
import { DefaultEngineeringInsightsService } from '../service/DefaultEngineeringInsightsService';
import { createCalculationLoop } from './createCalculationLoop';
import type { Contributions } from './Contributions';
import { LiveUpdates } from './LiveUpdates';
import { readIngestionSettings } from './readIngestionSettings';
import { scheduleJobs } from './scheduleJobs';

export interface PluginServices {
  readonly auditor: AuditorService;
  readonly auth: AuthService;
  readonly catalog: CatalogService;
  readonly config: RootConfigService;
  readonly database: DatabaseService;
  readonly events: EventsService;
  readonly httpAuth: HttpAuthService;
  readonly lifecycle: LifecycleService;
  readonly logger: LoggerService;
  readonly permissions: PermissionsService;
  readonly scheduler: SchedulerService;
  readonly signals: SignalsService;
  readonly userInfo: UserInfoService;
}

// Of the plugin's pool, which has ten connections as a rule.
const LONG_READS_AT_ONCE = 2;

const now = () => new Date().toISOString();

/** Brings the database up to date, starts what runs in the background, and returns the API. */
export async function startPlugin(options: {
  services: PluginServices;
  contributions: Contributions;
  knex: Knex;
}): Promise<express.Router> {
  const { services, contributions, knex } = options;
  const {
    auditor,
    auth,
    catalog,
    database,
    events,
    lifecycle,
    logger,
    permissions,
    signals,
    userInfo,
  } = services;
  const { connectors, unavailableSources } = contributions;
  const config = readPluginConfig(services.config);
  for (const { title, message } of unavailableSources) {
    logger.warn(`${title} is not read: ${message}`);
  }

  await migrate({ database, knex });
  await markChangedPolicies({
    knex,
    policiesHash: hashJson(config.policies as unknown as JsonValue),
  });
  await fillCalendars({ knex, calendars: config.calendars, now: now() });
  const identitySalt = await readIdentitySalt({ knex });
  await saveListedActors({
    knex,
    actors: listActors({
      sources: [...new Set([...connectors.map(({ id }) => id), 'intake'])],
      config,
      identitySalt,
    }),
  });
  const settings = readIngestionSettings({ config, knex, now: now() });
  const metrics = createMetricRegistry([
    ...builtInMetrics,
    ...contributions.metrics,
  ]);
  const liveUpdates = LiveUpdates.create({ signals, logger });
  const calculating = { knex, metrics, config, settings, liveUpdates, auditor, logger, now };
  // Apart, so that the sums of a large domain do not keep a service waiting.
  const calculation = createCalculationLoop({ ...calculating, of: 'components' });
  const rollUps = createCalculationLoop({ ...calculating, of: 'rollUps' });
  const ingestion = IngestionEngine.create(
    { knex, connectors, identitySalt, logger, settings },
    { onWebhooksProcessed: () => calculation.notify() },
  );

  await scheduleJobs({
    services,
    config,
    knex,
    connectors,
    metrics,
    settings,
    identitySalt,
    now,
  });
  await subscribeToEvents({
    events,
    knex,
    connectors,
    identitySalt,
    logger,
    onStored: () => ingestion.notifyInbox(),
  });
  lifecycle.addStartupHook(() => {
    ingestion.start();
    calculation.start();
    rollUps.start();
  });
  lifecycle.addShutdownHook(async () => {
    liveUpdates.stop();
    await Promise.all([ingestion.stop(), calculation.stop(), rollUps.stop()]);
  });

  const service = DefaultEngineeringInsightsService.create({
    knex,
    metrics,
    connectors,
    settings,
    identitySalt,
    minimumContributors: config.minimumContributors,
    policies: config.policies,
    catalog,
    authorise: createAuthorise({ catalog, permissions, now: Date.now }),
    auditor,
    areBadgesEnabled: config.areBadgesEnabled,
    turns: createTurns(LONG_READS_AT_ONCE),
    logger,
    userRefOf: async credentials => {
      if (!auth.isPrincipal(credentials, 'user')) {
        throw new NotAllowedError(
          'Only a person who is signed in corrects by hand.',
        );
      }
      return (await userInfo.getUserInfo(credentials)).userEntityRef;
    },
    onDirty: () => calculation.notify(),
    onStreamDue: () => ingestion.notifyStreams(),
    now,
  });
  return createApiRouter({
    service,
    httpAuth: services.httpAuth,
    logger,
    receiveWebhook: ({ source, webhook }) =>
      receiveWebhook({
        knex,
        connectors: connectors.filter(connector => connector.id === source),
        request: webhook,
        identitySalt,
        logger,
        onStored: () => ingestion.notifyInbox(),
      }),
  });
}
