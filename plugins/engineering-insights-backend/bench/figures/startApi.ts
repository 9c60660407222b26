import type { AddressInfo } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import express from 'express';
import { createAuthenticate } from '../../src/api/callers/authenticate';
import {
  createCallerLimits,
  type RequestsPerMinute,
} from '../../src/api/callers/CallerLimits';
import { createApiRouter } from '../../src/api/createApiRouter';
import { createRestRouter } from '../../src/api/rest/createRestRouter';
import { noParameters } from '../../src/api/rest/parameters';
import { defineRoute } from '../../src/api/rest/Route';
import { DEFAULT_INGESTION_SETTINGS } from '../../src/ingestion/IngestionSettings';
import { ChangeFeed } from '../../src/live/ChangeFeed';
import { builtInMetrics, createMetricRegistry } from '../../src/metrics';
import { ownFilter } from '../../src/permissions/__testUtils__/ownFilter';
import { readPluginConfig } from '../../src/readPluginConfig';
import { createAuthorise } from '../../src/service/authorise';
import { DefaultEngineeringInsightsService } from '../../src/service/DefaultEngineeringInsightsService';
import type { Bench } from '../Bench';
import {
  MANY_DOMAIN,
  OVERVIEW_DOMAIN,
  TIMES,
} from '../organisation/loadOverview';

const EMPTY_ROUTE = defineRoute({
  method: 'get',
  path: '/empty',
  operationId: 'empty',
  summary: 'Nothing but the credentials is looked at.',
  params: noParameters,
  query: noParameters,
  handle: async () => undefined,
});

/** One caller sends all of it, and more than any other would. */
const MANY = 1e9;
const UNLIMITED: RequestsPerMinute = {
  reads: MANY,
  heavyReads: MANY,
  graphql: MANY,
  writes: MANY,
  intake: MANY,
};

/** Where a measurement wants the API to be as it is in a portal. */
export interface ApiOptions {
  readonly requestsPerMinute?: RequestsPerMinute;
  readonly questionTimeoutMs?: number;
  readonly catalog?: CatalogService;
  readonly changes?: ChangeFeed;
  readonly now?: () => string;
}

const nothing = async () => {};

/** What overviews are of. */
const DOMAINS = [OVERVIEW_DOMAIN, MANY_DOMAIN].map(ref => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Domain',
  metadata: { name: ref.split('/')[1], namespace: 'default' },
  spec: { owner: 'group:default/everyone' },
}));

const GROUP = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'g1', namespace: 'default' },
  spec: { type: 'team', children: [] },
};

function createCatalog({ componentCount }: Bench): CatalogService {
  const components = Array.from(
    { length: componentCount * TIMES },
    (_, index) => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name: `c${index + 1}`, namespace: 'default' },
      spec: {
        type: 'service',
        owner: 'group:default/everyone',
        lifecycle: 'production',
      },
    }),
  );
  return catalogServiceMock({
    entities: [...components, GROUP, ...DOMAINS],
  });
}

function createService(bench: Bench, options: ApiOptions) {
  const { knex, logger } = bench;
  const { catalog = createCatalog(bench) } = options;
  return DefaultEngineeringInsightsService.create({
    knex,
    logger,
    metrics: createMetricRegistry(builtInMetrics),
    connectors: [],
    settings: DEFAULT_INGESTION_SETTINGS,
    identitySalt: 'bench',
    areBadgesEnabled: false,
    turns: work => work(),
    changes: options.changes ?? ChangeFeed.create({ knex, logger }),
    minimumContributors: 5,
    policies: readPluginConfig(mockServices.rootConfig()).policies,
    catalog,
    authorise: createAuthorise({
      catalog,
      permissions: mockServices.permissions(),
      knex,
      toFilter: ownFilter,
      metricIds: builtInMetrics.map(({ definition }) => definition.id),
      claimsOf: async () => [],
      now: Date.now,
    }),
    auditor: { createEvent: async () => ({ success: nothing, fail: nothing }) },
    userRefOf: async () => 'user:default/guest',
    onDirty: nothing,
    onStreamDue: nothing,
    now: options.now ?? (() => bench.now),
  });
}

/** The REST API over the bench's data on loopback, with a route beside it that answers nothing. */
export async function startApi(
  bench: Bench,
  options: ApiOptions = {},
): Promise<{ url: string; stop(): Promise<void> }> {
  const { logger } = bench;
  const { questionTimeoutMs = 60_000 } = options;
  const callers = createCallerLimits(options.requestsPerMinute ?? UNLIMITED);
  const httpAuth = mockServices.httpAuth();
  const app = express();
  app.use(
    '/bench',
    createRestRouter({
      routes: [EMPTY_ROUTE],
      others: [],
      authenticate: createAuthenticate(httpAuth),
      limits: callers,
      questionTimeoutMs,
      logger,
    }),
  );
  app.use(
    createApiRouter({
      service: createService(bench, options),
      httpAuth,
      logger,
      isIntrospectionAllowed: true,
      limits: { callers, questionTimeoutMs },
      shutdown: new AbortController().signal,
      receiveWebhook: async () => ({ result: 'closed', isRead: false }),
    }),
  );
  const server = app.listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise<void>((resolve, reject) => {
        server.close(error => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
