import type { Knex } from 'knex';
import { testDatabase } from '../../database/testDatabase';
import {
  changeFailRate,
  changeLeadTime,
  codingTime,
  deploymentFrequency,
} from '../../metrics';
import { Seed } from '../__testUtils__/seed';
import { explain } from './explain';

jest.setTimeout(60_000);

const HOUR = 3_600;
const now = '2026-03-31T12:00:00.000Z';
const window = {
  from: '2026-03-02T00:00:00.000Z',
  to: '2026-04-01T00:00:00.000Z',
};
const databases = testDatabase();
let knex: Knex;
let entityId: number;
let systemId: number;

beforeAll(async () => {
  knex = await databases.create();
  const seed = new Seed(knex);
  entityId = await seed.entity({ name: 'payments' });
  systemId = await seed.entity({ name: 'shop', kind: 'system' });
  await seed.owns({ parentId: systemId, entityId, relation: 'system' });
  const scopeId = await seed.scope({
    entityIds: [entityId],
    name: 'acme/payments',
  });
  await seed.stream({
    scopeId,
    coveredFrom: '2025-01-01T00:00:00Z',
    lastSuccessAt: now,
  });
  const derivationId = await seed.derivation({
    entityId,
    policy: {
      deployments: { from: 'deployments' },
      environments: { production: ['prod'] },
      failures: { attributionWindowHours: 24, minimumConfidence: 0.6 },
    },
  });
  const finishedAt = '2026-03-10T12:00:00Z';
  const rolloutId = await seed.rollout({
    derivationId,
    scopeId,
    finishedAt,
    key: 'd-1',
    sha: 'abcdef1234567',
  });
  const pullRequestId = await seed.pullRequest({
    scopeId,
    number: 812,
    createdAt: '2026-03-09T12:00:00Z',
    mergedAt: '2026-03-10T11:00:00Z',
    firstCommitAt: '2026-03-09T10:00:00Z',
  });
  await knex('commits').insert({
    scope_id: scopeId,
    external_id: 'c2',
    source_updated_at: now,
    title: 'Fix rounding of refunds',
    url: 'https://github.com/commit/c2',
  });
  await knex('commits').insert({
    scope_id: scopeId,
    external_id: 'c1',
    source_updated_at: now,
    title: 'Round refunds down (#812)',
  });
  for (const hours of [1, 2, 3, 4]) {
    await seed.change({
      derivationId,
      scopeId,
      rolloutId,
      sha: `c${hours}`,
      startedAt: `2026-03-10T${12 - hours}:00:00Z`
        .replace('T9', 'T09')
        .replace('T8', 'T08'),
      finishedAt,
      pullRequestId,
    });
  }
  await seed.change({
    derivationId,
    scopeId,
    rolloutId,
    sha: 'm1',
    startedAt: finishedAt,
    finishedAt,
    excludedReason: 'mergeCommit',
  });
  await seed.failure({ derivationId, rolloutId, failedAt: finishedAt });
});

describe('explain', () => {
  it('shows the two records in the middle of an even number, by their titles', async () => {
    const explanation = await explain({
      knex,
      metric: changeLeadTime,
      entityId,
      window,
      now,
    });
    expect(explanation).toMatchObject({
      value: { value: 2.5 * HOUR },
      formula: {
        parameters: { rank: 2, sampleSize: 4 },
        atRank: [
          {
            title: 'Fix rounding of refunds (#812)',
            url: 'https://github.com/commit/c2',
            value: 2 * HOUR,
          },
          { title: 'Change 812 (#812), commit c3', value: 3 * HOUR },
        ],
      },
      includedCount: 4,
      excludedCounts: [{ code: 'mergeCommit', count: 1 }],
      policy: {
        name: 'default',
        setBy: 'configuration',
        settings: {
          deployments: 'deployments',
          productionEnvironments: 'prod',
          attributionWindowHours: '24',
          minimumConfidence: '0.6',
        },
      },
    });
    expect(explanation.records.at(-1)).toMatchObject({
      excludedReason: 'mergeCommit',
    });
  });

  it('names a rollout with its environment and why it counts as failed', async () => {
    const { formula, records } = await explain({
      knex,
      metric: changeFailRate,
      entityId,
      window,
      now,
    });
    expect(formula).toEqual({ parameters: { numerator: 1, denominator: 1 } });
    expect(records).toMatchObject([
      {
        title: 'abcdef1 to production',
        value: 1,
        evidence: [{ kind: 'rollback', confidence: 0.9 }],
      },
    ]);
    expect(records[0].entityRef).toBeUndefined();
  });

  it('names the service of each record of a roll-up', async () => {
    const { records, formula } = await explain({
      knex,
      metric: deploymentFrequency,
      entityId: systemId,
      window,
      now,
    });
    expect(records).toMatchObject([
      { entityRef: 'component:default/payments' },
    ]);
    expect(formula.parameters).toEqual({ count: 1, coveredDays: 22 });
  });

  it('names the pull request of a change once, and tells its commits apart', async () => {
    const { records } = await explain({
      knex,
      metric: changeLeadTime,
      entityId,
      window,
      now,
    });
    expect(
      records
        .filter(record => record.value)
        .map(record => record.title)
        .sort(),
    ).toEqual([
      'Change 812 (#812), commit c3',
      'Change 812 (#812), commit c4',
      'Fix rounding of refunds (#812)',
      'Round refunds down (#812)',
    ]);
  });

  it('names a pull request with its number', async () => {
    const { records } = await explain({
      knex,
      metric: codingTime,
      entityId,
      window,
      now,
    });
    expect(records).toMatchObject([
      {
        title: 'Change 812 (#812)',
        url: 'https://github.com/pull/812',
        value: 2 * HOUR,
      },
    ]);
  });

  it('goes on where a page ended, and refuses a cursor that is not its own', async () => {
    const first = await explain({
      knex,
      metric: changeLeadTime,
      entityId,
      window,
      now,
      limit: 3,
    });
    const second = await explain({
      knex,
      metric: changeLeadTime,
      entityId,
      window,
      now,
      limit: 3,
      cursor: first.nextCursor,
    });
    expect(
      [...first.records, ...second.records].map(
        record => record.observationKey.split(':')[1],
      ),
    ).toEqual(['c1', 'c2', 'c3', 'c4', 'm1']);
    expect(second.nextCursor).toBeUndefined();
    await expect(
      explain({
        knex,
        metric: changeLeadTime,
        entityId,
        window,
        now,
        cursor: 'page-2',
      }),
    ).rejects.toThrow('The cursor is not one that this API gave');
  });
});
