import {
  resolveWindow,
  type TeamSection,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { testDatabase } from '../database/testDatabase';
import { recalculate } from '../engine';
import { random } from '../engine/__testUtils__/random';
import { Seed } from '../engine/__testUtils__/seed';
import { seedRandomDelivery } from '../engine/__testUtils__/seedRandomDelivery';
import { seedRandomFacts } from '../engine/__testUtils__/seedRandomFacts';
import { DEFAULT_INGESTION_SETTINGS } from '../ingestion/IngestionSettings';
import { builtInMetrics, createMetricRegistry } from '../metrics';
import { answerTeam } from './answerTeam';
import type { ServiceContext } from './ServiceContext';

jest.setTimeout(60_000);

const MIDDAY = '2026-04-04T12:00:00.000Z';
const databases = testDatabase();
let knex: Knex;
let groupId: number;

beforeEach(async () => {
  knex = await databases.create();
  const seed = new Seed(knex);
  const next = random(20260405);
  const asked = { knex, next, from: '2026-01-05T00:00:00.000Z', days: 89 };
  const { entityIds, scopeIds } = await seedRandomDelivery({
    ...asked,
    seed,
    componentCount: 3,
  });
  await seedRandomFacts({ ...asked, scopeIds });
  groupId = await seed.entity({ name: 'crew', kind: 'group' });
  for (const entityId of entityIds) {
    await seed.owns({ parentId: groupId, entityId, relation: 'owner' });
  }
  await recalculate({
    knex,
    metrics: createMetricRegistry(builtInMetrics).listKept('rollUps'),
    of: 'rollUps',
    entityIds: [groupId],
    now: MIDDAY,
    changedFrom: '-infinity',
  });
});

const ask = (section: TeamSection) =>
  answerTeam({
    context: {
      knex,
      connectors: [],
      settings: DEFAULT_INGESTION_SETTINGS,
      now: () => MIDDAY,
      onDirty: () => {},
    } as unknown as ServiceContext,
    entity: {
      id: groupId,
      kind: 'group',
      ref: 'group:default/crew',
      title: 'crew',
      isIgnored: false,
    },
    window: resolveWindow({ question: { days: 90 }, now: MIDDAY })!,
    section,
    isCompared: true,
    clock: 'elapsed',
  });

describe('answerTeam', () => {
  it.each<TeamSection>(['flow', 'planning', 'balance', 'quality'])(
    'gives of %s, as it is kept, what calculating it gives',
    async section => {
      const kept = await ask(section);
      expect(await knex('dirty_marks')).toEqual([]);

      await knex('current_blocks').delete();
      const calculated = await ask(section);
      expect(await knex('dirty_marks')).not.toEqual([]);

      expect(calculated.metrics.some(({ value }) => 'value' in value)).toBe(
        true,
      );
      expect(kept).toEqual(calculated);
    },
  );
});
