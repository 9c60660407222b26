import type {
  Clock,
  Cohort,
  MetricAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import { listCalendarDays } from '../../calendars/listCalendarDays';
import { saveCalendar } from '../../database/operations/calendars/saveCalendar';
import { testDatabase } from '../../database/testDatabase';
import { Seed } from '../../engine/__testUtils__/seed';
import { evaluate } from '../../engine/evaluate';
import { explain } from '../../engine/explain';
import { cycleTime } from './cycleTime';
import { pickupTime } from './pickupTime';
import { pullRequestSize } from './pullRequestSize';
import { timeToFirstReview } from './timeToFirstReview';
import { workInProgress } from './workInProgress';
import { workInProgressAge } from './workInProgressAge';

const HOUR = 3_600;
const DAY = 24 * HOUR;
// Monday to Monday, two weeks.
const window = {
  from: '2026-03-02T00:00:00.000Z',
  to: '2026-03-16T00:00:00.000Z',
};
const now = '2026-03-31T12:00:00.000Z';
const at = (day: number, hour = 12) =>
  `2026-03-${String(day).padStart(2, '0')}T${String(hour).padStart(
    2,
    '0',
  )}:00:00Z`;

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

async function ask(
  metric: Metric,
  options: { cohort?: Cohort; clock?: Clock } = {},
): Promise<MetricAnswer> {
  const answers = await evaluate({
    knex,
    metrics: [metric],
    entityIds: [entityId],
    window,
    now,
    bucket: 'week',
    ...options,
  });
  return answers.get(entityId)![0];
}

/** The included values by the number of the pull request, and why the others are left out. */
async function recordsOf(metric: Metric, cohort?: Cohort) {
  const page = await explain({
    knex,
    metric,
    entityId,
    window,
    now,
    limit: 60,
    cohort,
  });
  return Object.fromEntries(
    page.records.map(({ observationKey, value, excludedReason }) => [
      observationKey.split(':')[1],
      excludedReason ?? value,
    ]),
  );
}

describe('flow.work-in-progress-age', () => {
  it('is the median age of what is open at the end, drafts included', async () => {
    // 1, 3 and 10 days before the end; the last is a draft.
    await seed.pullRequest({ scopeId, number: 1, createdAt: at(15, 0) });
    await seed.pullRequest({ scopeId, number: 2, createdAt: at(13, 0) });
    await seed.pullRequest({
      scopeId,
      number: 3,
      createdAt: at(6, 0),
      isDraft: true,
    });
    const answer = await ask(workInProgressAge);
    expect(answer).toMatchObject({
      value: { status: 'insufficientSample', value: 3 * DAY, sampleSize: 3 },
      categories: { draft: 1, waiting: 2, inReview: 0, approved: 0 },
    });
    expect(await recordsOf(workInProgressAge)).toEqual({
      1: DAY,
      2: 3 * DAY,
      3: 10 * DAY,
    });
  });

  it('tells of each moment what was open then, not what is open now', async () => {
    // Merged after the first week ended, and in the second.
    await seed.pullRequest({
      scopeId,
      number: 1,
      createdAt: at(5, 0),
      mergedAt: at(10),
    });
    // Closed as the first week ended: no longer open at its end.
    await seed.pullRequest({
      scopeId,
      number: 2,
      createdAt: at(1, 0),
      closedAt: at(8, 23),
    });
    // Open at the end, opened in the second week.
    await seed.pullRequest({ scopeId, number: 3, createdAt: at(14, 0) });
    const { value, series } = await ask(workInProgressAge);
    expect(value).toMatchObject({ value: 2 * DAY, sampleSize: 1 });
    expect(series.map(point => point.value)).toMatchObject([
      { value: 4 * DAY, sampleSize: 1 },
      { value: 2 * DAY, sampleSize: 1 },
    ]);
  });

  it('has the stages of work in progress', async () => {
    for (const [number, state] of [
      undefined,
      'commented',
      'approved',
    ].entries()) {
      await seed.pullRequest({ scopeId, number, createdAt: at(10) });
      if (state) {
        await seed.review({ scopeId, number, submittedAt: at(11), state });
      }
    }
    const categories = { draft: 0, waiting: 1, inReview: 1, approved: 1 };
    expect(await ask(workInProgressAge)).toMatchObject({ categories });
    expect(await ask(workInProgress)).toMatchObject({ categories });
  });

  it('leaves out those of bots where people are asked about', async () => {
    await seed.pullRequest({ scopeId, number: 1, createdAt: at(15, 0) });
    await seed.pullRequest({
      scopeId,
      number: 2,
      createdAt: at(6, 0),
      authorActor: 'bot',
    });
    expect(await recordsOf(workInProgressAge, 'human')).toEqual({
      1: DAY,
      2: 'bot',
    });
    expect(await recordsOf(workInProgressAge, 'bot')).toEqual({ 2: 10 * DAY });
  });
});

describe('flow.pull-request-size', () => {
  const merged = (
    number: number,
    lines: { additions?: number; deletions?: number; authorActor?: string },
    mergedAt = at(4),
  ) =>
    seed.pullRequest({
      scopeId,
      number,
      createdAt: at(1),
      mergedAt,
      ...lines,
    });

  it('is the median of added plus deleted lines', async () => {
    await merged(1, { additions: 8, deletions: 2 });
    await merged(2, { additions: 40, deletions: 10 });
    await merged(3, { additions: 900, deletions: 0 });
    expect((await ask(pullRequestSize)).value).toMatchObject({
      value: 50,
      sampleSize: 3,
    });
  });

  it('does not take an unknown part of the size for nothing', async () => {
    await merged(1, { additions: 8 });
    await merged(2, { deletions: 8 });
    await merged(3, { additions: 0, deletions: 0 });
    expect(await recordsOf(pullRequestSize)).toEqual({
      1: 'sizeUnknown',
      2: 'sizeUnknown',
      3: 0,
    });
  });

  it('adds up sizes beyond what an integer holds', async () => {
    await merged(1, { additions: 2_000_000_000, deletions: 2_000_000_000 });
    expect(await recordsOf(pullRequestSize)).toEqual({ 1: 4_000_000_000 });
  });

  it('counts those merged from the first instant of the window up to its end', async () => {
    const lines = { additions: 1, deletions: 1 };
    await merged(1, lines, '2026-03-01T23:59:59.999Z');
    await merged(2, lines, window.from);
    await merged(3, lines, '2026-03-15T23:59:59.999Z');
    await merged(4, lines, window.to);
    expect(await recordsOf(pullRequestSize)).toEqual({ 2: 2, 3: 2 });
  });

  it('leaves out those of bots where people are asked about', async () => {
    await merged(1, { additions: 1, deletions: 1 });
    await merged(2, { additions: 9, deletions: 9, authorActor: 'agent' });
    expect(await recordsOf(pullRequestSize)).toEqual({ 1: 2, 2: 18 });
    expect(await recordsOf(pullRequestSize, 'human')).toEqual({
      1: 2,
      2: 'bot',
    });
  });
});

describe('flow.time-to-first-review', () => {
  it('counts from being ready to the first review, whatever becomes of it', async () => {
    // Open: 2 hours. Closed: 4 hours. Merged, ready 1 hour before: 1 hour.
    await seed.pullRequest({ scopeId, number: 1, createdAt: at(3, 8) });
    await seed.review({ scopeId, number: 1, submittedAt: at(3, 10) });
    await seed.review({ scopeId, number: 1, submittedAt: at(3, 20) });
    await seed.pullRequest({
      scopeId,
      number: 2,
      createdAt: at(3, 8),
      closedAt: at(3, 13),
    });
    await seed.review({ scopeId, number: 2, submittedAt: at(3, 12) });
    await seed.pullRequest({
      scopeId,
      number: 3,
      createdAt: at(2, 8),
      readyForReviewAt: at(3, 8),
      mergedAt: at(4),
    });
    await seed.review({ scopeId, number: 3, submittedAt: at(3, 9) });
    expect((await ask(timeToFirstReview)).value).toMatchObject({
      value: 2 * HOUR,
      sampleSize: 3,
    });
    expect(await recordsOf(timeToFirstReview)).toEqual({
      1: 2 * HOUR,
      2: 4 * HOUR,
      3: HOUR,
    });
  });

  it('does not take the author, a bot or an AI for a reviewer', async () => {
    await seed.pullRequest({ scopeId, number: 1, createdAt: at(3, 8) });
    const review = { scopeId, number: 1 };
    await seed.review({
      ...review,
      submittedAt: at(3, 9),
      reviewerKey: 'author',
    });
    for (const reviewerActor of ['bot', 'agent']) {
      await seed.review({ ...review, submittedAt: at(3, 10), reviewerActor });
    }
    expect(await recordsOf(timeToFirstReview)).toEqual({});
    await seed.review({
      ...review,
      submittedAt: at(3, 14),
      reviewerActor: 'unknown',
    });
    expect(await recordsOf(timeToFirstReview)).toEqual({ 1: 6 * HOUR });
  });

  it('is placed by the first review, so that a later one does not place it again', async () => {
    await seed.pullRequest({
      scopeId,
      number: 1,
      createdAt: '2026-02-27T12:00:00Z',
    });
    await seed.review({
      scopeId,
      number: 1,
      submittedAt: '2026-03-01T23:59:59Z',
    });
    await seed.review({ scopeId, number: 1, submittedAt: at(5) });
    await seed.pullRequest({ scopeId, number: 2, createdAt: at(1) });
    await seed.review({ scopeId, number: 2, submittedAt: window.from });
    await seed.pullRequest({ scopeId, number: 3, createdAt: at(1) });
    await seed.review({ scopeId, number: 3, submittedAt: window.to });
    expect(await recordsOf(timeToFirstReview)).toEqual({ 2: 12 * HOUR });
  });

  it('counts once what two people reviewed at the same moment', async () => {
    await seed.pullRequest({ scopeId, number: 1, createdAt: at(3, 8) });
    for (const reviewerKey of ['p1', 'p2']) {
      await seed.review({
        scopeId,
        number: 1,
        submittedAt: at(3, 9),
        reviewerKey,
      });
    }
    expect((await ask(timeToFirstReview)).value).toMatchObject({
      value: HOUR,
      sampleSize: 1,
    });
  });

  it('does not count a review after the merge or the closing', async () => {
    for (const [number, end] of [
      { mergedAt: at(4) },
      { closedAt: at(4) },
    ].entries()) {
      await seed.pullRequest({ scopeId, number, createdAt: at(3), ...end });
      await seed.review({ scopeId, number, submittedAt: at(5) });
    }
    expect(await recordsOf(timeToFirstReview)).toEqual({});
  });

  it('leaves out what was reviewed as a draft', async () => {
    // Ready later than the review, and never ready as far as is known.
    await seed.pullRequest({
      scopeId,
      number: 1,
      createdAt: at(3, 8),
      readyForReviewAt: at(5),
    });
    await seed.pullRequest({
      scopeId,
      number: 2,
      createdAt: at(3, 8),
      isDraft: true,
    });
    for (const number of [1, 2]) {
      await seed.review({ scopeId, number, submittedAt: at(4) });
    }
    expect(await recordsOf(timeToFirstReview)).toEqual({
      1: 'boundaryOutOfOrder',
      2: 'boundaryMissing',
    });
  });
});

describe('the working-hours clock', () => {
  beforeEach(async () => {
    await saveCalendar({
      knex,
      name: 'default',
      timeZone: 'UTC',
      summary: '',
      days: listCalendarDays({
        calendar: {
          name: 'default',
          timeZone: 'UTC',
          workingDays: [1, 2, 3, 4, 5],
          hours: { from: '09:00', to: '17:00' },
        },
        fromYear: 2026,
        toYear: 2026,
      }),
    });
  });

  it('counts the hours in which people work', async () => {
    // From Friday 16:00 to Monday 10:00 an hour and another one, and then five up to the merge.
    await seed.pullRequest({
      scopeId,
      number: 1,
      firstCommitAt: at(6, 15),
      createdAt: at(6, 16),
      mergedAt: at(9, 15),
    });
    await seed.review({ scopeId, number: 1, submittedAt: at(9, 10) });
    // From Friday 16:00 to the end on Sunday night an hour.
    await seed.pullRequest({ scopeId, number: 2, createdAt: at(13, 16) });
    const valueOf = async (metric: Metric) =>
      (await ask(metric, { clock: 'working' })).value;
    expect(await valueOf(pickupTime)).toMatchObject({ value: 2 * HOUR });
    expect(await valueOf(timeToFirstReview)).toMatchObject({ value: 2 * HOUR });
    expect(await valueOf(cycleTime)).toMatchObject({ value: 8 * HOUR });
    expect(await valueOf(workInProgressAge)).toMatchObject({ value: HOUR });
  });

  it('leaves out what begins before the calendar does', async () => {
    const createdAt = '2025-12-31T12:00:00Z';
    await seed.pullRequest({
      scopeId,
      number: 1,
      firstCommitAt: createdAt,
      createdAt,
      mergedAt: at(9, 15),
    });
    await seed.review({ scopeId, number: 1, submittedAt: at(9, 10) });
    await seed.pullRequest({ scopeId, number: 2, createdAt });
    for (const metric of [
      pickupTime,
      timeToFirstReview,
      cycleTime,
      workInProgressAge,
    ]) {
      const { value } = await ask(metric, { clock: 'working' });
      expect(value).not.toHaveProperty('value');
      expect(value.excluded).toEqual([{ code: 'timeUnknown', count: 1 }]);
      expect((await ask(metric)).value).toMatchObject({ sampleSize: 1 });
    }
  });
});
