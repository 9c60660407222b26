import type { ExclusionCode } from '@sei-platform/plugin-engineering-insights-common';
import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import { testDatabase } from '../../database/testDatabase';
import { evaluate } from '../../engine';
import { Seed } from '../../engine/__testUtils__/seed';
import { pipelineDuration } from './duration';
import { flakyRerunRate } from './flakyRerunRate';
import { pipelineRecoveryTime } from './recoveryTime';
import { pipelineSuccessRate } from './successRate';

const MINUTE = 60;
const HOUR = 3_600;
const now = '2026-03-31T12:00:00.000Z';
const window = {
  from: '2026-03-02T00:00:00.000Z',
  to: '2026-04-01T00:00:00.000Z',
};
const databases = testDatabase();
let knex: Knex;
let seed: Seed;
let serial = 0;

beforeAll(async () => {
  knex = await databases.create();
  seed = new Seed(knex);
});

interface Run {
  /** Day and hour of March 2026: '05T12:00'. */
  readonly at: string;
  readonly outcome?: string;
  readonly pipeline?: string;
  readonly branch?: string | null;
  readonly sha?: string | null;
  readonly trigger?: string;
  readonly attempt?: number;
  readonly minutes?: number | null;
  readonly stages?: readonly object[];
}

const march = (at: string) => `2026-03-${at}:00Z`;

/** A repository with commits and pull requests, or a job of a build server. */
async function scopeOf(
  entityIds: readonly number[],
  produces: readonly string[] = ['commit', 'pullRequest', 'pipelineRun'],
): Promise<number> {
  serial += 1;
  const scopeId = await seed.scope({ entityIds, name: `acme/${serial}` });
  await seed.stream({
    scopeId,
    produces,
    coveredFrom: '2026-01-01T00:00:00Z',
    lastSuccessAt: '2026-03-31T11:55:00Z',
  });
  return scopeId;
}

async function component(): Promise<number> {
  serial += 1;
  const entityId = await seed.entity({ name: `service-${serial}` });
  await seed.derivation({ entityId });
  return entityId;
}

async function runs(scopeId: number, list: readonly Run[]): Promise<void> {
  await knex('pipeline_runs').insert(
    list.map(run => {
      serial += 1;
      const finishedAt = march(run.at);
      const { minutes = 10 } = run;
      return {
        scope_id: scopeId,
        external_id: `run-${serial}`,
        source_updated_at: finishedAt,
        pipeline: run.pipeline ?? 'build.yml',
        branch: run.branch === undefined ? 'main' : run.branch,
        sha: run.sha === undefined ? `sha-${serial}` : run.sha,
        trigger: run.trigger ?? 'push',
        attempt: run.attempt ?? 1,
        started_at:
          minutes === null
            ? null
            : new Date(Date.parse(finishedAt) - minutes * 60_000).toISOString(),
        finished_at: finishedAt,
        outcome: run.outcome ?? 'success',
        stages: run.stages ? JSON.stringify(run.stages) : null,
      };
    }),
  );
}

/** Merged pull requests tell where work goes. */
async function mergedInto(scopeId: number, branches: readonly string[]) {
  for (const [index, branch] of branches.entries()) {
    const mergedAt = march('01T12:00');
    await seed.pullRequest({
      scopeId,
      number: index + 1,
      createdAt: mergedAt,
      mergedAt,
    });
    await knex('pull_requests')
      .where({ scope_id: scopeId, number: index + 1 })
      .update({ base_branch: branch });
  }
}

async function commits(scopeId: number, shas: readonly string[]) {
  await knex('commits').insert(
    shas.map(sha => ({
      scope_id: scopeId,
      external_id: sha,
      source_updated_at: now,
      is_on_default_branch: true,
    })),
  );
}

async function valueOf(metric: Metric, entityId: number, asked = window) {
  const answers = await evaluate({
    knex,
    metrics: [metric],
    entityIds: [entityId],
    window: asked,
    now,
  });
  const { value } = answers.get(entityId)![0];
  return {
    value: 'value' in value ? value.value : undefined,
    numerator: 'value' in value ? value.numerator : undefined,
    sampleSize: 'value' in value ? value.sampleSize : 0,
    excluded: Object.fromEntries(
      value.excluded.map(({ code, count }) => [code, count]),
    ) as Partial<Record<ExclusionCode, number>>,
  };
}

