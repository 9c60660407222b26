import fc from 'fast-check';
import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import { testDatabase } from '../database/testDatabase';
import { changeLeadTime } from '../metrics';
import { Seed } from './__testUtils__/seed';
import { readCompleteness, readEntityHealth } from './health';
import { distributionOf } from './distributionOf';
import { measurePeriods } from './measurePeriods';
import { createPeriod } from './Period';
import { phaseBuckets } from './phaseBuckets';
import { readMembers } from './readMembers';

jest.setTimeout(60_000);

const HOUR = 3_600;
const now = '2026-03-31T12:00:00.000Z';
const window = {
  from: '2026-03-02T00:00:00.000Z',
  to: '2026-03-09T00:00:00.000Z',
};
const period = createPeriod({ window, now });
const databases = testDatabase();
let knex: Knex;
let seed: Seed;

beforeAll(async () => {
  knex = await databases.create();
  seed = new Seed(knex);
});

async function of(entityId: number) {
  const members = await readMembers({
    knex,
    entityIds: [entityId],
    periods: [period],
  });
  return { knex, members, period };
}

const merged = DateTime.fromISO('2026-03-04T12:00:00Z', { zone: 'utc' });
const ago = (hours: number) => merged.minus({ hours }).toISO()!;
let serial = 0;

async function pullRequests(
  list: readonly { hours: readonly number[]; isReviewed: boolean }[],
) {
  serial += 1;
  const entityId = await seed.entity({ name: `service-${serial}` });
  const scopeId = await seed.scope({
    entityIds: [entityId],
    name: `acme/${serial}`,
  });
  const derivationId = await seed.derivation({ entityId });
  for (const [index, { hours, isReviewed }] of list.entries()) {
    const [coding, pickup, review, merge, deploy] = hours;
    const number = index + 1;
    const pullRequestId = await seed.pullRequest({
      scopeId,
      number,
      firstCommitAt: ago(coding + pickup + review + merge),
      createdAt: ago(pickup + review + merge),
      mergedAt: merged.toISO()!,
    });
    if (isReviewed) {
      await seed.review({
        scopeId,
        number,
        submittedAt: ago(review + merge),
        state: 'commented',
      });
      await seed.review({ scopeId, number, submittedAt: ago(merge) });
    }
    const finishedAt = merged.plus({ hours: deploy }).toISO()!;
    const rolloutId = await seed.rollout({ derivationId, scopeId, finishedAt });
    await seed.pullRequestDeployment({
      derivationId,
      pullRequestId,
      rolloutId,
      finishedAt,
    });
  }
  return entityId;
}

