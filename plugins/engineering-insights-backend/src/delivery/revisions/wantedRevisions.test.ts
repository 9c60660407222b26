import type { Knex } from 'knex';
import { testDatabase } from '../../database/testDatabase';
import { DeliveryWorld } from '../__testUtils__/DeliveryWorld';
import { commit, deployment, sha } from '../__testUtils__/facts';

const database = testDatabase();
const scope = 'acme/payments';

async function createWorld(scopes: { name: string; source?: string }[]) {
  const knex = await database.create();
  const world = new DeliveryWorld(knex);
  await world.addEntity({ name: 'payments', scopes });
  return { knex, world };
}

async function readWanted(knex: Knex): Promise<Record<string, string>> {
  const rows = await knex('wanted_revisions as w')
    .join('scopes as s', 's.id', 'w.scope_id')
    .select('s.external_id', 'w.revision', 'w.found_at');
  return Object.fromEntries(
    rows.map(row => [
      `${row.external_id} ${row.revision}`,
      row.found_at === null ? 'wanted' : 'found',
    ]),
  );
}

it('asks for revisions of production that the graph lacks, and for no branch', async () => {
  const { knex, world } = await createWorld([{ name: scope }]);
  await world.write(scope, [
    commit('a', [], 0),
    deployment('d-1', 'a', 10),
    deployment('d-2', 'b', 20),
    deployment('d-3', undefined, 21, { version: '1.2.0' }),
    deployment('d-4', undefined, 22, { ref: 'refs/tags/v1.3.0' }),
    deployment('d-5', undefined, 23, { ref: 'main' }),
    deployment('d-6', 'c', 24, { environment: 'staging' }),
  ]);
  await world.derive('payments');
  expect(await readWanted(knex)).toEqual({
    [`${scope} ${sha('b')}`]: 'wanted',
    [`${scope} 1.2.0`]: 'wanted',
    [`${scope} refs/tags/v1.3.0`]: 'wanted',
  });
});

it('notes what was found, and asks for nothing twice', async () => {
  const { knex, world } = await createWorld([{ name: scope }]);
  await world.write(scope, [commit('a', [], 0), deployment('d-1', 'b', 10)]);
  await world.derive('payments');
  await knex('wanted_revisions').update({ attempt_count: 3 });
  await world.derive('payments');
  expect(await knex('wanted_revisions').select('attempt_count')).toEqual([
    { attempt_count: 3 },
  ]);
  await world.write(scope, [commit('b', ['a'], 1)]);
  await world.derive('payments');
  expect(await readWanted(knex)).toEqual({ [`${scope} ${sha('b')}`]: 'found' });
});

it('asks the repositories of the entity where the deployment is told elsewhere', async () => {
  const { knex, world } = await createWorld([
    { name: scope },
    { name: 'argo', source: 'argocd' },
  ]);
  await world.write(scope, [commit('a', [], 0)]);
  await world.write('argo', [deployment('d-1', 'b', 10)]);
  await world.derive('payments');
  expect(await readWanted(knex)).toEqual({
    [`${scope} ${sha('b')}`]: 'wanted',
  });
});