/** Of runs in one repository of one component. */
async function measured(metric: Metric, list: readonly Run[], asked = window) {
  const entityId = await component();
  await runs(await scopeOf([entityId]), list);
  return valueOf(metric, entityId, asked);
}

describe('the default branch', () => {
  it('is the one that most pull requests went into', async () => {
    const entityId = await component();
    const scopeId = await scopeOf([entityId]);
    await mergedInto(scopeId, ['develop', 'develop', 'main']);
    await runs(scopeId, [
      { at: '03T12:00', branch: 'develop' },
      { at: '04T12:00', branch: 'main', outcome: 'failure' },
      { at: '05T12:00', branch: 'feature/x', outcome: 'failure' },
    ]);
    expect(await valueOf(pipelineSuccessRate, entityId)).toMatchObject({
      value: 1,
      sampleSize: 1,
      excluded: { notOnDefaultBranch: 2 },
    });
  });

  it('was called main, master or trunk before, where the commit is on it', async () => {
    const entityId = await component();
    const scopeId = await scopeOf([entityId]);
    await mergedInto(scopeId, ['develop']);
    await commits(scopeId, ['renamed', 'merged']);
    await runs(scopeId, [
      { at: '03T12:00', branch: 'master', sha: 'renamed' },
      { at: '03T13:00', branch: 'master', sha: 'elsewhere' },
      // Reachable from the default branch since it was merged, but run before.
      { at: '03T14:00', branch: 'feature/x', sha: 'merged' },
    ]);
    expect(await valueOf(pipelineSuccessRate, entityId)).toMatchObject({
      sampleSize: 1,
      excluded: { notOnDefaultBranch: 2 },
    });
  });

  it('of a build server is that of the repositories of the service', async () => {
    const entityId = await component();
    await mergedInto(await scopeOf([entityId]), ['develop']);
    const job = await scopeOf([entityId], ['pipelineRun']);
    await runs(job, [
      { at: '03T12:00', branch: 'develop' },
      { at: '04T12:00', branch: 'main' },
    ]);
    expect(await valueOf(pipelineSuccessRate, entityId)).toMatchObject({
      sampleSize: 1,
      excluded: { notOnDefaultBranch: 1 },
    });
  });

  it('is the one of most runs on its commits, where there are no pull requests', async () => {
    const entityId = await component();
    await commits(await scopeOf([entityId], ['commit']), ['a', 'b', 'c']);
    const job = await scopeOf([entityId], ['pipelineRun']);
    await runs(job, [
      { at: '03T12:00', branch: 'stable', sha: 'a' },
      { at: '04T12:00', branch: 'stable', sha: 'b' },
      { at: '05T12:00', branch: 'feature/x', sha: 'c' },
      { at: '06T12:00', branch: 'feature/y', sha: 'd' },
      { at: '07T12:00', branch: 'feature/y', sha: 'e' },
      { at: '08T12:00', branch: 'feature/y', sha: 'f' },
    ]);
    expect(await valueOf(pipelineSuccessRate, entityId)).toMatchObject({
      sampleSize: 2,
      excluded: { notOnDefaultBranch: 4 },
    });
  });

  it('is not where a pull request started the run, as of a fork whose branch is main', async () => {
    expect(
      await measured(pipelineSuccessRate, [
        { at: '03T12:00' },
        { at: '04T12:00', trigger: 'pull_request', outcome: 'failure' },
        { at: '04T13:00', trigger: 'merge_request_event', outcome: 'failure' },
      ]),
    ).toMatchObject({
      value: 1,
      sampleSize: 1,
      excluded: { notOnDefaultBranch: 2 },
    });
  });

  it('is not asked for where the scope is a pipeline, and is not known elsewhere', async () => {
    const [withJob, withRepository] = [await component(), await component()];
    const list = [{ at: '03T12:00', branch: null }];
    await runs(await scopeOf([withJob], ['pipelineRun']), list);
    await runs(await scopeOf([withRepository]), list);
    expect(await valueOf(pipelineSuccessRate, withJob)).toMatchObject({
      value: 1,
      excluded: {},
    });
    expect(await valueOf(pipelineSuccessRate, withRepository)).toEqual({
      value: undefined,
      numerator: undefined,
      sampleSize: 0,
      excluded: { branchUnknown: 1 },
    });
  });
});

