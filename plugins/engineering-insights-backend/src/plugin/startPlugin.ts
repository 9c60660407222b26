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
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { NotAllowedError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { EventsService } from '@backstage/plugin-events-node';
import type { ConditionTransformer } from '@backstage/plugin-permission-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type { JsonValue } from '@backstage/types';
import type { MetricFilter } from '@sei-platform/plugin-engineering-insights-node';
import type express from 'express';
import type { Knex } from 'knex';
import { registerActions } from '../api/actions/registerActions';
import { createCallerLimits } from '../api/callers/CallerLimits';
import { createApiRouter } from '../api/createApiRouter';
import { readIdentitySalt } from '../database/operations/ingestion/readIdentitySalt';
import { saveListedActors } from '../database/operations/people/listedActors';
import { markChangedPolicies } from '../database/operations/policies/markChangedPolicies';
import { fillCalendars } from '../calendars/fillCalendars';
import { migrate } from '../database/migrate';
import { splitPool } from '../database/pools/splitPool';
import { listPolicyProblems } from '../delivery';
import { hashJson } from '../ingestion/hashJson';
import { IngestionEngine } from '../ingestion/IngestionEngine';
import { receiveWebhook } from '../ingestion/receiveWebhook';
import { subscribeToEvents } from '../ingestion/subscribeToEvents';
import { ChangeFeed } from '../live/ChangeFeed';
import { createLiveKeys } from '../live/createLiveKeys';
import { builtInMetrics, createMetricRegistry } from '../metrics';
import { listActors } from '../people/listActors';
import { readPluginConfig } from '../readPluginConfig';
import { createAuthorise } from '../service/authorise';
import { createTurns } from '../service/createTurns';
import { DefaultEngineeringInsightsService } from '../service/DefaultEngineeringInsightsService';
import { auditRefusedWebhook } from './auditRefusedWebhook';
import { createCalculationLoop } from './createCalculationLoop';
import type { Contributions } from './Contributions';
import { LiveUpdates } from './LiveUpdates';
import { readIngestionSettings } from './readIngestionSettings';
import { scheduleJobs } from './scheduleJobs';

export interface PluginServices {
  readonly actionsRegistry: ActionsRegistryService;
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
  /** Conditions of a permission policy as what the database is asked. */
  toFilter: ConditionTransformer<MetricFilter>;
}): Promise<express.Router> {
  const { services, contributions, knex, toFilter } = options;
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
  const { privacy } = config;
  for (const { title, message } of unavailableSources) {
    logger.warn(`${title} is not read: ${message}`);
  }
  listPolicyProblems(config.policies).forEach(problem => logger.warn(problem));

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
  const { questions, work } = splitPool({
    knex,
    questionsAtOnce: config.limits.questionsAtOnce,
  });
  const metrics = createMetricRegistry([
    ...builtInMetrics,
    ...contributions.metrics,
  ]);
  const liveUpdates = LiveUpdates.create({
    signals,
    keyOf: createLiveKeys({ identitySalt }),
    logger,
  });
  const changes = ChangeFeed.create({ knex: work, logger });
  const shutdown = new AbortController();
  const calculating = {
    knex: work,
    metrics,
    config,
    settings,
    liveUpdates,
    changes,
    auditor,
    logger,
    now,
  };
  // Apart, so that the sums of a large domain do not keep a service waiting.
  const calculation = createCalculationLoop({
    ...calculating,
    of: 'components',
  });
  const rollUps = createCalculationLoop({ ...calculating, of: 'rollUps' });
  const ingestion = IngestionEngine.create(
    { knex: work, connectors, identitySalt, privacy, logger, settings },
    { onWebhooksProcessed: () => calculation.notify() },
  );

  await scheduleJobs({
    services,
    config,
    knex: work,
    connectors,
    metrics,
    settings,
    identitySalt,
    now,
  });
  await subscribeToEvents({
    events,
    knex: work,
    connectors,
    identitySalt,
    privacy,
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
    shutdown.abort();
    await Promise.all([
      ingestion.stop(),
      calculation.stop(),
      rollUps.stop(),
      changes.stop(),
    ]);
  });

  const service = DefaultEngineeringInsightsService.create({
    knex: questions,
    metrics,
    connectors,
    settings,
    identitySalt,
    privacy,
    minimumContributors: config.minimumContributors,
    policies: config.policies,
    catalog,
    authorise: createAuthorise({
      catalog,
      permissions,
      knex: questions,
      toFilter,
      metricIds: metrics.list().map(({ definition }) => definition.id),
      claimsOf: async credentials =>
        auth.isPrincipal(credentials, 'user')
          ? (await userInfo.getUserInfo(credentials)).ownershipEntityRefs
          : [],
      now: Date.now,
    }),
    auditor,
    changes,
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
  const limits = {
    callers: createCallerLimits(config.limits.requestsPerMinute),
    questionTimeoutMs: config.limits.questionTimeoutMs,
  };
  registerActions(services.actionsRegistry, {
    service,
    limits,
    portalUrl: services.config.getOptionalString('app.baseUrl'),
    now,
  });
  return createApiRouter({
    service,
    httpAuth: services.httpAuth,
    logger,
    isIntrospectionAllowed: config.isIntrospectionAllowed,
    limits,
    shutdown: shutdown.signal,
    receiveWebhook: async ({ source, webhook }) => {
      const answer = await receiveWebhook({
        knex: work,
        connectors: connectors.filter(connector => connector.id === source),
        request: webhook,
        identitySalt,
        privacy,
        logger,
        onStored: () => ingestion.notifyInbox(),
      });
      await auditRefusedWebhook({ auditor, source, answer });
      return answer;
    },
  });
}
