import request from 'supertest';
import { testDatabase } from '../database/testDatabase';
import { Seed } from '../engine/__testUtils__/seed';
import { createFakeConnector } from '../ingestion/__testUtils__/createFakeConnector';
import { createItems } from '../ingestion/__testUtils__/createItems';
import { FakeSource } from '../ingestion/__testUtils__/FakeSource';
import { prepareInstallation } from '../ingestion/__testUtils__/prepareInstallation';
import { runDueStreams } from '../ingestion/__testUtils__/runDueStreams';
import { createContext } from '../ingestion/__testUtils__/startEngine';
import { catalogOf } from './__testUtils__/catalogOf';
import { createTestApi } from './__testUtils__/createTestApi';
import type { TestServiceOptions } from './__testUtils__/createTestService';

const databases = testDatabase();
const NOW = '2026-03-31T12:00:00.000Z';

function startApi({
  refs = [],
  ...options
}: Omit<TestServiceOptions, 'catalog' | 'now'> & {
  /** What the caller's catalog shows. */
  refs?: readonly string[];
}) {
  return createTestApi({ ...options, catalog: catalogOf(refs), now: NOW });
}

describe('what operators do', () => {
  it('audits a retry and a replay, tells what a replay came to, and refuses both to others', async () => {
    const knex = await databases.create();
    await prepareInstallation({ knex, scopes: ['acme/payments'] });
    const source = await FakeSource.start();
    source.items.push(
      ...createItems({ scope: 'acme/payments', count: 4, now: Date.now() }),
    );
    const connectors = [createFakeConnector({ url: source.url })];
    await runDueStreams(createContext({ knex, connectors }));
    await source.stop();
    const { id } = await knex('streams').where({ name: 'commits' }).first('id');

    const { app, audited } = startApi({ knex, connectors });
    await knex('commits').delete();
    await request(app).post(`/v1/sources/${id}/retry`).expect(204);
    expect(await knex('streams').where({ id }).first('due_at')).toEqual({
      due_at: expect.any(Date),
    });
    const { body } = await request(app)
      .post(`/v1/sources/${id}/replay`)
      .expect(200);
    expect(body).toEqual({ read: 5, written: 5, ignored: 0, invalid: 0 });
    expect(await knex('commits')).toHaveLength(5);
    await request(app).post('/v1/sources/999999/retry').expect(404);
    expect(audited).toEqual([
      ['stream-retry', { streamId: id }, 'succeeded'],
      ['stream-replay', { streamId: id }, 'succeeded'],
      ['stream-retry', { streamId: 999_999 }, 'failed'],
    ]);

    const other = startApi({
      knex,
      connectors,
      denied: ['engineering-insights.source.manage'],
    });
    await request(other.app).get('/v1/sources/summary').expect(200);
    await knex('streams').update({ due_at: '2030-01-01T00:00:00Z' });
    for (const action of ['retry', 'replay']) {
      const refused = await request(other.app)
        .post(`/v1/sources/${id}/${action}`)
        .expect(403);
      expect(refused.body.detail).toContain(
        'engineering-insights.source.manage',
      );
    }
    expect(other.audited).toEqual([
      ['sources-fetch', { queryType: 'summary' }, 'succeeded'],
      ['stream-retry', { streamId: id }, 'failed'],
      ['stream-replay', { streamId: id }, 'failed'],
    ]);
    expect(
      await knex('streams').where('due_at', '<', '2030-01-01T00:00:00Z'),
    ).toEqual([]);
  });

  it.each(['/v1/sources/summary', '/v1/streams'])(
    'keeps %s from those who may not see the sources',
    async path => {
      const { app } = startApi({
        knex: await databases.create(),
        denied: ['engineering-insights.source.read'],
      });
      const { body } = await request(app).get(path).expect(403);
      expect(body.detail).toContain('engineering-insights.source.read');
    },
  );
});

