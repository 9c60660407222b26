import type { MetricAnswer } from '@sei-platform/plugin-engineering-insights-common';
import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import { testDatabase } from '../../database/testDatabase';
import { Seed } from '../../engine/__testUtils__/seed';
import { evaluate } from '../../engine/evaluate';
import { coverage } from './coverage';
import { duplication } from './duplication';
import { openBugs } from './openBugs';
import { qualityMetrics } from './qualityMetrics';
import {
  maintainabilityRating,
  reliabilityRating,
  securityRating,
} from './ratings';

jest.setTimeout(60_000);

const now = '2026-03-30T00:00:00.000Z';
const window = {
  from: '2026-03-02T00:00:00.000Z',
  to: '2026-03-30T00:00:00.000Z',
};
const databases = testDatabase();
let knex: Knex;
let seed: Seed;
let serial = 0;

beforeAll(async () => {
  knex = await databases.create();
  seed = new Seed(knex);
});

async function service() {
  serial += 1;
  const name = `service-${serial}`;
  const entityId = await seed.entity({ name });
  const scopeId = await seed.scope({ entityIds: [entityId], name });
  await seed.derivation({ entityId });
  await seed.stream({
    scopeId,
    name: 'measures',
    coveredFrom: '2025-01-01T00:00:00.000Z',
    lastSuccessAt: now,
  });
  return { entityId, scopeId };
}

async function ask(
  metric: Metric,
  entityId: number,
  to = window.to,
): Promise<MetricAnswer> {
  const answers = await evaluate({
    knex,
    metrics: [metric],
    entityIds: [entityId],
    window: { ...window, to },
    now,
    bucket: 'week',
  });
  return answers.get(entityId)![0];
}

const valueOf = ({ value }: Pick<MetricAnswer, 'value'>) =>
  'value' in value ? value.value : undefined;

describe('quality.coverage', () => {
  it('is the newest share that was measured by then, however long ago', async () => {
    const { entityId, scopeId } = await service();
    const measure = (measuredAt: string, value: number) =>
      seed.qualityMeasure({ scopeId, measure: 'coverage', value, measuredAt });
    await measure('2025-06-01T00:00:00Z', 40);
    await measure('2026-03-10T12:00:00Z', 60);
    await measure('2026-03-12T12:00:00Z', 81.2);
    const answer = await ask(coverage, entityId);
    expect(answer.value).toMatchObject({ status: 'ok', sampleSize: 1 });
    expect(valueOf(answer)).toBeCloseTo(0.812);
    expect(answer.series.map(valueOf)).toEqual([
      0.4,
      expect.closeTo(0.812),
      expect.closeTo(0.812),
      expect.closeTo(0.812),
    ]);
    const until = async (to: string) =>
      valueOf(await ask(coverage, entityId, to));
    expect(await until('2026-03-10T12:00:00.000Z')).toBeCloseTo(0.4);
    expect(await until('2026-03-10T12:00:01.000Z')).toBeCloseTo(0.6);
  });

  it('of a system is the median of the projects of its services, one that two share counting once', async () => {
    const systemId = await seed.entity({ name: 'pay', kind: 'system' });
    for (const value of [90, 20, 70]) {
      const { entityId, scopeId } = await service();
      await seed.owns({ parentId: systemId, entityId, relation: 'system' });
      await seed.qualityMeasure({
        scopeId,
        measure: 'coverage',
        value,
        measuredAt: '2026-03-10T00:00:00Z',
      });
      if (value === 90) {
        const twin = await seed.entity({ name: 'twin' });
        await seed.derivation({ entityId: twin });
        await seed.owns({
          parentId: systemId,
          entityId: twin,
          relation: 'system',
        });
        await knex('entity_scopes').insert({
          entity_id: twin,
          scope_id: scopeId,
          bound_by: 'catalog',
        });
      }
    }
    const answer = await ask(coverage, systemId);
    expect(answer.value).toMatchObject({ sampleSize: 3 });
    expect(valueOf(answer)).toBeCloseTo(0.7);
  });

  it('is not known where nothing was measured, which is not 0', async () => {
    const { entityId, scopeId } = await service();
    await seed.qualityMeasure({
      scopeId,
      measure: 'ncloc',
      value: 15_210,
      measuredAt: '2026-03-10T00:00:00Z',
    });
    for (const metric of qualityMetrics.filter(each => each !== openBugs)) {
      expect((await ask(metric, entityId)).value).toMatchObject({
        status: 'noData',
      });
    }
  });
});

describe('the other measures', () => {
  it.each([
    [duplication, 'duplicated_lines_density', 3, 0.03],
    [duplication, 'duplication', 3, 0.03],
    [reliabilityRating, 'reliability_rating', 3, 3],
    [reliabilityRating, 'reliabilityRating', 3, 3],
    [securityRating, 'security_rating', 5, 5],
    [securityRating, 'securityRating', 5, 5],
    [maintainabilityRating, 'sqale_rating', 1, 1],
    [maintainabilityRating, 'maintainabilityRating', 1, 1],
  ] as const)('%#: %j', async (metric, measure, value, expected) => {
    const { entityId, scopeId } = await service();
    await seed.qualityMeasure({
      scopeId,
      measure,
      value,
      measuredAt: '2026-03-10T00:00:00Z',
    });
    expect(valueOf(await ask(metric, entityId))).toBeCloseTo(expected);
  });
});

describe('quality.open-bugs', () => {
  it('counts bugs alone, by severity', async () => {
    const { entityId, scopeId } = await service();
    const firstSeenAt = '2026-03-01T00:00:00Z';
    for (const category of [
      'bug',
      'vulnerability',
      'maintainability',
      'unknown',
    ]) {
      await seed.finding({ scopeId, id: category, category, firstSeenAt });
    }
    await seed.finding({
      scopeId,
      id: 'low',
      category: 'bug',
      severity: 'low',
      firstSeenAt,
    });
    await seed.finding({
      scopeId,
      id: 'accepted',
      category: 'bug',
      state: 'dismissed',
      dismissedAt: '2026-03-03T00:00:00Z',
      firstSeenAt,
    });
    const answer = await ask(openBugs, entityId);
    expect(answer.value).toMatchObject({
      value: 2,
      excluded: [
        { code: 'categoryUnknown', count: 1 },
        { code: 'dismissed', count: 1 },
      ],
    });
    expect(answer.categories).toMatchObject({ high: 1, low: 1 });
  });
});
