import { testDatabase } from '../database/testDatabase';
import { createFakeConnector } from './__testUtils__/createFakeConnector';
import { createItems } from './__testUtils__/createItems';
import { dumpTables } from './__testUtils__/dumpTables';
import { FakeSource } from './__testUtils__/FakeSource';
import { prepareInstallation } from './__testUtils__/prepareInstallation';
import { startEngine } from './__testUtils__/startEngine';
import { isAllRead, waitUntil } from './__testUtils__/waitUntil';

jest.setTimeout(60_000);

const databases = testDatabase();
const SCOPES = ['acme/payments', 'acme/search', 'acme/web'];

describe('IngestionEngine', () => {
  let source: FakeSource;

  beforeEach(async () => {
    source = await FakeSource.start();
    const now = Date.now();
    source.items.push(
      ...SCOPES.flatMap(scope => createItems({ scope, count: 23, now })),
    );
  });
  afterEach(() => source.stop());

  async function readUndisturbed() {
    const knex = await databases.create();
    await prepareInstallation({ knex, scopes: SCOPES });
    const engine = startEngine({
      knex,
      connectors: [createFakeConnector({ url: source.url })],
    });
    await waitUntil('all is read', () => isAllRead(knex, 6));
    await engine.stop();
    return knex;
  }

  it('reads every item once, live and history, and leaves nothing leased', async () => {
    const knex = await readUndisturbed();
    const dump = await dumpTables(knex);
    expect(dump.source_deployments).toHaveLength(3 * 24);
    expect(dump.commits).toHaveLength(3 * 24);
    expect(dump.payloads).toHaveLength(6 * 24);
    expect(JSON.stringify(dump.payloads)).not.toContain('@example.com');
    const [stream] = await knex('streams').limit(1);
    expect(stream).toMatchObject({
      leased_by: null,
      failure_count: 0,
      last_error: null,
    });
    const days = (Date.now() - stream.covered_from.getTime()) / 86_400_000;
    expect(days).toBeCloseTo(180, 1);
    expect(Date.now() - stream.covered_to.getTime()).toBeLessThan(30_000);
    expect(stream.due_at.getTime()).toBeGreaterThan(Date.now() + 200_000);
  });

  it('keeps no source waiting while another one does not say what changed', async () => {
    const knex = await databases.create();
    const silent = 'https://silent.example.com';
    await prepareInstallation({ knex, scopes: SCOPES });
    await prepareInstallation({ knex, scopes: SCOPES, origin: silent });
    let askedCount = 0;
    const connectors = [
      {
        ...createFakeConnector({ url: source.url, origin: silent }),
        changedScopes: ({ signal }: { signal: AbortSignal }) => {
          askedCount += 1;
          return new Promise<never>((_, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason));
          });
        },
      },
      createFakeConnector({ url: source.url }),
    ];
    const engine = startEngine({ knex, connectors });
    await waitUntil('all is read', () => isAllRead(knex, 12));
    await knex('streams').update({ due_at: knex.fn.now() });
    await waitUntil('the silent one is asked', async () => askedCount > 0);
    const [{ now }] = (await knex.raw('select now()')).rows;
    await knex('streams').update({ due_at: now });
    await waitUntil('the other one is read', async () => {
      const [{ count }] = await knex('streams')
        .join('scopes', 'scopes.id', 'streams.scope_id')
        .where('scopes.origin', '<>', silent)
        .where('streams.covered_to', '>', now)
        .count();
      return count === '6';
    });
    expect(askedCount).toBe(1);
    await engine.stop();
    await expect(
      knex('streams').whereNotNull('leased_by').count(),
    ).resolves.toEqual([{ count: '0' }]);
  });

  it('ends the same however often it is stopped or fails between and inside pages', async () => {
    const expected = await dumpTables(await readUndisturbed());
    const knex = await databases.create();
    await prepareInstallation({ knex, scopes: SCOPES });
    const connectors = [createFakeConnector({ url: source.url })];
    source.delayMs = () => Math.random() * 15;
    source.intercept = () =>
      Math.random() < 0.2 ? { status: 500, message: 'random' } : undefined;
    for (let round = 0; round < 60; round += 1) {
      const engine = startEngine({
        knex,
        connectors,
        settings: { pagesPerBurst: 2 },
      });
      await new Promise(resolve => {
        setTimeout(resolve, Math.random() * 60);
      });
      await engine.stop();
      await knex('streams').update({ due_at: knex.fn.now() });
    }
    source.intercept = () => undefined;
    await knex('streams').update({ last_success_at: null });
    const last = startEngine({ knex, connectors });
    await waitUntil('all is read', () => isAllRead(knex, 6));
    await last.stop();
    expect(await dumpTables(knex)).toEqual(expected);
  });

  it('ends the same with two engines on one database', async () => {
    const expected = await dumpTables(await readUndisturbed());
    const knex = await databases.create();
    await prepareInstallation({ knex, scopes: SCOPES });
    const connectors = [createFakeConnector({ url: source.url })];
    source.delayMs = () => Math.random() * 10;
    const engines = [1, 2].map(() =>
      startEngine({ knex, connectors, settings: { pagesPerBurst: 1 } }),
    );
    await waitUntil('all is read', () => isAllRead(knex, 6));
    await Promise.all(engines.map(engine => engine.stop()));
    expect(await dumpTables(knex)).toEqual(expected);
  });

  it('takes over the streams of a dead replica when its lease ends', async () => {
    const knex = await databases.create();
    await prepareInstallation({ knex, scopes: ['acme/payments'] });
    const connectors = [createFakeConnector({ url: source.url })];
    const [{ scope_id: scopeId }] = await knex('entity_scopes');
    await knex('streams').insert({
      scope_id: scopeId,
      name: 'deployments',
      leased_by: 'dead',
      leased_until: knex.raw(`now() + interval '1.5 seconds'`),
    });
    const engine = startEngine({ knex, connectors });
    await waitUntil('the commits are read', () => isAllRead(knex, 1));
    expect(await knex('source_deployments')).toHaveLength(0);
    await waitUntil('the deployments are read as well', () =>
      isAllRead(knex, 2),
    );
    await engine.stop();
    expect(await knex('source_deployments')).toHaveLength(24);
  });

  it('goes on after the connections to the database were lost', async () => {
    const knex = await databases.create();
    await prepareInstallation({ knex, scopes: SCOPES });
    source.delayMs = () => 20;
    const engine = startEngine({
      knex,
      connectors: [createFakeConnector({ url: source.url })],
      settings: { leaseSeconds: 1 },
    });
    await waitUntil(
      'something is read',
      async () => (await knex('payloads')).length > 20,
    );
    await knex
      .raw(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()`,
      )
      .catch(() => undefined);
    await waitUntil('the rest is read', async () => {
      try {
        // What failed by the loss is not waited for.
        await knex('streams')
          .where('failure_count', '>', 0)
          .update({ due_at: knex.fn.now() });
        return await isAllRead(knex, 6);
      } catch {
        return false;
      }
    });
    await engine.stop();
    expect(await knex('payloads')).toHaveLength(6 * 24);
  });
});
