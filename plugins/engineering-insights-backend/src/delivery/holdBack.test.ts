import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import { testDatabase } from '../database/testDatabase';
import { DeliveryWorld } from './__testUtils__/DeliveryWorld';
import { commit, deployment, hour, incident } from './__testUtils__/facts';
import { observeChangeFailRate } from './__testUtils__/observeChangeFailRate';

const database = testDatabase();
const scope = 'acme/payments';
// One rollout, in its first environment at 10 and in its last at 16.
const facts = [
  commit('a', [], 0),
  deployment('eu', 'a', 10, { environment: 'prod-eu' }),
  deployment('us', 'a', 16, { environment: 'prod-us' }),
];
const at = (hours: number) => DateTime.fromISO(hour(hours), { zone: 'utc' });

async function createWorld() {
  const knex = await database.create();
  const world = new DeliveryWorld(knex);
  await world.addEntity({ name: 'payments', scopes: [{ name: scope }] });
  await world.write(scope, facts);
  return { knex, world };
}

const readMarks = (knex: Knex) =>
  knex('dirty_marks')
    .where({ reason: 'holdBack' })
    .select('from_at', 'due_at')
    .orderBy('id');

it('marks the entity for the end of the attribution window of each rollout, once', async () => {
  const { knex, world } = await createWorld();
  await world.write(scope, [
    commit('b', ['a'], 17),
    deployment('d-2', 'b', 20),
  ]);
  const expected = [
    { from_at: new Date(hour(10)), due_at: new Date(hour(16 + 24)) },
    { from_at: new Date(hour(20)), due_at: new Date(hour(20 + 24)) },
  ];
  await world.derive('payments', { now: at(21) });
  expect(await readMarks(knex)).toEqual(expected);
  await world.derive('payments', { now: at(22) });
  expect(await readMarks(knex)).toEqual(expected);
});

it('marks nothing when the windows are over', async () => {
  const { knex, world } = await createWorld();
  await world.derive('payments', { now: at(16 + 24) });
  expect(await readMarks(knex)).toEqual([]);
});

it('goes by the window of the policy', async () => {
  const { knex, world } = await createWorld();
  const policy = { failures: { attributionWindowHours: 2 } };
  await world.derive('payments', { now: at(17), policy });
  expect(await readMarks(knex)).toMatchObject([{ due_at: new Date(hour(18)) }]);
});

it.each([
  [
    'just before the window ends',
    39.99,
    { attribution: 'linked' },
    'tooRecent',
  ],
  ['when the window ends', 40, { attribution: 'unlinked' }, null],
])(
  'has one clock with attribution and change fail rate: %s',
  async (_, hours, attribution, exclusion) => {
    const { knex, world } = await createWorld();
    await world.write(scope, [incident('i-1', hours)]);
    await world.derive('payments', { now: at(17) });
    expect((await world.read('payments')).incidents).toMatchObject([
      attribution,
    ]);
    const observations = await observeChangeFailRate({
      knex,
      entityId: world.entityId('payments'),
      asOf: hour(hours),
    });
    expect(observations).toMatchObject([{ excluded_reason: exclusion }]);
    const due = await knex('dirty_marks')
      .where({ reason: 'holdBack' })
      .where('due_at', '<=', hour(hours));
    expect(due).toHaveLength(exclusion === null ? 1 : 0);
  },
);
