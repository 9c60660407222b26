import type { StreamState } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { testDatabase } from '../database/testDatabase';
import { listStreamStates } from '../database/operations/ingestion/listStreamStates';
import { createFakeConnector } from './__testUtils__/createFakeConnector';
import { prepareInstallation } from './__testUtils__/prepareInstallation';
import { createContext } from './__testUtils__/startEngine';
import { listReadableStreams } from './listReadableStreams';
import { summarizeSources } from './summarizeSources';

const databases = testDatabase();
const ORIGIN = 'https://fake.example.com';
const NOW = '2026-03-31T12:00:00.000Z';
const STALE_BEFORE = '2026-03-31T06:00:00.000Z';
const CURRENT = {
  covered_from: '2025-10-01T00:00:00Z',
  covered_to: '2026-03-31T11:55:00Z',
  last_success_at: '2026-03-31T11:55:00Z',
  is_history_done: true,
  due_at: '2026-03-31T12:05:00Z',
};

function contextOf(knex: Knex, secret?: string) {
  return createContext({
    knex,
    connectors: [createFakeConnector({ url: 'http://localhost', secret })],
  });
}

async function summaryOf(knex: Knex, secret?: string) {
  const { connectors, settings } = contextOf(knex, secret);
  const { sources } = await summarizeSources({
    knex,
    connectors,
    settings,
    staleBefore: STALE_BEFORE,
    now: NOW,
  });
  return sources[0];
}

function list(
  knex: Knex,
  question: Partial<Parameters<typeof listStreamStates>[0]> = {},
) {
  return listStreamStates({
    knex,
    readable: listReadableStreams(contextOf(knex)),
    staleBefore: STALE_BEFORE,
    limit: 100,
    offset: 0,
    ...question,
  });
}

function errorOf(name: string, message: string, at = '2026-03-31T11:00:00Z') {
  return { last_error: JSON.stringify({ name, message, at }) };
}

/** A stream in each state, the commits of eight scopes. */
async function createStates(knex: Knex): Promise<void> {
  const scopeIds = await prepareInstallation({
    knex,
    scopes: [1, 2, 3, 4, 5, 6, 7, 8].map(number => `acme/s${number}`),
  });
  const refused = (scope: string) =>
    errorOf(
      'NotAllowedError',
      `Fake does not allow reading commits of ${scope}. Grant the permission.`,
      `2026-03-31T11:00:0${scope.slice(-1)}Z`,
    );
  const rows = [
    { ...CURRENT },
    { ...CURRENT, covered_to: '2026-03-30T11:00:00Z' },
    { ...CURRENT, is_history_done: false },
    { is_history_done: false },
    { ...CURRENT, ...errorOf('RateLimitError', 'Fake asks to wait 37 s.') },
    { ...CURRENT, ...refused('acme/s6') },
    { ...CURRENT, ...refused('acme/s7') },
    {
      ...CURRENT,
      failure_count: 3,
      ...errorOf('ServiceUnavailableError', 'Fake cannot be reached.'),
    },
  ];
  await knex('streams').insert(
    rows.map((row, index) => ({
      scope_id: scopeIds[index],
      name: 'commits',
      ...row,
    })),
  );
}

it('adds up the streams of a source by the state that each is in', async () => {
  const knex = await databases.create();
  await createStates(knex);
  const source = await summaryOf(knex);
  expect(source).toMatchObject({
    scopeCount: 8,
    goneScopeCount: 0,
    streamCounts: {
      current: 1,
      stale: 1,
      collecting: 2,
      waiting: 1,
      refused: 2,
      failing: 1,
      unused: 0,
    },
    lastSuccessAt: '2026-03-31T11:55:00.000Z',
    coveredTo: {
      median: '2026-03-31T11:55:00.000Z',
      oldest: '2026-03-30T11:00:00.000Z',
    },
    collection: { doneStreamCount: 4, totalStreamCount: 6 },
  });
  expect(source.collection).not.toHaveProperty('secondsLeft');
  expect(source.errors).toEqual([
    {
      name: 'NotAllowedError',
      message:
        'Fake does not allow reading commits of acme/s7. Grant the permission.',
      streamCount: 2,
      scopeCount: 2,
      lastAt: '2026-03-31T11:00:07Z',
      retryAt: '2026-03-31T12:05:00.000Z',
    },
    expect.objectContaining({ name: 'RateLimitError', streamCount: 1 }),
    expect.objectContaining({ name: 'ServiceUnavailableError' }),
  ]);
});

it('lists those that need someone first, and finds them by state and by text', async () => {
  const knex = await databases.create();
  await createStates(knex);
  const { items, totalCount } = await list(knex);
  expect(totalCount).toBe(8);
  expect(items.map(({ scope, state }) => [scope, state])).toEqual([
    ['acme/s8', 'failing'],
    ['acme/s6', 'refused'],
    ['acme/s7', 'refused'],
    ['acme/s5', 'waiting'],
    ['acme/s3', 'collecting'],
    ['acme/s4', 'collecting'],
    ['acme/s2', 'stale'],
    ['acme/s1', 'current'],
  ]);
  const scopesOf = async (question: { state?: StreamState; text?: string }) =>
    (await list(knex, question)).items.map(({ scope }) => scope);
  expect(await scopesOf({ state: 'refused' })).toEqual(['acme/s6', 'acme/s7']);
  expect(await scopesOf({ text: 'CANNOT BE' })).toEqual(['acme/s8']);
  expect(await scopesOf({ text: '_s' })).toEqual([]);
  expect(await list(knex, { source: 'other' })).toEqual({
    items: [],
    totalCount: 0,
  });
  expect(await list(knex, { offset: 100 })).toEqual({
    items: [],
    totalCount: 8,
  });
  expect(items[4]).toMatchObject({ isStale: false, isHistoryDone: false });
  expect(items[5]).not.toHaveProperty('coveredTo');
});