describe('pipelines.success-rate', () => {
  it('divides the successful by the successful and the failed ones', async () => {
    expect(
      await measured(pipelineSuccessRate, [
        { at: '03T12:00' },
        { at: '04T12:00' },
        { at: '05T12:00' },
        { at: '06T12:00', outcome: 'failure' },
        { at: '06T13:00', outcome: 'cancelled' },
        { at: '06T14:00', outcome: 'skipped' },
        { at: '06T15:00', outcome: 'unknown' },
      ]),
    ).toEqual({
      value: 0.75,
      numerator: 3,
      sampleSize: 4,
      excluded: { cancelled: 2, outcomeUnknown: 1 },
    });
  });

  it('counts what finished from the start of the window to before its end', async () => {
    const list = [
      { at: '03T00:00' },
      { at: '09T23:59', outcome: 'failure' },
      { at: '10T00:00', outcome: 'failure' },
    ];
    const asked = {
      from: '2026-03-03T00:00:00.000Z',
      to: '2026-03-10T00:00:00.000Z',
    };
    expect(await measured(pipelineSuccessRate, list, asked)).toMatchObject({
      value: 0.5,
      sampleSize: 2,
    });
  });
});

describe('pipelines.duration', () => {
  it('is the median of the successful runs from start to finish', async () => {
    expect(
      await measured(pipelineDuration, [
        { at: '03T12:00', minutes: 4 },
        { at: '04T12:00', minutes: 6 },
        { at: '05T12:00', minutes: 20 },
        { at: '06T12:00', minutes: 1, outcome: 'failure' },
        { at: '07T12:00', minutes: 1, branch: 'feature/x' },
        { at: '08T12:00', minutes: null },
        { at: '09T12:00', minutes: -5 },
      ]),
    ).toEqual({
      value: 6 * MINUTE,
      numerator: undefined,
      sampleSize: 3,
      excluded: {
        notOnDefaultBranch: 1,
        timeUnknown: 1,
        boundaryOutOfOrder: 1,
      },
    });
  });
});

describe('pipelines.recovery-time', () => {
  it('goes from the first failure to the next success, once however many fail', async () => {
    expect(
      await measured(pipelineRecoveryTime, [
        { at: '03T10:00' },
        { at: '03T12:00', outcome: 'failure' },
        { at: '03T12:30', outcome: 'failure' },
        { at: '03T13:00', outcome: 'cancelled' },
        { at: '03T14:00' },
        { at: '03T15:00' },
        { at: '04T12:00', outcome: 'failure' },
        { at: '04T13:00' },
      ]),
    ).toMatchObject({ value: 1.5 * HOUR, sampleSize: 2, excluded: {} });
  });

  it('keeps pipelines and branches apart, and lists what is still red', async () => {
    expect(
      await measured(pipelineRecoveryTime, [
        { at: '03T12:00', outcome: 'failure' },
        { at: '03T12:10', pipeline: 'deploy.yml' },
        { at: '03T12:20', branch: 'feature/x' },
        { at: '03T13:00' },
        { at: '05T12:00', outcome: 'failure', pipeline: 'deploy.yml' },
        { at: '06T12:00', outcome: 'failure', pipeline: 'deploy.yml' },
      ]),
    ).toMatchObject({ value: HOUR, sampleSize: 1, excluded: { stillOpen: 1 } });
  });

  it('sees over the edges of the window: what was red before is not counted, what is green after is', async () => {
    const list = [
      { at: '02T12:00', outcome: 'failure' },
      { at: '03T12:00', outcome: 'failure' },
      { at: '04T12:00' },
      { at: '09T12:00', outcome: 'failure' },
      { at: '10T11:00', branch: 'feature/x' },
      { at: '10T12:00' },
    ];
    const asked = {
      from: '2026-03-03T00:00:00.000Z',
      to: '2026-03-10T00:00:00.000Z',
    };
    expect(await measured(pipelineRecoveryTime, list, asked)).toMatchObject({
      value: 24 * HOUR,
      sampleSize: 1,
      excluded: {},
    });
  });
});

