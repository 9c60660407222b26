import { testDatabase } from '../database/testDatabase';
import { prepareInstallation } from './__testUtils__/prepareInstallation';
import { retainPayloads } from './retainPayloads';

jest.setTimeout(60_000);

const databases = testDatabase();

it('makes partitions ahead, moves into them what was there, and drops what is past the retention', async () => {
  const knex = await databases.create();
  const [scopeId] = await prepareInstallation({
    knex,
    scopes: ['acme/payments'],
  });
  const store = (externalId: string, observedAt: string) =>
    knex('payloads').insert({
      scope_id: scopeId,
      stream: 'deployments',
      external_id: externalId,
      observed_at: observedAt,
      body: '{}',
      body_hash: externalId,
    });
  const listPartitions = async () => {
    const { rows } = await knex.raw(
      `select tableoid::regclass::text as partition, external_id from payloads order by external_id`,
    );
    return rows.map(
      (row: { partition: string; external_id: string }) =>
        `${row.external_id} ${row.partition}`,
    );
  };
  const delivery = (key: string, processedAt: string | null) => ({
    source: 'fake',
    origin: '',
    delivery_key: key,
    headers: '{}',
    body: '{}',
    received_at: '2026-03-10T00:00:00Z',
    processed_at: processedAt,
  });
  await store('before any partition', '2026-03-01T00:00:00Z');
  await knex('webhook_deliveries').insert([
    delivery('processed', '2026-03-10T00:00:01Z'),
    delivery('waiting', null),
  ]);

  expect(await retainPayloads({ knex, now: '2026-03-15T12:00:00Z' })).toEqual({
    addedCount: 3,
    droppedCount: 0,
    deletedCount: 0,
  });
  await store('in april', '2026-04-30T23:59:59Z');
  expect(await listPartitions()).toEqual([
    'before any partition payloads_2026_03',
    'in april payloads_2026_04',
  ]);

  // March is over for 29 days, then for 30.
  expect(
    await retainPayloads({ knex, now: '2026-04-30T00:00:00Z' }),
  ).toMatchObject({ addedCount: 1, droppedCount: 0 });
  expect(
    await retainPayloads({ knex, now: '2026-05-01T00:00:00Z' }),
  ).toMatchObject({ addedCount: 1, droppedCount: 1 });
  expect(await listPartitions()).toEqual(['in april payloads_2026_04']);
  expect(await knex('webhook_deliveries').pluck('delivery_key')).toEqual([
    'waiting',
  ]);
  expect(await retainPayloads({ knex, now: '2026-05-01T00:00:00Z' })).toEqual({
    addedCount: 0,
    droppedCount: 0,
    deletedCount: 0,
  });
});

it('keeps what has no partition for as long', async () => {
  const knex = await databases.create();
  const [scopeId] = await prepareInstallation({
    knex,
    scopes: ['acme/payments'],
  });
  const row = {
    scope_id: scopeId,
    stream: 'deployments',
    body: '{}',
    body_hash: '',
  };
  await knex('payloads').insert([
    { ...row, external_id: 'old', observed_at: '2026-01-30T00:00:00Z' },
    { ...row, external_id: 'young', observed_at: '2026-02-20T00:00:00Z' },
  ]);
  expect(
    await retainPayloads({
      knex,
      retentionDays: 30,
      now: '2026-03-02T00:00:00Z',
    }),
  ).toMatchObject({ deletedCount: 1 });
  expect(await knex('payloads').pluck('external_id')).toEqual(['young']);
});