it('sets apart what no entity names any more', async () => {
  const knex = await databases.create();
  await createStates(knex);
  await knex('entities').where({ id: 8 }).update({ removed_at: NOW });
  const source = await summaryOf(knex);
  expect(source.streamCounts).toMatchObject({ failing: 0, unused: 1 });
  expect(source.scopeCount).toBe(7);
  expect(source.errors.map(({ name }) => name)).not.toContain(
    'ServiceUnavailableError',
  );
});

it('estimates the rest of the first collection by how fast histories were read since it began', async () => {
  const knex = await databases.create();
  await createStates(knex);
  const [first] = await knex('streams').orderBy('id').limit(1).pluck('id');
  const run = { direction: 'history', outcome: 'success', read_count: 10 };
  await knex('stream_runs').insert([
    { ...run, stream_id: first + 2, started_at: '2026-03-31T11:00:00Z' },
    {
      ...run,
      stream_id: first,
      started_at: '2026-03-31T11:01:00Z',
      finished_at: '2026-03-31T11:30:00Z',
    },
    // Of an earlier collection, which says nothing of this one.
    {
      ...run,
      stream_id: first + 1,
      started_at: '2025-03-31T11:01:00Z',
      finished_at: '2025-03-31T11:30:00Z',
    },
  ]);
  const source = await summaryOf(knex);
  expect(source.collection).toEqual({
    doneStreamCount: 4,
    totalStreamCount: 6,
    secondsLeft: 2 * 3_600,
  });
  expect(source.counters).toMatchObject({ read: 30 });
});

it('tells budgets by owner, and none where the source never told one', async () => {
  const knex = await databases.create();
  expect((await summaryOf(knex)).budgets).toEqual([]);
  await knex('budgets').insert({
    source: 'fake',
    origin: ORIGIN,
    credential: 'app of acme',
    scope_prefix: 'acme/',
    limit: 5_000,
    remaining: 1_200,
    resets_at: '2026-03-31T12:30:00Z',
  });
  expect((await summaryOf(knex)).budgets).toEqual([
    {
      credential: 'app of acme',
      scopePrefix: 'acme/',
      limit: 5_000,
      remaining: 1_200,
      reserve: 2_500,
      resetsAt: '2026-03-31T12:30:00.000Z',
    },
  ]);
});

it('counts webhooks by what became of them, and how deep the inbox is', async () => {
  const knex = await databases.create();
  expect(await summaryOf(knex)).not.toHaveProperty('webhooks');
  const delivery = {
    source: 'fake',
    origin: ORIGIN,
    headers: '{}',
    body: '{}',
    received_at: '2026-03-31T11:00:00Z',
  };
  await knex('webhook_deliveries').insert([
    { ...delivery, delivery_key: '1', processed_at: NOW },
    { ...delivery, delivery_key: '2' },
    { ...delivery, delivery_key: '3', due_at: 'infinity' },
  ]);
  await knex('webhook_counters').insert(
    [
      ['badSignature', 4],
      ['unknownScope', 7],
      ['duplicate', 2],
    ].map(([reason, count]) => ({
      source: 'fake',
      origin: ORIGIN,
      reason,
      count,
    })),
  );
  expect((await summaryOf(knex, 'shared')).webhooks).toEqual({
    isOpen: true,
    storedCount: 3,
    pendingCount: 1,
    pendingSince: '2026-03-31T11:00:00.000Z',
    failedCount: 1,
    notStored: { badSignature: 4, unknownScope: 7, duplicate: 2, notRead: 0 },
    badSignatureOfAnyCount: 0,
  });
});

it('answers of ten thousand streams a page at a time', async () => {
  const knex = await databases.create();
  await prepareInstallation({ knex, scopes: ['acme/first'] });
  await knex.raw(`
    insert into scopes (source, origin, external_id, title)
    select 'fake', '${ORIGIN}', 'acme/r' || n, 'acme/r' || n
    from generate_series(1, 4999) as n`);
  await knex.raw(`
    insert into entity_scopes (entity_id, scope_id, bound_by)
    select 1, id, 'catalog' from scopes
    where external_id <> 'acme/first'`);
  await knex.raw(
    `insert into streams (scope_id, name, covered_from, covered_to, is_history_done, last_error)
    select scopes.id, name, :at, :at, true,
      case when scopes.id % 10 = 0 then jsonb_build_object(
        'name', 'ServiceUnavailableError', 'at', :at::text,
        'message', 'Fake cannot be reached: ' || external_id) end
    from scopes, (values ('commits'), ('deployments')) as list (name)`,
    { at: '2026-03-31T11:55:00Z' },
  );
  await knex.raw(`
    insert into stream_runs (stream_id, direction, started_at, outcome, read_count)
    select streams.id, 'live', now(), 'success', 3
    from streams, generate_series(1, 10)`);
  await knex.raw('analyze');
  const summary = await summaryOf(knex);
  expect(summary.streamCounts).toMatchObject({
    failing: 1_000,
    current: 9_000,
  });
  expect(summary.errors).toMatchObject([
    { streamCount: 1_000, scopeCount: 500 },
  ]);
  const page = await list(knex, { limit: 50, offset: 5_000 });
  expect(page.totalCount).toBe(10_000);
  expect(page.items).toHaveLength(50);
  const found = await list(knex, { text: 'r4711' });
  expect(found.totalCount).toBe(2);
});
