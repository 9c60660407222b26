import type { Knex } from 'knex';
import { testDatabase } from '../database/testDatabase';
import { Seed } from './__testUtils__/seed';
import { findingsByAge } from './findingsByAge';
import { createPeriod } from './Period';
import { readMembers } from './readMembers';

jest.setTimeout(60_000);

const now = '2026-03-31T00:00:00.000Z';
const period = createPeriod({
  window: { from: '2026-03-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z' },
  now,
});
const databases = testDatabase();
let knex: Knex;
let seed: Seed;

beforeAll(async () => {
  knex = await databases.create();
  seed = new Seed(knex);
});

async function ask(entityId: number) {
  const members = await readMembers({
    knex,
    entityIds: [entityId],
    periods: [period],
  });
  return findingsByAge({ knex, members, period });
}

const none = { critical: 0, high: 0, medium: 0, low: 0, unknown: 0 };
const bins = (...counts: readonly Partial<typeof none>[]) => [
  { fromDays: 0, toDays: 7, counts: { ...none, ...counts[0] } },
  { fromDays: 8, toDays: 30, counts: { ...none, ...counts[1] } },
  { fromDays: 31, toDays: 90, counts: { ...none, ...counts[2] } },
  { fromDays: 91, counts: { ...none, ...counts[3] } },
];

describe('findingsByAge', () => {
  it('counts each open security finding by whole days and severity', async () => {
    const entityId = await seed.entity({ name: 'payments' });
    const scopeId = await seed.scope({ entityIds: [entityId], name: 'acme/x' });
    const seen = (firstSeenAt: string, severity: string, others = {}) =>
      seed.finding({
        scopeId,
        id: `${firstSeenAt} ${severity}`,
        firstSeenAt,
        severity,
        ...others,
      });
    await seen('2026-03-30T23:59:59Z', 'critical');
    await seen('2026-03-23T00:00:01Z', 'high');
    await seen('2026-03-23T00:00:00Z', 'high');
    await seen('2026-02-28T00:00:01Z', 'low');
    await seen('2026-02-28T00:00:00Z', 'low');
    await seen('2025-12-30T00:00:01Z', 'medium');
    await seen('2025-12-30T00:00:00Z', 'unknown');
    await seen('2025-12-30T00:00:00Z', 'critical', {
      state: 'dismissed',
      dismissedAt: '2026-01-01T00:00:00Z',
    });
    await seen('2026-03-01T00:00:00Z', 'critical', {
      state: 'fixed',
      fixedAt: '2026-03-02T00:00:00Z',
    });
    await seen('2026-03-01T00:00:00Z', 'medium', { category: 'bug' });
    expect(await ask(entityId)).toEqual({
      bins: bins(
        { critical: 1, high: 1 },
        { high: 1, low: 1 },
        { low: 1, medium: 1 },
        { unknown: 1 },
      ),
      excluded: [{ code: 'dismissed', count: 1 }],
    });
  });

  it('counts once what several services of a system share, and no service that left it', async () => {
    const systemId = await seed.entity({ name: 'pay', kind: 'system' });
    const entityIds = [
      await seed.entity({ name: 'one' }),
      await seed.entity({ name: 'two' }),
    ];
    const goneId = await seed.entity({ name: 'gone' });
    for (const entityId of entityIds) {
      await seed.owns({ parentId: systemId, entityId, relation: 'system' });
    }
    await seed.owns({
      parentId: systemId,
      entityId: goneId,
      relation: 'system',
      to: '2026-03-15T00:00:00Z',
    });
    const firstSeenAt = '2026-03-30T00:00:00Z';
    const shared = await seed.scope({ entityIds, name: 'acme/mono' });
    const left = await seed.scope({ entityIds: [goneId], name: 'acme/gone' });
    await seed.finding({ scopeId: shared, id: '1', firstSeenAt });
    await seed.finding({ scopeId: left, id: '1', firstSeenAt });
    expect(await ask(systemId)).toEqual({
      bins: bins({ high: 1 }),
      excluded: [],
    });
  });
});
