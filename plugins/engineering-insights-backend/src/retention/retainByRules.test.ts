import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import {
  RETAINED_KINDS,
  retainFacts,
} from '../database/operations/facts/retainFacts';
import { testDatabase } from '../database/testDatabase';
import { hour } from '../delivery/__testUtils__/facts';
import { DeliveryWorld } from '../delivery/__testUtils__/DeliveryWorld';
import { drawHistory } from '../delivery/__testUtils__/drawHistory';
import { evaluate } from '../engine';
import { random } from '../engine/__testUtils__/random';
import { Seed } from '../engine/__testUtils__/seed';
import { seedRandomDelivery } from '../engine/__testUtils__/seedRandomDelivery';
import { seedRandomFacts } from '../engine/__testUtils__/seedRandomFacts';
import { builtInMetrics } from '../metrics';
import { retainByRules } from './retainByRules';

jest.setTimeout(120_000);

const databases = testDatabase();
const logger = mockServices.logger.mock();

const TABLES = [
  'commits',
  'pull_requests',
  'reviews',
  'pipeline_runs',
  'source_deployments',
  'incidents',
  'issues',
  'findings',
  'quality_measures',
  'sprints',
];

async function countRows(knex: Knex): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of TABLES) {
    const [{ count }] = await knex(table).count();
    counts[table] = Number(count);
  }
  return counts;
}

const RULES = Object.fromEntries(
  RETAINED_KINDS.map(kind => [kind, { days: 150 }]),
);

it('leaves the numbers of every window within the retention as they were', async () => {
  const knex = await databases.create();
  const asked = {
    knex,
    next: random(20261124),
    from: '2025-09-01T00:00:00.000Z',
    days: 300,
  };
  const { systemId, entityIds, scopeIds } = await seedRandomDelivery({
    ...asked,
    seed: new Seed(knex),
    componentCount: 3,
  });
  await seedRandomFacts({ ...asked, scopeIds });
  const now = '2026-06-27T12:00:00.000Z';
  const measure = () =>
    evaluate({
      knex,
      metrics: builtInMetrics,
      entityIds: [...entityIds, systemId],
      window: {
        from: '2026-05-28T00:00:00.000Z',
        to: '2026-06-27T00:00:00.000Z',
      },
      bucket: 'week',
      isCompared: true,
      now,
    });
  // What was told of it is as old as it is.
  for (const table of TABLES)
    await knex(table).update({ source_updated_at: asked.from });
  const [values, counts] = [await measure(), await countRows(knex)];

  await retainByRules({ knex, rules: RULES, now, logger });

  expect([...(await measure())]).toEqual([...values]);
  const kept = await countRows(knex);
  expect(kept.commits).toBe(counts.commits);
  for (const table of ['pull_requests', 'reviews', 'pipeline_runs', 'issues']) {
    expect({ table, isFewer: kept[table] < counts[table] }).toEqual({
      table,
      isFewer: true,
    });
    expect({ table, isSome: kept[table] > 0 }).toEqual({ table, isSome: true });
  }
  // A second time there is nothing left to do.
  for (const kind of RETAINED_KINDS)
    expect({
      kind,
      ...(await retainFacts({ knex, kind, before: '2026-01-28T12:00:00Z' })),
    }).toEqual({ kind, deletedCount: 0, clearedCount: 0 });
});

it('leaves every commit with the rollout that claims it, however often delivery is derived anew', async () => {
  const knex = await databases.create();
  const world = new DeliveryWorld(knex);
  const next = random(7);
  for (const index of [0, 1, 2]) {
    const service = `payments-${index}`;
    await world.addEntity({ name: service, scopes: [{ name: service }] });
    await world.write(
      service,
      drawHistory({
        tape: Array.from({ length: 200 }, () => Math.floor(next() * 9_999)),
        service,
      }),
    );
    await world.derive(service);
    const { claims, rollouts, pullRequests } = await world.read(service);
    expect(claims.length).toBeGreaterThan(0);

    let clearedCount = 0;
    for (const kind of RETAINED_KINDS) {
      // Two rows at a time, so that there are several batches.
      const told = await retainFacts({
        knex,
        kind,
        before: hour(24 * 400),
        batchSize: 2,
      });
      clearedCount += told.clearedCount;
    }
    expect(clearedCount).toBeGreaterThan(0);
    expect(await world.read(service)).toMatchObject({ claims, rollouts });
    await world.forget(service);
    await world.derive(service);
    expect(await world.read(service)).toMatchObject({
      claims,
      rollouts,
      pullRequests,
    });
  }
  expect(await knex('commits').whereNotNull('author_key')).toEqual([]);
  expect(await knex('commits').distinct('title').pluck('title')).toEqual([
    '[redacted]',
  ]);
});
