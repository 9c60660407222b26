import {
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  type CatalogService,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { engineeringInsightsConnectorsExtensionPoint } from '@sei-platform/plugin-engineering-insights-node';
import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import request from 'supertest';
import { createFakeConnector } from '../../../ingestion/__testUtils__/createFakeConnector';
import { engineeringInsightsPlugin } from '../../../plugin';

interface Asked {
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly authorization?: string;
}

/** A portal with the plugin, in whose catalog people do not see some of the entities. */
export interface Portal {
  readonly server: Parameters<typeof request>[0];
  /** Where it listens. */
  readonly port: number;
  readonly stop: () => Promise<void>;
  readonly query: (query: string, asked?: Asked) => Promise<request.Response>;
  /** @returns the data of a query that has no errors. */
  readonly read: (query: string, asked?: Asked) => Promise<any>;
  readonly get: (path: string) => Promise<request.Response>;
  /** To the intake, as a pipeline does; all of it is new. */
  readonly send: (options: {
    readonly entityRef: string;
    readonly scope: string;
    readonly facts: readonly object[];
  }) => Promise<void>;
  readonly waitFor: <T>(read: () => Promise<T | undefined>) => Promise<T>;
}

const BASE = '/api/engineering-insights';

function hideFromPeople(
  catalog: CatalogService,
  hidden: readonly string[],
): CatalogService {
  const shown = (entity: Entity | undefined) =>
    entity && hidden.includes(stringifyEntityRef(entity)) ? undefined : entity;
  const isPerson = (options: Parameters<CatalogService['getEntityByRef']>[1]) =>
    (options.credentials.principal as { type?: string }).type === 'user';
  return {
    ...catalog,
    async getEntityByRef(ref, options) {
      const entity = await catalog.getEntityByRef(ref, options);
      return isPerson(options) ? shown(entity) : entity;
    },
    async getEntitiesByRefs(asked, options) {
      const { items } = await catalog.getEntitiesByRefs(asked, options);
      if (!isPerson(options)) return { items };
      return {
        items: items.map((item, index) =>
          hidden.includes(asked.entityRefs[index]) ? undefined : item,
        ),
      };
    },
    streamEntities: (...asked) => catalog.streamEntities(...asked),
    async queryEntities(asked, options) {
      const answer = await catalog.queryEntities(asked, options);
      return isPerson(options)
        ? { ...answer, items: answer.items.filter(shown) }
        : answer;
    },
  };
}

/** A source that nothing is read from, at which people are known by their login. */
const fakeModule = (secret: string | undefined) =>
  createBackendModule({
    pluginId: 'engineering-insights',
    moduleId: 'fake',
    register(env) {
      env.registerInit({
        deps: { connectors: engineeringInsightsConnectorsExtensionPoint },
        async init({ connectors }) {
          connectors.addConnector({
            ...createFakeConnector({
              url: 'http://fake.invalid',
              secret,
              // What webhooks tell is taken, whatever entities name.
              ...(secret && { organizationScopes: () => [] }),
            }),
            identitiesOf(user) {
              const login =
                user.metadata.annotations?.['github.com/user-login'];
              return login ? [{ source: 'fake', login }] : [];
            },
          });
        },
      });
    },
  });

export async function startPortal(options: {
  readonly knex: Knex;
  readonly entities: Entity[];
  /** Refs that people do not see. */
  readonly hidden?: readonly string[];
  readonly config?: JsonObject;
  /** Of the webhooks of the source that nothing is read from; it takes none where absent. */
  readonly webhookSecret?: string;
}): Promise<Portal> {
  const { knex, entities, hidden = [], config = {} } = options;
  const backend = await startTestBackend({
    features: [
      engineeringInsightsPlugin,
      fakeModule(options.webhookSecret),
      mockServices.rootConfig.factory({ data: config }),
      mockServices.permissions.factory({ result: AuthorizeResult.ALLOW }),
      mockServices.database.factory({ knex }),
      mockServices.scheduler.factory({
        includeInitialDelayedTasksOnStartup: true,
      }),
      createServiceFactory({
        service: catalogServiceRef,
        deps: {},
        factory: () => hideFromPeople(catalogServiceMock({ entities }), hidden),
      }),
    ],
  });
  const as = (sent: request.Test, authorization?: string) =>
    sent.set('authorization', authorization ?? mockCredentials.user.header());
  const portal: Portal = {
    server: backend.server,
    port: backend.server.port(),
    stop: () => backend.stop(),
    query: async (query, { variables, authorization } = {}) =>
      as(request(backend.server).post(`${BASE}/graphql`), authorization).send({
        query,
        variables,
      }),
    read: async (query, asked) => {
      const { body } = await portal.query(query, asked);
      expect(body.errors).toBeUndefined();
      return body.data;
    },
    get: async path => as(request(backend.server).get(`${BASE}${path}`)),
    async send(facts) {
      const { body } = await as(
        request(backend.server).post(`${BASE}/v1/events`),
        mockCredentials.service.header(),
      ).send(facts);
      expect(body).toMatchObject({ written: facts.facts.length, invalid: [] });
    },
    async waitFor(read) {
      const deadline = Date.now() + 30_000;
      for (;;) {
        const value = await read();
        if (value !== undefined) return value;
        if (Date.now() > deadline) {
          throw new Error('What was waited for did not come in 30 seconds.');
        }
        await new Promise(resolve => setTimeout(resolve, 100));
      }
    },
  };
  return portal;
}
