import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import engineeringInsightsPlugin from '@sei-platform/plugin-engineering-insights-backend';
import request from 'supertest';
import { createDatabaseService } from './__testUtils__/createDatabaseService';
import { portalDatabases } from './__testUtils__/portalDatabases';
import { waitUntil } from './__testUtils__/waitUntil';

jest.setTimeout(400_000);

const EVENTS = '/api/engineering-insights/v1/events';
const TOKEN = 'a-token-of-a-pipeline';
const databases = portalDatabases();

it('lets a token of a pipeline send for an entity, and do nothing else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'catalog-'));
  const file = join(folder, 'catalog.yaml');
  const payments = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'payments' },
    spec: { type: 'service', lifecycle: 'production', owner: 'platform' },
  };
  await writeFile(file, JSON.stringify(payments));
  const database = createDatabaseService();
  const backend = await startTestBackend({
    features: [
      catalogPlugin,
      engineeringInsightsPlugin,
      database.factory,
      authServiceFactory,
      httpAuthServiceFactory,
      permissionsServiceFactory,
      mockServices.rootConfig.factory({
        data: {
          permission: { enabled: true },
          backend: {
            baseUrl: 'http://127.0.0.1',
            database: databases.create().config,
            auth: {
              externalAccess: [
                {
                  type: 'static',
                  options: { token: TOKEN, subject: 'pipelines' },
                  accessRestrictions: [
                    {
                      plugin: 'engineering-insights',
                      permission: 'engineering-insights.event.create',
                    },
                    { plugin: 'catalog' },
                  ],
                },
              ],
            },
          },
          catalog: { locations: [{ type: 'file', target: file }] },
        },
      }),
    ],
  });
  const send = (path: string, token: string) =>
    request(backend.server)
      .post(path)
      .set('authorization', `Bearer ${token}`)
      .send({ entityRef: 'component:default/payments', facts: [] });

  const taken = await waitUntil('the catalog has payments', async () => {
    const answer = await send(EVENTS, TOKEN);
    return answer.status !== 404 && answer;
  });
  expect(taken.body).toEqual({
    written: 0,
    unchanged: 0,
    ignored: [],
    invalid: [],
    notes: [],
  });
  expect((await send(EVENTS, 'another')).status).toBe(401);
  const replay = await send(`${EVENTS}/replay?scope=x`, TOKEN);
  expect(replay.status).toBe(403);
  await backend.stop();
  await database.close();
  await rm(folder, { recursive: true });
});
