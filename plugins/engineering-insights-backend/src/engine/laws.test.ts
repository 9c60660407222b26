import {
  PHASES,
  type Cohort,
  type MeasuredAs,
  type MetricAnswer,
  type MetricValue,
  type MetricWindow,
  type Statistic,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import { listCalendarDays } from '../calendars/listCalendarDays';
import { saveCalendar } from '../database/operations/calendars/saveCalendar';
import { testDatabase } from '../database/testDatabase';
import {
  builtInMetrics,
  cycleTime,
  mergedWithoutReview,
  mergeTime,
  PHASE_SQL,
  pickupTime,
  reviewLoad,
  reviewTime,
  timeToFirstReview,
  workInProgress,
} from '../metrics';
import { pullRequestObservations } from '../metrics/flow/pullRequestObservations';
import { addMachineReviews, addMachineWork } from './__testUtils__/addMachines';
import { copyFacts } from './__testUtils__/copyFacts';
import { random } from './__testUtils__/random';
import { Seed } from './__testUtils__/seed';
import { seedRandomDelivery } from './__testUtils__/seedRandomDelivery';
import { seedRandomFacts } from './__testUtils__/seedRandomFacts';
import { evaluate } from './evaluate';
import { createPeriod } from './Period';
import { phaseBuckets } from './phaseBuckets';
import { readMembers } from './readMembers';

const window = {
  from: '2026-01-05T00:00:00.000Z',
  to: '2026-04-05T00:00:00.000Z',
};
const now = '2026-04-04T18:00:00.000Z';
const DAYS = 89.75;
const databases = testDatabase();
jest.setTimeout(300_000);

interface World {
  readonly knex: Knex;
  readonly seed: Seed;
  readonly systemId: number;
  /** Four; the first two share the first scope, the others the second. */
  readonly entityIds: readonly number[];
  readonly scopeIds: readonly number[];
}

async function createWorld(seedNumber: number): Promise<World> {
  const knex = await databases.create();
  const seed = new Seed(knex);
  const asked = {
    knex,
    next: random(seedNumber),
    from: window.from,
    days: DAYS,
  };
  const world = await seedRandomDelivery({ ...asked, seed, componentCount: 4 });
  await seedRandomFacts({ ...asked, scopeIds: world.scopeIds });
  return { ...world, knex, seed };
}

/** Of facts alone: what is delivered, and whose an incident is, belongs to the entity itself. */
const factMetrics = builtInMetrics.filter(
  ({ needs }) =>
    !needs.some(need => need === 'deployments' || need === 'incidents'),
);

/** Seen alike through each scope: neither by what else the entity reads, as issues and pipelines are. */
const scopeMetrics = factMetrics.filter(({ needs }) =>
  needs.every(need =>
    ['commits', 'pullRequests', 'findings', 'qualityMeasures'].includes(need),
  ),
);

async function ask(
  options: MeasuredAs & {
    readonly knex: Knex;
    readonly entityIds: readonly number[];
    readonly metrics?: readonly Metric[];
    readonly window?: MetricWindow;
    readonly cohort?: Cohort;
    readonly isCompared?: boolean;
  },
) {
  return evaluate({
    metrics: builtInMetrics,
    window,
    now,
    bucket: 'week',
    ...options,
  });
}

/** What is said of a value beside why it is, and what is left out of it. */
function saidOf(value: MetricValue) {
  return {
    status: value.status,
    ...('value' in value && {
      value: value.value,
      sampleSize: value.sampleSize,
      numerator: value.numerator,
    }),
  };
}

function numbersOf({ metricId, value, series, categories }: MetricAnswer) {
  return {
    metricId,
    categories,
    ...saidOf(value),
    series: series.map(point => ({
      from: point.from,
      categories: point.categories,
      ...saidOf(point.value),
    })),
  };
}

/** The same and what is left out. */
const allOf = (answer: MetricAnswer) => ({
  ...numbersOf(answer),
  excluded: answer.value.excluded,
});

/** The sum of fractions depends on their order in its last digits. */
function rounded<T>(answers: T): T {
  return JSON.parse(
    JSON.stringify(answers, (_, value) =>
      typeof value === 'number' ? Number(value.toPrecision(12)) : value,
    ),
  );
}

const SECONDS = fc.integer({ min: 0, max: 300 * 3_600 });
const drawnPullRequest = fc.record({
  phases: fc.tuple(SECONDS, SECONDS, SECONDS, SECONDS, SECONDS),
  hasCommits: fc.boolean(),
  isReviewed: fc.boolean(),
  isApproved: fc.boolean(),
  isDeployed: fc.boolean(),
});

describe('phases', () => {
  let knex: Knex;
  let seed: Seed;
  let serial = 0;
  const merged = DateTime.fromISO('2026-03-04T12:00:00Z', { zone: 'utc' });
  const after = (seconds: number) => merged.plus({ seconds }).toISO()!;

  /** The whole way of those that can be divided. */
  const whole: Metric = {
    ...cycleTime,
    definition: { ...cycleTime.definition, id: 'flow.whole-way' },
    observations: scope =>
      pullRequestObservations(scope, {
        from: PHASE_SQL.coding.from,
        to: PHASE_SQL.deploy.to,
        unknownWhen: PHASES.flatMap(phase => PHASE_SQL[phase].unknownWhen),
      }),
  };

  beforeAll(async () => {
    knex = await databases.create();
    seed = new Seed(knex);
    const calendar = {
      name: 'default',
      timeZone: 'UTC',
      workingDays: [1, 2, 3, 4, 5],
      hours: { from: '09:00', to: '17:00' },
    };
    await saveCalendar({
      knex,
      ...calendar,
      summary: '',
      days: listCalendarDays({ calendar, fromYear: 2025, toYear: 2026 }),
    });
  });

  async function service(
    list: readonly (typeof drawnPullRequest extends fc.Arbitrary<infer T>
      ? T
      : never)[],
  ): Promise<number> {
    serial += 1;
    const entityId = await seed.entity({ name: `service-${serial}` });
    const scopeId = await seed.scope({
      entityIds: [entityId],
      name: `acme/${serial}`,
    });
    const derivationId = await seed.derivation({ entityId });
    for (const [number, drawn] of list.entries()) {
      const [coding, pickup, review, merge, deploy] = drawn.phases;
      const pullRequestId = await seed.pullRequest({
        scopeId,
        number,
        firstCommitAt: drawn.hasCommits
          ? after(-coding - pickup - review - merge)
          : undefined,
        createdAt: after(-pickup - review - merge),
        mergedAt: after(0),
      });
      if (drawn.isReviewed) {
        await seed.review({
          scopeId,
          number,
          submittedAt: after(-review - merge),
          state: 'commented',
        });
      }
      if (drawn.isReviewed && drawn.isApproved) {
        await seed.review({ scopeId, number, submittedAt: after(-merge) });
      }
      if (drawn.isDeployed) {
        const finishedAt = after(deploy);
        const rolloutId = await seed.rollout({
          derivationId,
          scopeId,
          finishedAt,
        });
        await seed.pullRequestDeployment({
          derivationId,
          pullRequestId,
          rolloutId,
          finishedAt,
        });
      }
    }
    return entityId;
  }

  it.each(['elapsed', 'working'] as const)(
    'add up to the way from the first commit to deployment (%s)',
    async clock => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(drawnPullRequest, { minLength: 1, maxLength: 6 }),
          async list => {
            const entityId = await service(list);
            const divided = list.filter(
              each =>
                each.hasCommits &&
                each.isReviewed &&
                each.isApproved &&
                each.isDeployed,
            );
            const period = createPeriod({ window, now });
            const [bucket] = (
              await phaseBuckets({
                knex,
                clock,
                period,
                bucket: 'month',
                members: await readMembers({
                  knex,
                  entityIds: [entityId],
                  periods: [period],
                }),
              })
            ).filter(({ pullRequestCount }) => pullRequestCount > 0);
            expect(bucket.pullRequestCount).toBe(list.length);
            const sum =
              PHASES.reduce(
                (total, phase) => total + bucket.meanSeconds[phase],
                0,
              ) * list.length;

            const answers = await evaluate({
              knex,
              clock,
              window,
              now,
              metrics: [whole],
              entityIds: [entityId],
            });
            const [{ value, details }] = answers.get(entityId)!;
            expect('value' in value ? value.sampleSize : 0).toBe(
              divided.length,
            );
            expect(sum).toBeCloseTo((details.mean ?? 0) * divided.length, 3);
            const seconds = divided.flatMap(({ phases }) => phases);
            // What the rows themselves tell is by the clock.
            const expected =
              clock === 'elapsed'
                ? seconds.reduce((total, each) => total + each, 0)
                : sum;
            expect(sum).toBeCloseTo(expected, 3);
          },
        ),
        { numRuns: 20 },
      );
    },
  );
});

