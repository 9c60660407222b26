import { testDatabase } from '../database/testDatabase';
import { builtInMetrics } from '../metrics';
import { random } from './__testUtils__/random';
import { Seed } from './__testUtils__/seed';
import { seedRandomDelivery } from './__testUtils__/seedRandomDelivery';
import { seedRandomFacts } from './__testUtils__/seedRandomFacts';
import { evaluate } from './evaluate';

jest.setTimeout(120_000);

const databases = testDatabase();

it('answers of metrics that are measured together are those of each alone', async () => {
  const knex = await databases.create();
  const window = {
    from: '2026-01-05T00:00:00.000Z',
    to: '2026-04-05T00:00:00.000Z',
  };
  const asked = {
    knex,
    next: random(20260406),
    from: window.from,
    days: 89.75,
  };
  const { systemId, entityIds, scopeIds } = await seedRandomDelivery({
    ...asked,
    seed: new Seed(knex),
    componentCount: 3,
  });
  await seedRandomFacts({ ...asked, scopeIds });
  const question = {
    knex,
    entityIds: [...entityIds, systemId],
    window,
    bucket: 'week',
    isCompared: true,
    now: '2026-04-04T18:00:00.000Z',
  } as const;
  const together = await evaluate({ ...question, metrics: builtInMetrics });
  for (const [index, metric] of builtInMetrics.entries()) {
    const alone = await evaluate({ ...question, metrics: [metric] });
    for (const entityId of question.entityIds) {
      expect(together.get(entityId)![index]).toEqual(alone.get(entityId)![0]);
    }
  }
  const sampleSizes = builtInMetrics.map((_, index) => {
    const { value } = together.get(systemId)![index];
    return 'value' in value ? value.sampleSize : 0;
  });
  expect(Math.min(...sampleSizes)).toBeGreaterThan(0);
});
