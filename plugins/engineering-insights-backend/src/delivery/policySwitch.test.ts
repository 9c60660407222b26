import type { Knex } from 'knex';
import { deleteOldDerivations } from '../database/operations/delivery/deleteOldDerivations';
import { testDatabase } from '../database/testDatabase';
import { DeliveryWorld } from './__testUtils__/DeliveryWorld';
import { commit, deployment, hour, incident } from './__testUtils__/facts';

const database = testDatabase();
const scope = 'acme/payments';
const staging = { environments: { production: ['staging'] } };
const facts = [
  commit('a', [], 0),
  commit('b', ['a'], 1),
  commit('c', ['b'], 2),
  deployment('p-1', 'a', 10),
  deployment('s-1', 'b', 12, { environment: 'staging' }),
  deployment('s-2', 'c', 14, { environment: 'staging' }),
  deployment('p-2', 'c', 20),
  incident('i-1', 21, { resolvedAt: hour(22) }),
];

const TABLES = [
  'deployments',
  'rollouts',
  'claim_walks',
  'deployment_commits',
  'deployment_pull_requests',
  'failures',
  'remediations',
  'incident_attributions',
];

/** All rows of a derivation, with their ids. */
async function readRows(
  knex: Knex,
  derivationId: number,
): Promise<Record<string, unknown[]>> {
  const rows: [string, unknown[]][] = [];
  for (const table of TABLES) {
    const own = await knex.raw(
      `select t::text as row from ${table} as t
      where t.derivation_id = :derivationId
      order by t::text`,
      { derivationId },
    );
    rows.push([table, own.rows]);
  }
  return Object.fromEntries(rows);
}

/** The first deployments of the rollouts in force, in one statement as every reader asks. */
async function readInForce(knex: Knex): Promise<string> {
  const { rows } = await knex.raw<{ rows: { names: string }[] }>(
    `select string_agg(split_part(r.rollout_key, ':', 3), ' ' order by r.id) as names
    from entities as e
    join rollouts as r on r.derivation_id = e.derivation_id`,
  );
  return rows[0].names;
}

async function createWorld() {
  const knex = await database.create();
  const world = new DeliveryWorld(knex);
  await world.addEntity({ name: 'payments', scopes: [{ name: scope }] });
  await world.write(scope, facts);
  return { knex, world };
}

const inForce = async (knex: Knex) =>
  (await knex('entities').first('derivation_id')).derivation_id;

it('derives beside the rows of the policy before, and finds them again when it is switched back', async () => {
  const { knex, world } = await createWorld();
  const first = await world.derive('payments');
  const before = await readRows(knex, first.derivationId);
  expect(before.rollouts).toHaveLength(2);
  expect(before.failures).toHaveLength(1);

  const second = await world.derive('payments', { policy: staging });
  expect(second).toMatchObject({ isSwitched: true });
  expect(second.derivationId).not.toBe(first.derivationId);
  expect(await inForce(knex)).toBe(second.derivationId);
  expect(await readRows(knex, first.derivationId)).toEqual(before);
  expect(await readInForce(knex)).toBe('s-1 s-2');

  const back = await world.derive('payments');
  expect(back).toMatchObject({
    isSwitched: true,
    derivationId: first.derivationId,
  });
  expect(await inForce(knex)).toBe(first.derivationId);
  expect(await readRows(knex, first.derivationId)).toEqual(before);
});

it('has what arrived in between when it is switched back', async () => {
  const { knex, world } = await createWorld();
  await world.derive('payments');
  await world.derive('payments', { policy: staging });
  await world.write(scope, [
    commit('d', ['c'], 23),
    deployment('p-3', 'd', 30),
  ]);
  await world.derive('payments', { policy: staging, fromAt: hour(23) });
  await world.derive('payments');
  expect(await readInForce(knex)).toBe('p-1 p-2 p-3');
});

it('is seen by others all at once, when its transaction is over', async () => {
  const { knex, world } = await createWorld();
  await world.derive('payments');
  await knex.transaction(async transaction => {
    await world.derive('payments', { policy: staging, knex: transaction });
    expect(await readInForce(transaction)).toBe('s-1 s-2');
    expect(await readInForce(knex)).toBe('p-1 p-2');
  });
  expect(await readInForce(knex)).toBe('s-1 s-2');
});

it('never shows a mixture to those who read while it is switched', async () => {
  const { knex, world } = await createWorld();
  await world.derive('payments');
  const seen = new Set<string>();
  let isSwitching = true;
  const read = async () => {
    while (isSwitching) seen.add(await readInForce(knex));
  };
  const switchOften = async () => {
    for (const policy of [staging, {}, staging, {}, staging]) {
      await world.derive('payments', { policy });
    }
    isSwitching = false;
  };
  await Promise.all([read(), read(), switchOften()]);
  expect([...seen].sort()).toEqual(['p-1 p-2', 's-1 s-2']);
});

describe('deleteOldDerivations', () => {
  it('deletes what was superseded before some time, with its rows, and nothing in force', async () => {
    const { knex, world } = await createWorld();
    const first = await world.derive('payments');
    const second = await world.derive('payments', { policy: staging });
    const age = (days: number) =>
      knex.raw(
        `update derivations
        set created_at = created_at - make_interval(days => :days),
          in_force_from = in_force_from - make_interval(days => :days)`,
        { days },
      );
    const before = new Date(Date.now() - 30 * 24 * 3_600_000).toISOString();

    await age(29);
    expect(await deleteOldDerivations({ knex, before })).toEqual({
      deletedCount: 0,
    });
    await age(2);
    const kept = await readRows(knex, second.derivationId);
    expect(await deleteOldDerivations({ knex, before })).toEqual({
      deletedCount: 1,
    });
    const gone = await readRows(knex, first.derivationId);
    expect(Object.values(gone).flat()).toEqual([]);
    expect(await readRows(knex, second.derivationId)).toEqual(kept);

    await world.derive('payments');
    expect(await readInForce(knex)).toBe('p-1 p-2');
  });

  it('counts from when another one came into force, however old it is', async () => {
    const { knex, world } = await createWorld();
    await world.derive('payments');
    await knex('derivations').update({
      created_at: '2020-01-01T00:00:00Z',
      in_force_from: '2020-01-01T00:00:00Z',
    });
    await world.derive('payments', { policy: staging });
    const before = new Date(Date.now() - 3_600_000).toISOString();
    expect(await deleteOldDerivations({ knex, before })).toEqual({
      deletedCount: 0,
    });
  });

  it('leaves an entity alone that is being derived', async () => {
    const { knex, world } = await createWorld();
    await world.derive('payments');
    await world.derive('payments', { policy: staging });
    const before = '2100-01-01T00:00:00Z';
    await knex.transaction(async transaction => {
      await world.derive('payments', { policy: staging, knex: transaction });
      expect(await deleteOldDerivations({ knex, before })).toEqual({
        deletedCount: 0,
      });
    });
    expect(await deleteOldDerivations({ knex, before })).toEqual({
      deletedCount: 1,
    });
  });
});