describe('the health of a group', () => {
  it('tells only of services that the caller sees, and how many it left out', async () => {
    const knex = await databases.create();
    const seed = new Seed(knex);
    const groupId = await seed.entity({ name: 'money', kind: 'group' });
    for (const name of ['payments', 'secret']) {
      const entityId = await seed.entity({ name });
      await seed.owns({ parentId: groupId, entityId, relation: 'owner' });
      const derivationId = await seed.derivation({ entityId });
      const scopeId = await seed.scope({
        entityIds: [entityId],
        name: `acme/${name}`,
      });
      await seed.stream({
        scopeId,
        coveredFrom: '2026-01-01T00:00:00Z',
        lastSuccessAt: '2026-03-31T11:00:00Z',
      });
      await seed.stream({
        scopeId,
        name: 'deployments',
        isHistoryDone: false,
        lastError: { name: 'NotAllowedError', message: 'Grant it.' },
      });
      for (const number of [1, 2, 3]) {
        await seed.deployment({
          derivationId,
          scopeId,
          externalId: `d-${number}`,
          finishedAt: '2026-03-20T00:00:00Z',
          sha: number === 1 ? 'abc' : undefined,
        });
      }
    }
    const { app } = startApi({
      knex,
      refs: ['group:default/money', 'component:default/payments'],
    });
    const health = '/v1/entities/group/default/money/health';
    const services = await request(app).get(`${health}/services`).expect(200);
    expect(services.body).toMatchObject({
      entity: { ref: 'group:default/money' },
      hiddenServiceCount: 1,
    });
    expect(services.body.services).toEqual([
      {
        entity: {
          ref: 'component:default/payments',
          kind: 'component',
          title: 'payments',
        },
        fractions: [
          { id: 'deploymentsWithRevision', count: 1, total: 3 },
          { id: 'deploymentsLinkedToPullRequests', count: 0, total: 0 },
          { id: 'incidentsLinked', count: 0, total: 0 },
        ],
        scopeCount: 1,
        streamCount: 2,
        failingStreamCount: 1,
        staleStreamCount: 0,
        lastSyncAt: '2026-03-31T11:00:00.000Z',
      },
    ]);
    const first = await request(app)
      .get(`${health}/deploymentsWithRevision?limit=1`)
      .expect(200);
    expect(first.body).toMatchObject({
      fraction: { count: 1, total: 3 },
      hiddenServiceCount: 1,
      items: [
        {
          service: { ref: 'component:default/payments' },
          sourceTitle: expect.stringMatching(/./),
        },
      ],
      nextCursor: '1',
    });
    const second = await request(app)
      .get(`${health}/deploymentsWithRevision?limit=1&cursor=1`)
      .expect(200);
    expect(second.body.items).toHaveLength(1);
    expect(second.body).not.toHaveProperty('nextCursor');
    await request(app).get(`${health}/somethingElse`).expect(400);
    await request(app)
      .get('/v1/entities/component/default/secret/health/incidentsLinked')
      .expect(404);
  });

  it('asks the database as often for forty services as for two', async () => {
    const queries: number[] = [];
    for (const count of [2, 40]) {
      const knex = await databases.create();
      const seed = new Seed(knex);
      const groupId = await seed.entity({ name: 'money', kind: 'group' });
      const refs = ['group:default/money'];
      for (let index = 0; index < count; index += 1) {
        const entityId = await seed.entity({ name: `service-${index}` });
        refs.push(`component:default/service-${index}`);
        await seed.owns({ parentId: groupId, entityId, relation: 'owner' });
        await seed.scope({ entityIds: [entityId], name: `acme/${index}` });
      }
      const { app } = startApi({ knex, refs });
      let asked = 0;
      knex.on('query', () => {
        asked += 1;
      });
      const { body } = await request(app)
        .get('/v1/entities/group/default/money/health/services')
        .expect(200);
      expect(body.services).toHaveLength(count);
      queries.push(asked);
    }
    expect(queries[1]).toBe(queries[0]);
  });
});