describe('phaseBuckets', () => {
  it('divides the way of those with all boundaries, and keeps the others apart', async () => {
    const entityId = await pullRequests([
      { hours: [1, 2, 3, 4, 5], isReviewed: true },
      { hours: [10, 0, 0, 0, 10], isReviewed: false },
    ]);
    expect(
      await phaseBuckets({ ...(await of(entityId)), bucket: 'week' }),
    ).toEqual([
      {
        from: window.from,
        to: window.to,
        isCut: false,
        pullRequestCount: 2,
        meanSeconds: {
          coding: HOUR / 2,
          pickup: HOUR,
          review: 1.5 * HOUR,
          merge: 2 * HOUR,
          deploy: 2.5 * HOUR,
          notDivided: 10 * HOUR,
        },
      },
    ]);
  });

  it('adds up to the mean way from the first commit to deployment', async () => {
    const hours = fc.array(fc.integer({ min: 0, max: 500 }), {
      minLength: 5,
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ hours, isReviewed: fc.boolean() }), {
          minLength: 1,
          maxLength: 5,
        }),
        async list => {
          const entityId = await pullRequests(list);
          const [{ meanSeconds }] = await phaseBuckets({
            ...(await of(entityId)),
            bucket: 'week',
          });
          const sum = Object.values(meanSeconds).reduce(
            (total, seconds) => total + seconds,
            0,
          );
          const whole = list
            .flatMap(item => item.hours)
            .reduce((total, value) => total + value, 0);
          expect(sum).toBeCloseTo((whole * HOUR) / list.length, 3);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('belongs to the entities whose paths it touches, and where its files are not known', async () => {
    const entityIds = [
      await seed.entity({ name: 'mono-a' }),
      await seed.entity({ name: 'mono-b' }),
    ];
    const scopeId = await seed.scope({ entityIds, name: 'acme/mono' });
    await knex('entity_scopes')
      .where({ entity_id: entityIds[0] })
      .update({ paths: ['services/a/**', 'lib/*.{ts,js}'] });
    await knex('entity_scopes')
      .where({ entity_id: entityIds[1] })
      .update({ paths: ['services/b/**'] });
    const files = [
      ['services/a/x/y.ts'],
      ['services/b/y.ts'],
      ['lib/z.js', 'README.md'],
      ['lib/deep/z.js'],
      null,
    ];
    for (const [index, paths] of files.entries()) {
      await seed.pullRequest({
        scopeId,
        number: index + 1,
        createdAt: ago(1),
        mergedAt: merged.toISO()!,
        files: paths,
      });
    }
    const countOf = async (entityId: number) =>
      (await phaseBuckets({ ...(await of(entityId)), bucket: 'week' }))[0]
        .pullRequestCount;
    expect(await countOf(entityIds[0])).toBe(3);
    expect(await countOf(entityIds[1])).toBe(2);
  });
});

describe('distributionOf', () => {
  it('counts every change in one bin', async () => {
    const entityId = await pullRequests([]);
    const { derivation_id: derivationId } = await knex('entities')
      .where({ id: entityId })
      .first();
    const { scope_id: scopeId } = await knex('entity_scopes')
      .where({ entity_id: entityId })
      .first();
    const finishedAt = merged.toISO()!;
    const rolloutId = await seed.rollout({ derivationId, scopeId, finishedAt });
    for (const hours of [0, 1, 3.9, 23, 24, 24 * 400]) {
      await seed.change({
        derivationId,
        scopeId,
        rolloutId,
        sha: `c${hours}`,
        startedAt: ago(hours),
        finishedAt,
      });
    }
    const [measured] = await measurePeriods(
      { knex, now, metrics: [changeLeadTime], entityIds: [entityId] },
      [period],
    );
    const distribution = distributionOf(
      measured.measurementOf(changeLeadTime, entityId),
      'seconds',
    );
    expect(distribution.bins.map(bin => bin.count)).toEqual([
      1, 2, 1, 1, 0, 0, 0, 1,
    ]);
    expect(distribution.bins.at(-1)!.to).toBe(24 * 400 * HOUR);
    expect(distribution.p50).toBeCloseTo(((3.9 + 23) / 2) * HOUR);
  });
});

describe('readEntityHealth', () => {
  it('counts what is complete, and offers stored facts as deployments', async () => {
    const entityId = await pullRequests([
      { hours: [1, 2, 3, 4, 5], isReviewed: true },
    ]);
    const { scope_id: scopeId } = await knex('entity_scopes')
      .where({ entity_id: entityId })
      .first();
    await seed.stream({
      scopeId,
      coveredFrom: window.from,
      lastSuccessAt: '2026-03-20T12:00:00Z',
    });
    await knex('pipeline_runs').insert(
      [1, 2].map(run => ({
        scope_id: scopeId,
        external_id: String(run),
        source_updated_at: now,
        pipeline: 'deploy.yml',
        finished_at: merged.toISO(),
        outcome: 'success',
      })),
    );
    const [measured] = await measurePeriods(
      { knex, now, metrics: [], entityIds: [entityId] },
      [period],
    );
    const health = await readEntityHealth({
      knex,
      now,
      members: measured.membersOf(entityId),
      completeness: await readCompleteness({
        knex,
        window,
        members: measured.membersOf(entityId),
        readiness: measured.readinessOf(entityId),
      }),
      readReadiness: async () => measured.readinessOf(entityId),
      annotationHints: [],
      entity: {
        ref: 'component:default/x',
        kind: 'component',
        title: 'x',
      },
    });
    expect(health).toMatchObject({
      entity: { ref: 'component:default/x' },
      deployments: { usableCount: 1, totalCount: 1 },
      environments: [
        { name: 'production', deploymentCount: 1, isProduction: true },
      ],
      lastSyncAt: '2026-03-20T12:00:00.000Z',
      streams: [{ isStale: true, isHistoryDone: true }],
    });
    expect(health.candidates).toEqual([
      {
        from: 'pipelineRuns',
        name: 'deploy.yml',
        count: 2,
        perWeek: 2,
        annotation: {
          key: 'engineering-insights/deployments',
          value: 'pipelineRuns:deploy.yml',
        },
      },
    ]);
  });
});
