import type { Cohort } from '@sei-platform/plugin-engineering-insights-common';
import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import { testDatabase } from '../../database/testDatabase';
import { Seed } from '../../engine/__testUtils__/seed';
import { evaluate } from '../../engine/evaluate';
import { explain } from '../../engine/explain';
import { measurePeriods } from '../../engine/measurePeriods';
import { createPeriod } from '../../engine/Period';
import { knowledgeSpread } from './knowledgeSpread';
import { mergedWithoutReview } from './mergedWithoutReview';
import { reviewLoad } from './reviewLoad';

const window = {
  from: '2026-03-02T00:00:00.000Z',
  to: '2026-03-16T00:00:00.000Z',
};
const now = '2026-03-31T12:00:00.000Z';
const at = (day: number) => `2026-03-${String(day).padStart(2, '0')}T12:00:00Z`;

const databases = testDatabase();
let knex: Knex;
let seed: Seed;
let entityId: number;
let scopeId: number;

beforeAll(async () => {
  knex = await databases.create();
  seed = new Seed(knex);
});

let serial = 0;
beforeEach(async () => {
  serial += 1;
  entityId = await seed.entity({ name: `service-${serial}` });
  scopeId = await seed.scope({
    entityIds: [entityId],
    name: `acme/${serial}`,
  });
  await seed.stream({
    scopeId,
    coveredFrom: '2025-09-01T00:00:00Z',
    lastSuccessAt: '2026-03-31T11:55:00Z',
  });
});

async function answerOf(metric: Metric) {
  const answers = await evaluate({
    knex,
    metrics: [metric],
    entityIds: [entityId],
    window,
    now,
  });
  return answers.get(entityId)![0];
}

/** What is counted per person before it is decided whether so few people may be told of. */
async function measurementOf(metric: Metric) {
  const [measured] = await measurePeriods(
    { knex, metrics: [metric], entityIds: [entityId], now },
    [createPeriod({ window, now })],
  );
  return measured.measurementOf(metric, entityId);
}

const merge = (
  number: number,
  options: { authorActor?: string; authorKey?: string | null } = {},
) =>
  seed.pullRequest({
    scopeId,
    number,
    createdAt: at(1),
    mergedAt: at(5),
    ...options,
  });

describe('collaboration.merged-without-review', () => {
  /** 1 without, 0 with a review, by the number of the pull request; or why it is left out. */
  async function judged(cohort?: Cohort) {
    const { records } = await explain({
      knex,
      metric: mergedWithoutReview,
      entityId,
      window,
      now,
      limit: 60,
      cohort,
    });
    return Object.fromEntries(
      records.map(({ observationKey, value, excludedReason }) => [
        observationKey.split(':')[1],
        excludedReason ?? value,
      ]),
    );
  }

  it('is the share that nobody else reviewed before the merge', async () => {
    for (const number of [1, 2, 3, 4]) await merge(number);
    await seed.review({ scopeId, number: 1, submittedAt: at(4) });
    await seed.review({
      scopeId,
      number: 2,
      submittedAt: at(4),
      state: 'commented',
    });
    await seed.review({ scopeId, number: 3, submittedAt: at(5) });
    // After the merge, which is too late.
    await seed.review({ scopeId, number: 4, submittedAt: at(6) });
    expect(await judged()).toEqual({ 1: 0, 2: 0, 3: 0, 4: 1 });
    expect((await answerOf(mergedWithoutReview)).value).toMatchObject({
      status: 'insufficientSample',
      value: 0.25,
      numerator: 1,
      sampleSize: 4,
    });
  });

  it('does not take the author, a bot or an AI for a second person', async () => {
    for (const number of [1, 2, 3]) await merge(number);
    await seed.review({
      scopeId,
      number: 1,
      submittedAt: at(4),
      reviewerKey: 'author',
    });
    await seed.review({
      scopeId,
      number: 2,
      submittedAt: at(4),
      reviewerActor: 'bot',
    });
    await seed.review({
      scopeId,
      number: 3,
      submittedAt: at(4),
      reviewerActor: 'agent',
    });
    expect(await judged()).toEqual({ 1: 1, 2: 1, 3: 1 });
  });

  it('leaves out what bots propose, unless they are asked about', async () => {
    await merge(1);
    await merge(2, { authorActor: 'bot', authorKey: 'renovate' });
    await merge(3, { authorActor: 'agent', authorKey: 'agent' });
    await merge(4, { authorActor: 'unknown' });
    const ofPeople = { 1: 1, 2: 'bot', 3: 'bot', 4: 1 };
    expect(await judged()).toEqual(ofPeople);
    expect(await judged('human')).toEqual(ofPeople);
    expect(await judged('bot')).toEqual({ 2: 1, 3: 1 });
  });

  it('says that it cannot tell where neither author nor reviewer is known', async () => {
    for (const number of [1, 2, 3]) await merge(number, { authorKey: null });
    await seed.review({
      scopeId,
      number: 1,
      submittedAt: at(4),
      reviewerKey: null,
    });
    await seed.review({ scopeId, number: 2, submittedAt: at(4) });
    expect(await judged()).toEqual({ 1: 'authorUnknown', 2: 0, 3: 1 });
  });
});

describe('collaboration.review-load', () => {
  it('is the median of how many reviews each person gave', async () => {
    await merge(1);
    // Five people with 1, 1, 2, 3 and 9 reviews; a bot has 20, the author 20 of the own.
    for (const [reviewerKey, count] of [
      ['p1', 1],
      ['p2', 1],
      ['p3', 2],
      ['p4', 3],
      ['p5', 9],
      ['author', 20],
      ['bot', 20],
    ] as const) {
      for (let index = 0; index < count; index += 1) {
        await seed.review({
          scopeId,
          number: 1,
          submittedAt: at(4),
          reviewerKey,
          reviewerActor: reviewerKey === 'bot' ? 'bot' : 'human',
        });
      }
    }
    expect(await measurementOf(reviewLoad)).toMatchObject({
      quantiles: { p50: 2 },
      contributorCount: 5,
      excluded: [{ code: 'bot', count: 20 }],
    });
  });
});

describe('collaboration.knowledge-spread', () => {
  it('is how few people made half of the commits', async () => {
    // 5, 3, 2, 1 and 1 of twelve: the first two made more than half. A merge and a bot do not count.
    const people = { p1: 5, p2: 3, p3: 2, p4: 1, p5: 1, bot: 9 };
    const rows = Object.entries(people).flatMap(([authorKey, count]) =>
      Array.from({ length: count }, (_, index) => ({
        author_key: authorKey,
        author_actor: authorKey === 'bot' ? 'bot' : 'human',
        parents: ['a'],
        external_id: `${authorKey}-${index}`,
      })),
    );
    const merges = [1, 2, 3].map(index => ({
      author_key: 'p5',
      author_actor: 'human',
      parents: ['a', 'b'],
      external_id: `merge-${index}`,
    }));
    await knex('commits').insert(
      [...rows, ...merges].map(row => ({
        ...row,
        scope_id: scopeId,
        source_updated_at: at(4),
        authored_at: at(4),
        committed_at: at(4),
        is_on_default_branch: true,
      })),
    );
    expect(await measurementOf(knowledgeSpread)).toMatchObject({
      fewestForHalf: 2,
      contributorCount: 5,
      excluded: [
        { code: 'bot', count: 9 },
        { code: 'mergeCommit', count: 3 },
      ],
    });
  });
});
