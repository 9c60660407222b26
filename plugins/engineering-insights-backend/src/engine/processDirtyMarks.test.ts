import type { Knex } from 'knex';
import { testDatabase } from '../database/testDatabase';
import { doraMetrics } from '../metrics';
import { Seed } from './__testUtils__/seed';
import { processDirtyMarks, type DeriveEntity } from './processDirtyMarks';
import { sweep } from './sweep';

jest.setTimeout(60_000);

const now = '2026-03-31T12:00:00.000Z';
const KEPT = { listKept: () => doraMetrics };
const databases = testDatabase();
let knex: Knex;
let seed: Seed;
let systemId: number;
let entityId: number;
let scopeId: number;
let derivationId: number;

beforeEach(async () => {
  knex = await databases.create();
  seed = new Seed(knex);
  systemId = await seed.entity({ name: 'shop', kind: 'system' });
  entityId = await seed.entity({ name: 'payments' });
  await seed.owns({ parentId: systemId, entityId, relation: 'system' });
  scopeId = await seed.scope({ entityIds: [entityId], name: 'acme/payments' });
  await seed.stream({
    scopeId,
    coveredFrom: '2025-01-01T00:00:00Z',
    lastSuccessAt: now,
  });
  derivationId = await seed.derivation({ entityId });
  await mark(entityId);
});

async function mark(id: number) {
  await knex('dirty_marks').insert({
    entity_id: id,
    from_at: '2026-03-01T00:00:00Z',
    reason: 'facts',
    due_at: '2026-03-31T11:00:00Z',
  });
}

const deriveOneRollout: DeriveEntity = async ({ knex: trx, entityId: id }) => {
  if (id === entityId) {
    await new Seed(trx).rollout({
      derivationId,
      scopeId,
      finishedAt: '2026-03-10T12:00:00Z',
      key: 'd-1',
    });
  }
};

async function work(
  derive: DeriveEntity,
  at = now,
  of: 'components' | 'rollUps' = 'components',
) {
  const changed: string[] = [];
  const failed: string[] = [];
  const result = await processDirtyMarks({
    knex,
    of,
    derive,
    metrics: doraMetrics,
    now: at,
    limit: 10,
    onChanged: refs => void changed.push(...refs),
    onFailure: ({ ref }) => failed.push(ref),
  });
  return { ...result, changed, failed };
}

const frequencyOf = (id: number) =>
  knex('current_values')
    .where({
      entity_id: id,
      metric_id: 'dora.deployment-frequency',
      window_days: 30,
    })
    .first();

describe('processDirtyMarks', () => {
  it('derives a component, keeps its values, and those of its system a minute later', async () => {
    expect(await work(deriveOneRollout)).toMatchObject({
      processedCount: 1,
      changed: ['component:default/payments'],
    });
    expect(await frequencyOf(entityId)).toMatchObject({
      status: 'partial',
      value: 1 / 22,
    });
    expect(await frequencyOf(systemId)).toBeUndefined();

    expect(
      await work(deriveOneRollout, '2026-03-31T12:01:00.000Z', 'rollUps'),
    ).toMatchObject({ changed: ['system:default/shop'] });
    expect(await frequencyOf(systemId)).toMatchObject({ value: 1 / 22 });
    expect(await knex('dirty_marks')).toEqual([]);

    const weeks = await knex('bucket_values')
      .where({
        entity_id: entityId,
        metric_id: 'dora.deployment-frequency',
        bucket: 'week',
      })
      .orderBy('from_at');
    expect(
      weeks.map(week => [week.from_at.toISOString().slice(0, 10), week.value]),
    ).toEqual([
      ['2026-03-09', 1 / 6],
      ['2026-03-16', 0],
      ['2026-03-23', 0],
      ['2026-03-30', 0],
    ]);
  });

  it('calculates a roll-up once for all that waits for it, however often it was marked', async () => {
    await work(deriveOneRollout);
    await mark(entityId);
    await work(async () => {}, '2026-03-31T12:00:30.000Z');
    const { changed } = await work(
      deriveOneRollout,
      '2026-03-31T12:01:00.000Z',
      'rollUps',
    );
    expect(changed).toEqual(['system:default/shop']);
    expect(await knex('dirty_marks')).toEqual([]);
  });

  it('waits the longer for a roll-up the longer its last calculation took', async () => {
    await knex('entities')
      .where({ id: systemId })
      .update({ calculation_seconds: 30 });
    await work(deriveOneRollout);
    const [waiting] = await knex('dirty_marks').where({ entity_id: systemId });
    expect(waiting.due_at.toISOString()).toBe('2026-03-31T12:10:00.000Z');

    await work(deriveOneRollout, '2026-03-31T12:10:00.000Z', 'rollUps');
    const system = await knex('entities').where({ id: systemId }).first();
    expect(system.calculation_seconds).toBeGreaterThan(0);
    expect(system.calculation_seconds).toBeLessThan(30);
  });

  it('keeps a mark that is written while it works', async () => {
    await work(async options => {
      await deriveOneRollout(options);
      await mark(entityId);
    });
    expect(
      await knex('dirty_marks').where({ entity_id: entityId }),
    ).toHaveLength(1);
  });

  it('undoes everything of an entity that fails, tries it later, and goes on with the others', async () => {
    const other = await seed.entity({ name: 'other' });
    await mark(other);
    const result = await work(async options => {
      await deriveOneRollout(options);
      if (options.entityId === entityId) {
        throw new Error('No such commit');
      }
    });
    expect(result).toMatchObject({
      processedCount: 1,
      failedCount: 1,
      changed: ['component:default/other'],
      failed: ['component:default/payments'],
    });
    expect(await knex('rollouts')).toEqual([]);
    const [left] = await knex('dirty_marks').where({ entity_id: entityId });
    expect(left.due_at.toISOString()).toBe('2026-03-31T12:05:00.000Z');
  });

  it('leaves an entity to the replica that works on it', async () => {
    const inner: string[] = [];
    await work(async options => {
      await deriveOneRollout(options);
      inner.push(...(await work(deriveOneRollout)).changed);
    });
    expect(inner).toEqual([]);
    expect(await knex('rollouts')).toHaveLength(1);
  });
});

describe('sweep', () => {
  it('moves the windows of all entities to today', async () => {
    await seed.rollout({
      derivationId,
      scopeId,
      finishedAt: '2026-03-10T12:00:00Z',
    });
    expect(await sweep({ knex, metrics: KEPT, now })).toEqual({
      entityCount: 2,
    });
    expect(await frequencyOf(systemId)).toMatchObject({ value: 1 / 22 });
    expect(
      await knex('value_changes').orderBy('id').pluck('entity_id'),
    ).toEqual([entityId, systemId]);
    await sweep({
      knex,
      metrics: KEPT,
      now: '2026-05-31T12:00:00.000Z',
    });
    expect(await frequencyOf(entityId)).toMatchObject({
      value: 0,
      sample_size: 0,
    });
  });
});
