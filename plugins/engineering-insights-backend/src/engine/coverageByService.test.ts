import type { Knex } from 'knex';
import { testDatabase } from '../database/testDatabase';
import { Seed } from './__testUtils__/seed';
import { coverageByService } from './coverageByService';
import { createPeriod } from './Period';
import { readMembers } from './readMembers';

jest.setTimeout(60_000);

const now = '2026-03-24T00:00:00.000Z';
const period = createPeriod({
  window: { from: '2026-03-02T00:00:00.000Z', to: '2026-03-30T00:00:00.000Z' },
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
  return coverageByService({ knex, members, period, bucket: 'week' });
}

async function component(name: string, projects: readonly string[] = [name]) {
  const entityId = await seed.entity({ name });
  const scopeIds: number[] = [];
  for (const project of projects) {
    scopeIds.push(await seed.scope({ entityIds: [entityId], name: project }));
  }
  return { entityId, scopeIds };
}

const measured = (scopeId: number, measuredAt: string, value: number) =>
  seed.qualityMeasure({ scopeId, measure: 'coverage', value, measuredAt });

describe('coverageByService', () => {
  it('has the newest measurement of each week, and a gap where there is none', async () => {
    const { entityId, scopeIds } = await component('payments');
    const [scopeId] = scopeIds;
    await measured(scopeId, '2026-03-01T23:59:59Z', 10);
    await measured(scopeId, '2026-03-02T00:00:00Z', 30);
    await measured(scopeId, '2026-03-08T23:59:59Z', 40);
    await measured(scopeId, '2026-03-16T00:00:00Z', 50);
    expect(await ask(entityId)).toEqual({
      services: [
        {
          entity: {
            ref: 'component:default/payments',
            kind: 'component',
            title: 'payments',
          },
          points: [
            {
              from: '2026-03-02T00:00:00.000Z',
              to: '2026-03-09T00:00:00.000Z',
              isCut: false,
              value: 0.4,
            },
            {
              from: '2026-03-09T00:00:00.000Z',
              to: '2026-03-16T00:00:00.000Z',
              isCut: false,
            },
            {
              from: '2026-03-16T00:00:00.000Z',
              to: '2026-03-23T00:00:00.000Z',
              isCut: false,
              value: 0.5,
            },
            {
              from: '2026-03-23T00:00:00.000Z',
              to: '2026-03-30T00:00:00.000Z',
              isCut: true,
            },
          ],
        },
      ],
      serviceCount: 1,
    });
  });

  it('has a line for each service of a system that measured it while it belonged to it', async () => {
    const systemId = await seed.entity({ name: 'pay', kind: 'system' });
    const several = await component('several', ['a', 'b', 'c']);
    const left = await component('left');
    const unmeasured = await component('unmeasured');
    for (const { entityId } of [several, unmeasured]) {
      await seed.owns({ parentId: systemId, entityId, relation: 'system' });
    }
    await seed.owns({
      parentId: systemId,
      entityId: left.entityId,
      relation: 'system',
      to: '2026-03-09T00:00:00Z',
    });
    for (const [index, value] of [80, 20, 60].entries()) {
      await measured(several.scopeIds[index], '2026-03-03T00:00:00Z', value);
    }
    await measured(left.scopeIds[0], '2026-03-03T00:00:00Z', 33);
    await measured(left.scopeIds[0], '2026-03-10T00:00:00Z', 44);
    const { services, serviceCount } = await ask(systemId);
    expect(
      services.map(({ entity, points }) => [
        entity.title,
        points.map(({ value }) => value),
      ]),
    ).toEqual([
      ['left', [0.33, undefined, undefined, undefined]],
      ['several', [0.6, undefined, undefined, undefined]],
    ]);
    expect(serviceCount).toBe(3);
  });
});
