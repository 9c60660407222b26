import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  coreServices,
  createServiceFactory,
  type BackendFeature,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import type { JsonObject } from '@backstage/types';
import engineeringInsightsPlugin from '@sei-platform/plugin-engineering-insights-backend';
import githubModule from '@sei-platform/plugin-engineering-insights-backend-module-github';
import type {
  DoraAnswer,
  SourcesAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import request from 'supertest';
import { createDatabaseService } from './createDatabaseService';
import type { PortalDatabases } from './portalDatabases';
import { RecordingLogger, type LogLine } from './RecordingLogger';
import { waitUntil } from './waitUntil';

const API = '/api/engineering-insights';
const authorization = mockCredentials.user.header();

export interface Portal {
  /** Where it listens. */
  readonly url: string;
  readonly log: readonly LogLine[];
  get(path: string): request.Test;
  post(path: string): request.Test;
  /** What Engineering Insights says of a component in a window. */
  dora(name: string, window?: string): Promise<DoraAnswer>;
  sources(): Promise<SourcesAnswer['sources']>;
  /** Has the catalog read other entities of the same names, and waits until it shows them. */
  changeCatalog(entities: readonly JsonObject[]): Promise<void>;
  /** Compares the catalog with what is read, as the scheduler does every two minutes. */
  bind(): Promise<void>;
  /** Finds the scopes that no entity needs to name, as the scheduler does at each polling. */
  discover(): Promise<void>;
  stop(): Promise<void>;
}

async function writeCatalog(entities: readonly JsonObject[]) {
  const folder = await mkdtemp(join(tmpdir(), 'catalog-'));
  const file = join(folder, 'catalog.yaml');
  const write = (others: readonly JsonObject[]) =>
    writeFile(
      file,
      // JSON is YAML.
      others.map(each => JSON.stringify(each)).join('\n---\n'),
    );
  await write(entities);
  return { file, write, remove: () => rm(folder, { recursive: true }) };
}

/** Each annotation that an entity is to have stands in the catalog, and no other of ours. */
function hasAnnotations(shown: JsonObject, wanted: JsonObject): boolean {
  const own = ({ metadata }: JsonObject) =>
    Object.entries(
      ((metadata as JsonObject).annotations ?? {}) as JsonObject,
    ).filter(([key]) => key.startsWith('engineering-insights/'));
  const sorted = (entity: JsonObject) => JSON.stringify(own(entity).sort());
  return sorted(shown) === sorted(wanted);
}

/**
 * Starts a portal of the real catalog, the real plugin and the real GitHub
 * module. It returns once every entity is in the catalog; nothing is read
 * before `bind`.
 */
export async function startPortal(options: {
  databases: PortalDatabases;
  entities: readonly JsonObject[];
  config: JsonObject;
  /** Of Engineering Insights, in place of the Postgres of the portal. */
  ownDatabase?: JsonObject;
  features?: readonly BackendFeature[];
}): Promise<Portal> {
  const { databases, entities, config, ownDatabase, features = [] } = options;
  const logger = new RecordingLogger();
  const scheduler = mockServices.scheduler();
  const database = createDatabaseService();
  const catalog = await writeCatalog(entities);
  const backend = await startTestBackend({
    features: [
      catalogPlugin,
      engineeringInsightsPlugin,
      githubModule,
      database.factory,
      createServiceFactory({
        service: coreServices.scheduler,
        deps: {},
        factory: () => scheduler,
      }),
      createServiceFactory({
        service: coreServices.rootLogger,
        deps: {},
        factory: () => logger,
      }),
      mockServices.rootConfig.factory({
        data: {
          ...config,
          backend: {
            ...(config.backend as JsonObject | undefined),
            baseUrl: 'http://127.0.0.1',
            database: {
              ...databases.config,
              ...(ownDatabase && {
                plugin: { 'engineering-insights': ownDatabase },
              }),
            },
          },
          catalog: {
            rules: [
              { allow: ['Component', 'System', 'Domain', 'Group', 'User'] },
            ],
            locations: [{ type: 'file', target: catalog.file }],
          },
        },
      }),
      ...features,
    ],
  });
  const get = (path: string) =>
    request(backend.server).get(path).set('authorization', authorization);
  const portal: Portal = {
    url: `http://127.0.0.1:${backend.server.port()}`,
    log: logger.lines,
    get,
    post: (path: string) =>
      request(backend.server).post(path).set('authorization', authorization),
    async dora(name, window = 'from=2025-12-01&to=2026-03-01') {
      const path = `/v1/analytics/dora/component/default/${name}?${window}`;
      const { body } = await get(`${API}${path}`).expect(200);
      return body;
    },
    async sources() {
      const { body } = await get(`${API}/v1/sources`).expect(200);
      return body.sources;
    },
    async changeCatalog(others) {
      await catalog.write(others);
      for (const { metadata } of others) {
        const ref = `component:default/${(metadata as JsonObject).name}`;
        await portal
          .post('/api/catalog/refresh')
          .send({ entityRef: ref })
          .expect(200);
      }
      await waitUntil('the catalog shows what changed', async () => {
        const { body } = await get(
          '/api/catalog/entities?filter=kind=component',
        );
        return others.every(wanted =>
          body.some(
            (shown: JsonObject) =>
              (shown.metadata as JsonObject).name ===
                (wanted.metadata as JsonObject).name &&
              hasAnnotations(shown, wanted),
          ),
        );
      });
    },
    bind: () => scheduler.triggerTask('engineering-insights-bind'),
    discover: () => scheduler.triggerTask('engineering-insights-discover'),
    async stop() {
      await backend.stop();
      await database.close();
      await catalog.remove();
    },
  };
  await waitUntil('the catalog has every entity', async () => {
    const { body } = await get('/api/catalog/entities?filter=kind=component');
    return (
      body.length === entities.filter(({ kind }) => kind === 'Component').length
    );
  });
  return portal;
}
