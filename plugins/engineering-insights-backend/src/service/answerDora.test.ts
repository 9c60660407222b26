import {
  resolveWindow,
  type MeasuredAs,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { testDatabase } from '../database/testDatabase';
import { recalculate } from '../engine';
import { random } from '../engine/__testUtils__/random';
import { Seed } from '../engine/__testUtils__/seed';
import { seedRandomDelivery } from '../engine/__testUtils__/seedRandomDelivery';
import { DEFAULT_INGESTION_SETTINGS } from '../ingestion/IngestionSettings';
import { doraMetrics, phaseMetrics } from '../metrics';
import { answerDora } from './answerDora';
import type { ServiceContext } from './ServiceContext';

jest.setTimeout(60_000);

const MIDDAY = '2026-04-04T12:00:00.000Z';
const databases = testDatabase();

async function createWorld() {
  const knex = await databases.create();
  const { systemId, entityIds } = await seedRandomDelivery({
    seed: new Seed(knex),
    next: random(20260404),
    from: '2026-01-05T00:00:00.000Z',
    days: 89,
    componentCount: 3,
  });
  await recalculate({
    knex,
    metrics: [...doraMetrics, ...phaseMetrics],
    of: 'rollUps',
    entityIds: [systemId],
    now: MIDDAY,
    changedFrom: '-infinity',
  });
  return { knex, systemId, componentId: entityIds[0] };
}

async function ask(options: {
  knex: Knex;
  id: number;
  kind: string;
  now?: string;
  days?: number;
  isCompared?: boolean;
  choice?: MeasuredAs;
}) {
  const { knex, id, kind, now = MIDDAY, days = 90 } = options;
  let dirtyCount = 0;
  const answer = await answerDora({
    context: {
      knex,
      connectors: [],
      settings: DEFAULT_INGESTION_SETTINGS,
      now: () => now,
      onDirty: () => {
        dirtyCount += 1;
      },
    } as unknown as ServiceContext,
    entity: {
      id,
      kind,
      ref: `${kind}:default/x`,
      title: 'x',
      isIgnored: false,
    },
    window: resolveWindow({ question: { days }, now })!,
    isCompared: options.isCompared ?? true,
    ...options.choice,
  });
  return { answer, dirtyCount };
}

const forgetDeliveries = (knex: Knex) => knex('rollouts').delete();

describe('answerDora', () => {
  it('gives of a system what calculating it gives', async () => {
    const { knex, systemId: id } = await createWorld();
    const { answer: kept } = await ask({ knex, id, kind: 'system' });
    await knex('current_values').delete();
    const { answer: calculated } = await ask({ knex, id, kind: 'system' });
    expect(kept).toEqual(calculated);
    expect(kept.metrics.some(metric => metric.series.length > 0)).toBe(true);
  });

  it('reads what is kept of a system, and says since when', async () => {
    const { knex, systemId: id } = await createWorld();
    const { answer: before } = await ask({ knex, id, kind: 'system' });
    await forgetDeliveries(knex);
    const { answer, dirtyCount } = await ask({
      knex,
      id,
      kind: 'system',
      now: '2026-04-04T12:30:00.000Z',
    });
    expect(answer.metrics).toEqual(before.metrics);
    expect(answer.calculatedAt).toBe(MIDDAY);
    expect(dirtyCount).toBe(0);
  });

  it('leaves out the comparison that nobody asked for', async () => {
    const { knex, systemId: id } = await createWorld();
    const { answer } = await ask({
      knex,
      id,
      kind: 'system',
      isCompared: false,
    });
    expect(answer.metrics.flatMap(metric => metric.previous ?? [])).toEqual([]);
    expect(answer.metrics.flatMap(metric => metric.change ?? [])).toEqual([]);
  });

  it.each([
    ['kept for more than an hour', '2026-04-04T13:30:00.000Z', 1],
    ['of yesterday', '2026-04-05T00:10:00.000Z', 1],
  ])('has a system calculated anew that is %s', async (_, now, count) => {
    const { knex, systemId: id } = await createWorld();
    const { dirtyCount } = await ask({ knex, id, kind: 'system', now });
    expect(dirtyCount).toBe(count);
    expect(await knex('dirty_marks').where({ entity_id: id })).toHaveLength(
      count,
    );
  });

  it('takes the default that is asked for by name for what is kept', async () => {
    const { knex, systemId: id } = await createWorld();
    const { answer: before } = await ask({ knex, id, kind: 'system' });
    await forgetDeliveries(knex);
    const { answer } = await ask({
      knex,
      id,
      kind: 'system',
      choice: { statistic: 'p50', unit: 'commit', start: 'authored' },
    });
    expect(answer.metrics).toEqual(before.metrics);
  });

  it('calculates a window or a measurement of a system that is not kept, and a component always', async () => {
    const { knex, systemId, componentId } = await createWorld();
    await forgetDeliveries(knex);
    for (const asked of [
      { id: systemId, kind: 'system', days: 45 },
      { id: systemId, kind: 'system', choice: { statistic: 'p90' } as const },
      {
        id: systemId,
        kind: 'system',
        choice: { unit: 'pullRequest' } as const,
      },
      { id: systemId, kind: 'system', choice: { start: 'opened' } as const },
      { id: componentId, kind: 'component' },
    ]) {
      const { answer, dirtyCount } = await ask({ knex, ...asked });
      expect(answer.summary.deploymentCount).toBeUndefined();
      expect(dirtyCount).toBe(0);
    }
  });
});