describe.each([20260101, 20260202])('metrics of the world %i', seedNumber => {
  let world: World;
  let serial = 0;

  beforeAll(async () => {
    world = await createWorld(seedNumber);
  });

  async function component(scopeIds: readonly number[]): Promise<number> {
    const { knex, seed } = world;
    serial += 1;
    const entityId = await seed.entity({ name: `twin-${serial}` });
    await seed.derivation({ entityId });
    for (const scopeId of scopeIds) {
      await knex('entity_scopes').insert({
        entity_id: entityId,
        scope_id: scopeId,
        bound_by: 'catalog',
      });
    }
    return entityId;
  }

  async function scope(): Promise<number> {
    const { seed } = world;
    serial += 1;
    const scopeId = await seed.scope({ entityIds: [], name: `copy-${serial}` });
    const [stream] = await world.knex('streams').where({
      scope_id: world.scopeIds[0],
    });
    await seed.stream({
      scopeId,
      coveredFrom: stream.covered_from.toISOString(),
      lastSuccessAt: stream.last_success_at.toISOString(),
    });
    return scopeId;
  }

  async function group(
    owned: readonly { entityId: number; from?: string; to?: string }[],
  ): Promise<number> {
    const { seed } = world;
    serial += 1;
    const parentId = await seed.entity({
      kind: 'group',
      name: `team-${serial}`,
    });
    for (const each of owned) {
      await seed.owns({ ...each, parentId, relation: 'owner' });
    }
    return parentId;
  }

  it('pool in a roll-up what is distinct: many components are as one that sees all their scopes', async () => {
    const { knex, entityIds, scopeIds } = world;
    const scopesOf = (index: number) => scopeIds[Math.floor(index / 2)];
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.nat(entityIds.length - 1), { minLength: 1 }),
        async indexes => {
          const seen = [...new Set(indexes.map(scopesOf))];
          const alone = await component(seen);
          const many = await group(
            indexes.map(index => ({ entityId: entityIds[index] })),
          );
          const answers = await ask({
            knex,
            metrics: scopeMetrics,
            entityIds: [alone, many],
          });
          expect(answers.get(many)!.map(allOf)).toEqual(
            answers.get(alone)!.map(allOf),
          );
        },
      ),
      { numRuns: 3 },
    );
  });

  it('do not depend on the order in which facts came', async () => {
    const { knex, scopeIds, entityIds } = world;
    await fc.assert(
      fc.asyncProperty(fc.nat(), async salt => {
        const scopeId = await scope();
        await copyFacts({ knex, from: scopeIds[0], to: scopeId, salt });
        const copy = await component([scopeId]);
        const answers = await ask({
          knex,
          metrics: factMetrics,
          entityIds: [copy, entityIds[0]],
        });
        expect(answers.get(copy)!.map(allOf)).toEqual(
          answers.get(entityIds[0])!.map(allOf),
        );
      }),
      { numRuns: 2 },
    );
  });

  it('of what happened before a component moved to another team stay as they were', async () => {
    const { knex, entityIds } = world;
    const [moved, inOld, shared, inNew] = entityIds;
    const { rows } = await knex.raw<{ rows: { at: Date }[] }>(
      `select merged_at as at from pull_requests where merged_at < :now
       union select finished_at from rollouts where finished_at < :now`,
      { now },
    );
    const events = rows
      .map(({ at }) => at.toISOString())
      .filter(at => at > window.from);
    const instants = fc
      .integer({ min: 1, max: DAYS * 86_400 - 1 })
      .map(seconds =>
        new Date(Date.parse(window.from) + seconds * 1_000).toISOString(),
      );
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(instants, fc.constantFrom(...events)),
        async at => {
          const always = (entityId: number) => ({ entityId });
          const teams = [
            await group([
              always(inOld),
              always(shared),
              { entityId: moved, to: at },
            ]),
            await group([always(inOld), always(shared), always(moved)]),
            await group([always(inNew), { entityId: moved, from: at }]),
            await group([always(inNew)]),
          ];
          const before = await ask({
            knex,
            entityIds: teams,
            window: { from: window.from, to: at },
            isCompared: true,
          });
          const later = await ask({ knex, entityIds: teams });
          const pointsOf = (team: number) =>
            later.get(team)!.map(({ metricId, series }) => ({
              metricId,
              points: series
                .filter(({ to }) => to <= at)
                .map(({ value, categories }) => ({
                  categories,
                  ...saidOf(value),
                })),
            }));
          for (const [withMove, without] of [
            [teams[0], teams[1]],
            [teams[2], teams[3]],
          ]) {
            expect(rounded(before.get(withMove))).toEqual(
              rounded(before.get(without)),
            );
            expect(rounded(pointsOf(withMove))).toEqual(
              rounded(pointsOf(without)),
            );
          }
        },
      ),
      { numRuns: 4 },
    );
  });

  it('are the default ones where the default is asked for by name, and grow with the percentile', async () => {
    const { knex, systemId, entityIds } = world;
    const asked = { knex, entityIds: [systemId, ...entityIds] };
    const byDefault = await ask({ ...asked, isCompared: true });
    expect(
      await ask({
        ...asked,
        isCompared: true,
        statistic: 'p50',
        unit: 'commit',
        start: 'authored',
      }),
    ).toEqual(byDefault);

    const valuesOf = async (statistic: Statistic) =>
      [...(await ask({ ...asked, statistic })).values()].flatMap(answers =>
        answers.flatMap(({ metricId, value, series }) =>
          [value, ...series.map(point => point.value)].map(each => ({
            metricId,
            number: 'value' in each ? each.value : undefined,
          })),
        ),
      );
    const [median, p75, p90] = await Promise.all(
      (['p50', 'p75', 'p90'] as const).map(valuesOf),
    );
    const quantiles = median.filter(
      ({ metricId, number }) =>
        number !== undefined &&
        builtInMetrics.some(
          ({ definition }) =>
            definition.id === metricId && definition.aggregate === 'quantile',
        ),
    );
    expect(quantiles.length).toBeGreaterThan(100);
    median.forEach(({ metricId, number }, index) => {
      const numbers = [number, p75[index].number, p90[index].number];
      expect({ metricId, numbers }).toEqual({
        metricId,
        numbers: [...numbers].sort((a, b) => a! - b!),
      });
    });
    expect(p90).not.toEqual(median);
  });

  // The last one, as it adds to the world.
  it('of people, and the times of human reviews, do not change by what bots and AI do', async () => {
    const { knex, systemId, entityIds, scopeIds } = world;
    const asked = { knex, entityIds: [systemId, ...entityIds] };
    const numbers = async (cohort: Cohort, metrics = builtInMetrics) =>
      [...(await ask({ ...asked, metrics, cohort })).values()].map(answers =>
        answers.map(numbersOf),
      );
    const ofReviews = [
      pickupTime,
      reviewTime,
      mergeTime,
      timeToFirstReview,
      mergedWithoutReview,
      workInProgress,
      reviewLoad,
    ];
    // What people review counts, whoever proposed it: no toggle may tell of a few of them.
    const ofCohorts = builtInMetrics.filter(metric => metric !== reviewLoad);
    const reviews = await numbers('all', ofReviews);
    const people = await numbers('human', ofCohorts);
    const everything = await numbers('all');

    await addMachineReviews(knex, scopeIds);
    expect(await numbers('all', ofReviews)).toEqual(reviews);
    expect(await numbers('human', ofCohorts)).toEqual(people);

    await addMachineWork(knex, scopeIds);
    expect(await numbers('human', ofCohorts)).toEqual(people);
    // They do work that counts where all work does.
    expect(await numbers('all')).not.toEqual(everything);
  });
});