describe('pipelines.flaky-rerun-rate', () => {
  it('is the share of commits on which a failure was followed by a success', async () => {
    expect(
      await measured(flakyRerunRate, [
        { at: '03T12:00', sha: 'a', outcome: 'failure' },
        { at: '03T13:00', sha: 'a', attempt: 2 },
        { at: '04T12:00', sha: 'b', outcome: 'failure' },
        { at: '04T13:00', sha: 'b', outcome: 'failure', attempt: 2 },
        { at: '05T12:00', sha: 'c' },
        { at: '05T13:00', sha: 'c', outcome: 'failure' },
        { at: '06T12:00', sha: 'd' },
        { at: '07T12:00', sha: 'e', outcome: 'cancelled' },
        { at: '08T12:00', sha: 'f', outcome: 'unknown' },
        { at: '09T12:00', sha: null, outcome: 'failure' },
        { at: '09T13:00', sha: null },
      ]),
    ).toEqual({
      value: 0.25,
      numerator: 1,
      sampleSize: 4,
      excluded: { noRevision: 2, cancelled: 1, outcomeUnknown: 1 },
    });
  });

  it('keeps pipelines, branches and runs for pull requests apart', async () => {
    const failed = { at: '03T12:00', sha: 'a', outcome: 'failure' };
    const passed = { at: '03T13:00', sha: 'a' };
    expect(
      await measured(flakyRerunRate, [
        failed,
        { ...passed, pipeline: 'deploy.yml' },
        { ...passed, branch: 'feature/x' },
        { ...passed, trigger: 'pull_request' },
      ]),
    ).toMatchObject({ value: 0, sampleSize: 4 });
  });

  it('takes a success in a later attempt for a repetition, where the earlier one was overwritten', async () => {
    expect(
      await measured(flakyRerunRate, [
        { at: '03T12:00', sha: 'a', attempt: 2 },
        { at: '04T12:00', sha: 'b', attempt: 2, outcome: 'failure' },
        { at: '05T12:00', sha: 'c', attempt: 1, outcome: 'cancelled' },
        { at: '05T13:00', sha: 'c', attempt: 2 },
      ]),
    ).toMatchObject({ numerator: 1, sampleSize: 3 });
  });

  it('sees a job that was run again inside a successful run, and none that was let fail', async () => {
    const stage = (name: string, outcome: string) => ({ name, outcome });
    expect(
      await measured(flakyRerunRate, [
        {
          at: '03T12:00',
          stages: [
            stage('test', 'failure'),
            stage('lint', 'success'),
            stage('test', 'success'),
          ],
        },
        {
          at: '04T12:00',
          stages: [stage('test', 'success'), stage('audit', 'failure')],
        },
        {
          at: '05T12:00',
          stages: [stage('test', 'success'), stage('test', 'failure')],
        },
      ]),
    ).toMatchObject({ numerator: 1, sampleSize: 3 });
  });

  it('places a commit by its first run, also where the repetition is in another window', async () => {
    const entityId = await component();
    await runs(await scopeOf([entityId]), [
      { at: '05T12:00', sha: 'a', outcome: 'failure' },
      { at: '12T12:00', sha: 'a' },
      { at: '13T12:00', sha: 'b' },
    ]);
    const week = (from: string, to: string) => ({
      from: `2026-03-${from}T00:00:00.000Z`,
      to: `2026-03-${to}T00:00:00.000Z`,
    });
    expect(
      await valueOf(flakyRerunRate, entityId, week('02', '09')),
    ).toMatchObject({ numerator: 1, sampleSize: 1 });
    expect(
      await valueOf(flakyRerunRate, entityId, week('09', '16')),
    ).toMatchObject({ numerator: 0, sampleSize: 1 });
  });
});
