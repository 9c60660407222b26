import type {
  MeasuredAs,
  MetricAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { testDatabase } from '../database/testDatabase';
import { changeLeadTime, deploymentFrequency } from '../metrics';
import { Seed } from './__testUtils__/seed';
import { evaluate } from './evaluate';
import { explain } from './explain';
import type { ReaderChoice } from './measurePeriods';

jest.setTimeout(60_000);

const HOUR = 3_600;
const now = '2026-03-31T12:00:00.000Z';
const window = {
  from: '2026-03-02T00:00:00.000Z',
  to: '2026-04-01T00:00:00.000Z',
};
const at = (day: number, hour: number) =>
  `2026-03-${String(day).padStart(2, '0')}T${String(hour).padStart(
    2,
    '0',
  )}:00:00Z`;

const databases = testDatabase();
let knex: Knex;
let seed: Seed;
let entityId: number;
let systemId: number;

interface Commit {
  readonly sha: string;
  readonly authored: string;
  /** Of the commit itself; absent: the commit is not known. */
  readonly committed?: string;
  readonly isOriginal?: boolean;
  readonly excludedReason?: string;
}

/** A rollout with what it brought. */
async function release(options: {
  readonly scopeId: number;
  readonly derivationId: number;
  readonly finishedAt: string;
  readonly pullRequestId?: number;
  readonly commits: readonly Commit[];
}): Promise<void> {
  const { scopeId, derivationId, finishedAt, pullRequestId } = options;
  const rolloutId = await seed.rollout({ derivationId, scopeId, finishedAt });
  for (const commit of options.commits) {
    const { sha, isOriginal, excludedReason } = commit;
    await seed.change({
      derivationId,
      scopeId,
      rolloutId,
      sha,
      startedAt: commit.authored,
      finishedAt,
      pullRequestId,
      excludedReason,
    });
    await knex('deployment_commits')
      .where({ sha })
      .update({ is_original: isOriginal ?? false });
    if (commit.committed) {
      await knex('commits').insert({
        scope_id: scopeId,
        external_id: sha,
        source_updated_at: now,
        authored_at: commit.authored,
        committed_at: commit.committed,
      });
    }
  }
}

/**
 * #811 was rebased before it was merged; #812, by a bot, was squashed, so that its
 * original commit is known from its list alone; the commit of #813 is dated after
 * its deployment, and its own date is not known; c9 came without a pull request.
 */
beforeAll(async () => {
  knex = await databases.create();
  seed = new Seed(knex);
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
  const derivationId = await seed.derivation({ entityId });
  const asked = { scopeId, derivationId };
  const opened = async (number: number, createdAt: string, mergedAt: string) =>
    seed.pullRequest({
      scopeId,
      number,
      createdAt,
      mergedAt,
      authorActor: number === 812 ? 'bot' : 'human',
    });
  await release({
    ...asked,
    finishedAt: at(10, 12),
    pullRequestId: await opened(811, at(9, 8), at(10, 10)),
    commits: [
      { sha: 'c1', authored: at(9, 6), committed: at(9, 22) },
      { sha: 'c2', authored: at(9, 12), committed: at(9, 23) },
    ],
  });
  const squashed = await opened(812, at(11, 2), at(11, 10));
  await knex('pull_requests')
    .where({ id: squashed })
    .update({
      commits: JSON.stringify([
        { sha: 'x1', authoredAt: at(10, 20), committedAt: at(10, 22) },
      ]),
    });
  await release({
    ...asked,
    finishedAt: at(11, 12),
    pullRequestId: squashed,
    commits: [
      {
        sha: 's1',
        authored: at(11, 10),
        committed: at(11, 10),
        excludedReason: 'squashCommit',
      },
      { sha: 'x1', authored: at(10, 20), isOriginal: true },
    ],
  });
  await release({
    ...asked,
    finishedAt: at(11, 12),
    commits: [{ sha: 'c9', authored: at(11, 6), committed: at(11, 7) }],
  });
  await release({
    ...asked,
    finishedAt: at(12, 12),
    pullRequestId: await opened(813, at(12, 0), at(12, 11)),
    commits: [
      {
        sha: 'c5',
        authored: at(13, 0),
        excludedReason: 'startsAfterFinish',
      },
    ],
  });
});

async function ask(
  choice: ReaderChoice,
  target = entityId,
): Promise<readonly MetricAnswer[]> {
  const answers = await evaluate({
    ...choice,
    knex,
    metrics: [changeLeadTime, deploymentFrequency],
    entityIds: [target],
    window,
    now,
    isCompared: true,
  });
  return answers.get(target)!;
}

/** The value in hours, and what was left out. */
async function leadTime(choice: ReaderChoice) {
  const [{ value }] = await ask(choice);
  return {
    hours: 'value' in value ? value.value / HOUR : undefined,
    excluded: Object.fromEntries(
      value.excluded.map(({ code, count }) => [code, count]),
    ),
  };
}

const explained = (choice: MeasuredAs) =>
  explain({ ...choice, knex, metric: changeLeadTime, entityId, window, now });

describe('change lead time, of commits of 6, 16, 24 and 30 hours', () => {
  it.each([
    ['p50', 20],
    ['mean', 19],
    ['p75', 25.5],
    ['p90', 28.2],
  ] as const)('has the %s of %d hours', async (statistic, hours) => {
    const answer = await leadTime({ statistic });
    expect(answer.hours).toBeCloseTo(hours, 9);
    expect(answer.excluded).toEqual({ squashCommit: 1, startsAfterFinish: 1 });
  });

  it.each([
    // c9 5, c2 13, c1 and x1 14; when c5 was committed is not known.
    ['committed', 13.5, { squashCommit: 1, timeUnknown: 1 }],
    // x1 10, c5 12, c1 and c2 28: its pull request was opened before, whatever its own date says.
    ['opened', 20, { squashCommit: 1, noPullRequest: 1 }],
    // c5 1, the others 2.
    ['merged', 2, { squashCommit: 1, noPullRequest: 1 }],
  ] as const)('counted from %s', async (start, hours, excluded) => {
    expect(await leadTime({ start })).toEqual({ hours, excluded });
  });

  it.each([
    // #812 16, #811 30.
    ['authored', 23, { noPullRequest: 1, startsAfterFinish: 1 }],
    // Both 14: of #811 the earlier one.
    ['committed', 14, { noPullRequest: 1, timeUnknown: 1 }],
    // #812 10, #813 12, #811 28.
    ['opened', 12, { noPullRequest: 1 }],
    // #813 1, the others 2.
    ['merged', 2, { noPullRequest: 1 }],
  ] as const)(
    'counted once per pull request, from %s',
    async (start, hours, excluded) => {
      expect(await leadTime({ unit: 'pullRequest', start })).toEqual({
        hours,
        excluded,
      });
    },
  );

  it('of people leaves out the pull request that a bot opened', async () => {
    expect(
      await leadTime({ unit: 'pullRequest', start: 'opened', cohort: 'human' }),
    ).toEqual({ hours: 20, excluded: { bot: 1, noPullRequest: 1 } });
  });

  it('tells the median beside another statistic, and never the number itself again', async () => {
    const details = async (choice: ReaderChoice) =>
      (await ask(choice))[0].details;
    expect(Object.keys(await details({}))).toEqual(
      expect.arrayContaining(['p85', 'p95', 'mean']),
    );
    expect(await details({})).not.toHaveProperty('p50');
    expect(await details({ statistic: 'p90' })).toMatchObject({
      p50: 20 * HOUR,
      mean: 19 * HOUR,
    });
    expect(await details({ statistic: 'mean' })).not.toHaveProperty('mean');
    expect(await details({ statistic: 'p90' })).not.toHaveProperty('p90');
  });

  it('says how it was measured, and so does what it does not bear on: not at all', async () => {
    const choice: MeasuredAs = { statistic: 'p90', unit: 'pullRequest' };
    const [measured, frequency] = await ask({ ...choice, start: 'authored' });
    expect(measured.measuredAs).toEqual(choice);
    expect(frequency).not.toHaveProperty('measuredAs');
    expect(frequency).toEqual((await ask({}))[1]);
  });
});

describe('bands', () => {
  it.each<[string, ReaderChoice, boolean]>([
    ['as the definition says', {}, true],
    [
      'the default by name',
      { statistic: 'p50', unit: 'commit', start: 'authored' },
      true,
    ],
    ['another statistic', { statistic: 'p75' }, false],
    ['another unit', { unit: 'pullRequest' }, false],
    ['another start', { start: 'committed' }, false],
    ["people's work", { cohort: 'human' }, false],
    ['working hours', { clock: 'working' }, false],
  ])('of %s', async (_, choice, isBanded) => {
    const few = { ...changeLeadTime.definition, minimumSample: 1 };
    const answers = await evaluate({
      ...choice,
      knex,
      metrics: [{ ...changeLeadTime, definition: few }],
      entityIds: [entityId, systemId],
      window,
      now,
    });
    expect(answers.get(entityId)![0].band !== undefined).toBe(isBanded);
    expect(answers.get(systemId)![0].bandCounts !== undefined).toBe(isBanded);
  });
});

describe('explain', () => {
  it.each(['p75', 'p90'] as const)(
    'names the two records that the %s lies between',
    async statistic => {
      const { formula, measuredAs } = await explained({ statistic });
      expect(measuredAs).toEqual({ statistic });
      expect(formula.parameters).toEqual({ rank: 3, sampleSize: 4 });
      expect(formula.atRank?.map(({ value }) => value)).toEqual([
        24 * HOUR,
        30 * HOUR,
      ]);
    },
  );

  it('names no record of a mean, of which all are', async () => {
    const { formula, value } = await explained({ statistic: 'mean' });
    expect(formula).toEqual({ parameters: { sampleSize: 4 } });
    expect(value).toMatchObject({ value: 19 * HOUR });
  });

  it('names pull requests, and the commits that came without one', async () => {
    const { records, formula } = await explained({
      unit: 'pullRequest',
      start: 'opened',
    });
    expect(
      records.map(({ title, value, excludedReason }) => [
        title,
        excludedReason ?? value! / HOUR,
      ]),
    ).toEqual([
      ['Change 813 (#813)', 12],
      ['Change 812 (#812)', 10],
      ['Change 811 (#811)', 28],
      ['c9', 'noPullRequest'],
    ]);
    expect(formula.atRank?.map(({ title }) => title)).toEqual([
      'Change 813 (#813)',
    ]);
  });
});

describe('a pull request that came with two rollouts', () => {
  const FEBRUARY = {
    from: '2026-02-01T00:00:00.000Z',
    to: '2026-03-02T00:00:00.000Z',
  };
  const choice = { unit: 'pullRequest', start: 'authored' } as const;
  let twiceId: number;

  beforeAll(async () => {
    twiceId = await seed.entity({ name: 'twice' });
    const scopeId = await seed.scope({
      entityIds: [twiceId],
      name: 'acme/twice',
    });
    await seed.stream({
      scopeId,
      coveredFrom: '2025-01-01T00:00:00Z',
      lastSuccessAt: now,
    });
    const derivationId = await seed.derivation({ entityId: twiceId });
    const pullRequestId = await seed.pullRequest({
      scopeId,
      number: 900,
      createdAt: '2026-02-19T00:00:00Z',
      mergedAt: '2026-02-20T10:00:00Z',
      authorActor: 'human',
    });
    const asked = { scopeId, derivationId, pullRequestId };
    await release({
      ...asked,
      finishedAt: '2026-02-20T12:00:00Z',
      commits: [{ sha: 't1', authored: '2026-02-20T02:00:00Z' }],
    });
    await release({
      ...asked,
      finishedAt: at(15, 12),
      commits: [{ sha: 't2', authored: '2026-02-10T00:00:00Z' }],
    });
  });

  it.each([
    ['in the window of the first', FEBRUARY, false, 10],
    ['in the window of the second', window, false, undefined],
    ['where the first is in the window before', window, true, undefined],
  ])(
    'counts once, with what came first: %s',
    async (_, asked, isCompared, hours) => {
      const question = { ...choice, knex, window: asked, now };
      const answers = await evaluate({
        ...question,
        metrics: [changeLeadTime],
        entityIds: [twiceId],
        isCompared,
      });
      const [{ value }] = answers.get(twiceId)!;
      expect('value' in value ? value.value / HOUR : undefined).toBe(hours);
      const { records } = await explain({
        ...question,
        metric: changeLeadTime,
        entityId: twiceId,
      });
      expect(records.map(record => record.value)).toEqual(
        hours === undefined ? [] : [hours * HOUR],
      );
    },
  );
});
