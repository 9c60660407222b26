import { mockServices } from '@backstage/backend-test-utils';
import type { ScopeRef } from '@sei-platform/plugin-engineering-insights-node';
import { addStreams } from '../database/operations/ingestion/addStreams';
import { testDatabase } from '../database/testDatabase';
import { createFakeConnector } from './__testUtils__/createFakeConnector';
import { createItems } from './__testUtils__/createItems';
import { FakeSource } from './__testUtils__/FakeSource';
import { prepareInstallation } from './__testUtils__/prepareInstallation';
import { runDueStreams } from './__testUtils__/runDueStreams';
import { createContext } from './__testUtils__/startEngine';
import { listReadableStreams } from './listReadableStreams';
import { skipUnchanged } from './skipUnchanged';

jest.setTimeout(60_000);

const databases = testDatabase();
const SCOPES = ['acme/a', 'acme/b', 'acme/c', 'acme/d'];

describe('skipUnchanged', () => {
  let source: FakeSource;
  beforeEach(async () => {
    source = await FakeSource.start();
  });
  afterEach(() => source.stop());

  async function prepare() {
    const knex = await databases.create();
    await prepareInstallation({ knex, scopes: SCOPES });
    const now = Date.now();
    source.items.push(
      ...SCOPES.flatMap(scope => createItems({ scope, count: 3, now })),
    );
    const connector = createFakeConnector({
      url: source.url,
      isAskingForChanges: true,
    });
    const context = createContext({
      knex,
      connectors: [connector],
      logger: mockServices.logger.mock(),
    });
    await runDueStreams(context);
    const longAgo = knex.raw(`now() - interval '10 minutes'`);
    await knex('streams').update({
      due_at: knex.fn.now(),
      covered_to: longAgo,
      last_success_at: longAgo,
    });
    source.requests.length = 0;
    const ask = (exceptIds: readonly number[] = []) =>
      skipUnchanged({
        context,
        connector,
        streams: listReadableStreams(context),
        exceptIds,
        replicaId: 'replica',
        signal: new AbortController().signal,
      });
    return { knex, ask };
  }

  it('reads of eight due streams the one that changed, after one question', async () => {
    const { knex, ask } = await prepare();
    source.items.push({
      id: 'new',
      scope: 'acme/b',
      stream: 'commits',
      updatedAt: new Date().toISOString(),
    });
    const changedIds = await ask();
    expect(source.requests.map(url => url.pathname)).toEqual(['/changes']);
    const changed = await knex('streams')
      .whereIn('streams.id', changedIds)
      .join('scopes', 'scopes.id', 'scope_id');
    expect(changed).toMatchObject([
      { name: 'commits', external_id: 'acme/b', leased_by: null },
    ]);
    const unchanged = await knex('streams').whereNotIn('id', changedIds);
    expect(unchanged).toHaveLength(7);
    for (const stream of unchanged) {
      expect(stream.leased_by).toBeNull();
      expect(Date.now() - stream.covered_to.getTime()).toBeLessThan(10_000);
      expect(Date.now() - stream.last_success_at.getTime()).toBeLessThan(
        10_000,
      );
      expect(stream.due_at.getTime()).toBeGreaterThan(Date.now() + 200_000);
    }
    expect(changed[0].covered_to.getTime()).toBeLessThan(Date.now() - 500_000);
    expect(await ask(changedIds)).toEqual([]);
    expect(source.requests).toHaveLength(1);
  });

  it('reads all where the source does not say what changed', async () => {
    const { knex, ask } = await prepare();
    source.intercept = () => ({ status: 503 });
    expect(await ask()).toHaveLength(8);
    expect(
      await knex('streams')
        .whereNull('leased_by')
        .where('due_at', '<=', knex.fn.now()),
    ).toHaveLength(8);
  });

  it('asks about no stream that was not yet read to its end', async () => {
    const { knex, ask } = await prepare();
    await knex('streams').update({ is_history_done: false });
    expect(await ask()).toEqual([]);
    expect(source.requests).toEqual([]);
  });

  it('asks once about each scope, however its streams became due', async () => {
    const count = 300;
    const knex = await databases.create();
    const scopes = Array.from(
      { length: count },
      (_, index) => `acme/r${index}`,
    );
    await prepareInstallation({ knex, scopes });
    const asked: string[][] = [];
    const connector = {
      ...createFakeConnector({ url: source.url }),
      changedScopes: async (options: { scopes: readonly ScopeRef[] }) => {
        asked.push(options.scopes.map(({ externalId }) => externalId));
        return [];
      },
    };
    const context = createContext({
      knex,
      connectors: [connector],
      logger: mockServices.logger.mock(),
    });
    const streams = listReadableStreams(context);
    await addStreams({ knex, streams });
    const settle = {
      is_history_done: true,
      covered_from: knex.fn.now(),
      covered_to: knex.fn.now(),
    };
    // Each at a time of its own within half an interval, as their last readings ended.
    const due = knex.raw(`now() - make_interval(secs => id % 150)`);
    const total = await knex('streams').update({ ...settle, due_at: due });
    expect(total).toBe(count * 2);
    const round = async () => {
      asked.length = 0;
      const ask = () =>
        skipUnchanged({
          context,
          connector,
          streams,
          exceptIds: [],
          replicaId: 'replica',
          signal: new AbortController().signal,
        });
      for (let before = -1; before !== asked.length; ) {
        before = asked.length;
        await ask();
      }
      return asked.flat();
    };
    expect(new Set(await round()).size).toBe(count);
    const [{ apart }] = await knex('streams').select(
      knex.raw(
        `cast(extract(epoch from max(due_at) - min(due_at)) as integer) as apart`,
      ),
    );
    expect(apart).toBeLessThan(30);
    // When the first few are due again, the others are taken along.
    const five = knex('streams').orderBy('id', 'desc').limit(5).select('id');
    await knex('streams').update({
      due_at: knex.raw(`now() + interval '2 minutes'`),
    });
    await knex('streams').whereIn('id', five).update({ due_at: knex.fn.now() });
    const again = await round();
    expect(new Set(again).size).toBe(count);
    expect(again.length).toBe(count);
  });
});
