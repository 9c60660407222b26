import { createExamples } from '../__testUtils__/createExamples';
import { commit, deployment, hour } from '../__testUtils__/facts';

const { derive } = createExamples();
const line = [commit('a', [], 0), commit('b', ['a'], 1), commit('c', ['b'], 2)];
const to = (environment: string) => ({ environment });

it('takes one revision in several production environments within 72 hours as one rollout', async () => {
  const { rollouts } = await derive([
    ...line,
    deployment('eu', 'a', 10, to('prod-eu')),
    deployment('us', 'a', 20, to('prod-us')),
    deployment('ap', 'a', 82, to('prod-ap')),
    deployment('sa', 'a', 82.1, to('prod-sa')),
  ]);
  expect(rollouts).toMatchObject([
    {
      first: 'eu',
      environment_count: 3,
      finished_at: new Date(hour(10)),
      last_finished_at: new Date(hour(82)),
    },
    {
      first: 'sa',
      environment_count: 1,
      no_change_reason: 'revisionAlreadyDeployed',
    },
  ]);
});

it('measures from the start, not the finish', async () => {
  const { rollouts } = await derive([
    ...line,
    deployment('eu', 'a', 10, { ...to('prod-eu'), startedAt: hour(9) }),
    deployment('us', 'a', 90, { ...to('prod-us'), startedAt: hour(81) }),
  ]);
  expect(rollouts).toMatchObject([
    { first: 'eu', environment_count: 2, started_at: new Date(hour(9)) },
  ]);
});

it('takes the same revision again in the same environment as a rollout of its own without changes', async () => {
  const { rollouts } = await derive([
    ...line,
    deployment('d-1', 'a', 10),
    deployment('d-2', 'b', 20),
    deployment('d-3', 'b', 21),
  ]);
  expect(rollouts).toMatchObject([
    { first: 'd-1' },
    { first: 'd-2', change_count: 1, is_rollback: false },
    {
      first: 'd-3',
      change_count: 0,
      no_change_reason: 'revisionAlreadyDeployed',
      is_rollback: false,
    },
  ]);
});

it('groups by the version where the revision is not known, and lets what names neither be alone', async () => {
  const unknown = (
    id: string,
    hours: number,
    environment: string,
    version?: string,
  ) => deployment(id, undefined, hours, { environment, version });
  const { rollouts } = await derive([
    ...line,
    unknown('eu', 10, 'prod-eu', '1.0.0'),
    unknown('us', 11, 'prod-us', 'v1.0.0'),
    unknown('x-eu', 12, 'prod-eu'),
    unknown('x-us', 13, 'prod-us'),
  ]);
  expect(
    rollouts.map(rollout => [rollout.first, rollout.environment_count]),
  ).toEqual([
    ['eu', 2],
    ['x-eu', 1],
    ['x-us', 1],
  ]);
});

it('counts each deployment where the policy says so', async () => {
  const { rollouts } = await derive(
    [
      ...line,
      deployment('eu', 'a', 10, to('prod-eu')),
      deployment('us', 'a', 11, to('prod-us')),
    ],
    { environments: { count: 'each' } },
  );
  expect(rollouts.map(rollout => rollout.first)).toEqual(['eu', 'us']);
});

it('judges a rollback by each environment', async () => {
  const { rollouts, deployments } = await derive([
    ...line,
    deployment('a-eu', 'a', 10, to('prod-eu')),
    deployment('b-eu', 'b', 20, to('prod-eu')),
    deployment('a-us', 'a', 25, to('prod-us')),
    deployment('a-eu-again', 'a', 30, to('prod-eu')),
  ]);
  expect(rollouts).toMatchObject([
    { first: 'a-eu', environment_count: 2, is_rollback: false },
    { first: 'b-eu', is_rollback: false },
    { first: 'a-eu-again', is_rollback: true },
  ]);
  expect(
    deployments.filter(each => each.is_rollback).map(each => each.external_id),
  ).toEqual(['a-eu-again']);
});
