import type {
  Fact,
  PipelineRunFact,
} from '@sei-platform/plugin-engineering-insights-common';
import { createExamples } from '../__testUtils__/createExamples';
import {
  commit,
  deployment,
  hour,
  pullRequest,
  sha,
} from '../__testUtils__/facts';

const { derive } = createExamples();

const line = [
  commit('a', [], 0),
  commit('b', ['a'], 1),
  commit('c', ['b'], 2),
  commit('d', ['c'], 3),
];

function run(
  externalId: string,
  commitName: string,
  hours: number,
  more: Partial<PipelineRunFact> = {},
): Fact {
  return {
    kind: 'pipelineRun',
    externalId,
    pipeline: 'deploy.yml',
    branch: 'main',
    sha: sha(commitName),
    attempt: 1,
    startedAt: hour(hours - 1),
    finishedAt: hour(hours),
    outcome: 'success',
    ...more,
  };
}

function release(
  externalId: string,
  commitName: string,
  hours: number,
  isPrerelease = false,
): Fact {
  return {
    kind: 'release',
    externalId,
    sha: sha(commitName),
    publishedAt: hour(hours),
    isPrerelease,
  };
}

describe('pipelineRuns', () => {
  it('takes the runs of the pipeline on the branch, failed ones as attempts', async () => {
    const tables = await derive(
      [
        ...line,
        run('r-1', 'a', 10),
        run('r-2', 'b', 11, { pipeline: 'test.yml' }),
        run('r-3', 'b', 12, { branch: 'feature' }),
        run('r-4', 'b', 13, { outcome: 'failure' }),
        run('r-5', 'b', 14, { outcome: 'skipped' }),
        run('r-6', 'c', 15),
        deployment('d-1', 'd', 16),
      ],
      {
        deployments: {
          from: 'pipelineRuns',
          pipeline: 'deploy\\.yml',
          branch: 'main',
        },
      },
    );
    expect(
      tables.deployments.map(row => [
        row.external_id,
        row.environment,
        row.outcome,
      ]),
    ).toEqual([
      ['r-1', 'production', 'success'],
      ['r-4', 'production', 'failure'],
      ['r-6', 'production', 'success'],
    ]);
    expect(tables.rollouts).toMatchObject([
      { first: 'r-1' },
      { first: 'r-6', change_count: 2, finished_at: new Date(hour(15)) },
    ]);
  });

  it('goes by the stage of the policy, the last time that it ran', async () => {
    const stage = (
      name: string,
      hours: number,
      outcome: 'success' | 'failure',
    ) => ({
      name,
      startedAt: hour(hours - 0.5),
      finishedAt: hour(hours),
      outcome,
    });
    const tables = await derive(
      [
        ...line,
        run('r-1', 'a', 10, {
          outcome: 'failure',
          stages: [
            stage('deploy', 9, 'success'),
            stage('smoke', 10, 'failure'),
          ],
        }),
        run('r-2', 'b', 20, { stages: [stage('build', 20, 'success')] }),
        run('r-3', 'b', 30, {
          stages: [
            stage('deploy', 28, 'failure'),
            stage('deploy', 29, 'success'),
          ],
        }),
      ],
      { deployments: { from: 'pipelineRuns', stage: 'deploy' } },
    );
    expect(tables.rollouts).toMatchObject([
      { first: 'r-1', finished_at: new Date(hour(9)) },
      { first: 'r-3', finished_at: new Date(hour(29)), change_count: 1 },
    ]);
  });
});

const tagged = [
  ...line,
  release('v1.0.0', 'a', 10),
  release('v1.1.0-rc.1', 'b', 20, true),
  release('docs-7', 'b', 21),
  release('v1.1.0', 'c', 30),
];

it.each([
  ['releases', { from: 'releases' }, ['v1.0.0', 'docs-7', 'v1.1.0']],
  [
    'releases that fit a pattern',
    { from: 'releases', tag: 'v.*' },
    ['v1.0.0', 'v1.1.0'],
  ],
  [
    'tags, prereleases among them',
    { from: 'tags', tag: 'v.*' },
    ['v1.0.0', 'v1.1.0-rc.1', 'v1.1.0'],
  ],
] as const)('takes %s', async (_, deployments, expected) => {
  const { rollouts } = await derive(tagged, { deployments });
  expect(rollouts.map(rollout => rollout.first)).toEqual(expected);
});

it('gives a release the environment of the policy', async () => {
  const { deployments, rollouts } = await derive(tagged, {
    deployments: { from: 'releases', environment: 'staging' },
  });
  expect(deployments).toHaveLength(3);
  expect(deployments).toContainEqual(
    expect.objectContaining({ environment: 'staging', is_production: false }),
  );
  expect(rollouts).toEqual([]);
});

describe('merges', () => {
  const merge = (
    number: number,
    landed: string,
    hours: number,
    baseBranch: string,
  ) =>
    pullRequest(number, landed, [[landed, hours - 5]], {
      mergedAt: hour(hours),
      baseBranch,
    });
  const merged = [
    ...line,
    merge(1, 'a', 10, 'main'),
    merge(2, 'b', 20, 'develop'),
    merge(3, 'c', 30, 'main'),
    { ...merge(4, 'd', 40, 'main'), state: 'open', mergedAt: null } as const,
  ];

  it.each([
    ['the main branch', undefined, ['pr-1', 'pr-3']],
    ['the branch of the policy', 'develop', ['pr-2']],
  ])('takes merges into %s', async (_, branch, expected) => {
    const tables = await derive(merged, {
      deployments: { from: 'merges', branch },
    });
    expect(tables.rollouts.map(rollout => rollout.first)).toEqual(expected);
  });

  it('carries what was merged before, and what it merges itself', async () => {
    const tables = await derive(merged, { deployments: { from: 'merges' } });
    expect(tables.rollouts).toMatchObject([
      { first: 'pr-1', no_change_reason: 'firstDeployment' },
      { first: 'pr-3', change_count: 2 },
    ]);
    expect(tables.pullRequests).toMatchObject([
      { number: 1, rollout: 'pr-1', is_contributing: false },
      { number: 2, rollout: 'pr-3', is_contributing: true },
      { number: 3, rollout: 'pr-3', is_contributing: true },
    ]);
  });
});
