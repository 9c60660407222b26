import { claimsOf, createExamples } from '../__testUtils__/createExamples';
import { commit, deployment, hour, sha } from '../__testUtils__/facts';

const { derive, world: createWorld } = createExamples();

const line = [
  commit('a', [], 0),
  commit('b', ['a'], 1),
  commit('c', ['b'], 2),
  commit('d', ['c'], 3),
];

it('gives each commit to the first deployment that carries it, and lets the first deployment contribute none', async () => {
  const tables = await derive([
    ...line,
    deployment('d-1', 'a', 10),
    deployment('d-2', 'c', 20),
  ]);
  expect(claimsOf(tables)).toEqual({
    a: 'd-1 firstDeployment',
    b: 'd-2',
    c: 'd-2',
  });
  expect(tables.rollouts).toMatchObject([
    { first: 'd-1', change_count: 0, no_change_reason: 'firstDeployment' },
    { first: 'd-2', change_count: 2, no_change_reason: null },
  ]);
});

it('orders deployments by finish, then start, then external id', async () => {
  const tables = await derive([
    ...line,
    deployment('d-0', 'a', 5),
    deployment('d-4', 'd', 20, { startedAt: hour(19) }),
    deployment('d-3', 'c', 20, { startedAt: hour(18) }),
    deployment('d-2', 'b', 20, { startedAt: hour(18) }),
  ]);
  expect(claimsOf(tables)).toEqual({
    a: 'd-0 firstDeployment',
    b: 'd-2',
    c: 'd-3',
    d: 'd-4',
  });
});

it('takes successful deployments to production alone', async () => {
  const tables = await derive([
    ...line,
    deployment('d-1', 'a', 5),
    deployment('d-2', 'b', 6, { environment: 'staging' }),
    deployment('d-3', 'b', 7, { outcome: 'failure' }),
    deployment('d-4', 'b', 8, { environment: null }),
    deployment('d-5', 'b', 8, { environment: 'nonprod' }),
    deployment('d-6', 'c', 9, { environment: 'Production-EU' }),
  ]);
  expect(claimsOf(tables)).toEqual({
    a: 'd-1 firstDeployment',
    b: 'd-6',
    c: 'd-6',
  });
  expect(tables.rollouts.map(rollout => rollout.first)).toEqual(['d-1', 'd-6']);
  expect(tables.deployments).toHaveLength(6);
});

it('lets a walk that meets no claimed commit contribute none', async () => {
  const tables = await derive([
    ...line,
    commit('x', [], 4),
    commit('y', ['x'], 5),
    deployment('d-1', 'b', 10),
    deployment('d-2', 'y', 20),
    deployment('d-3', 'd', 30),
  ]);
  expect(claimsOf(tables)).toEqual({
    a: 'd-1 firstDeployment',
    b: 'd-1 firstDeployment',
    x: 'd-2 noBase',
    y: 'd-2 noBase',
    c: 'd-3',
    d: 'd-3',
  });
});

it('lets a walk that meets an unknown parent contribute none', async () => {
  const tables = await derive([
    ...line,
    commit('y', ['b', 'x'], 5),
    deployment('d-1', 'b', 10),
    deployment('d-2', 'y', 20),
  ]);
  expect(claimsOf(tables)).toMatchObject({ y: 'd-2 mergeCommit' });
  expect(tables.rollouts[1]).toMatchObject({
    change_count: 0,
    no_change_reason: 'historyTruncated',
  });
});

it('takes a deployment of what is deployed already as one without changes', async () => {
  const tables = await derive([
    ...line,
    deployment('d-1', 'a', 5),
    deployment('d-2', 'c', 10),
    deployment('d-3', 'b', 20),
  ]);
  expect(tables.rollouts[2]).toMatchObject({
    first: 'd-3',
    change_count: 0,
    no_change_reason: 'revisionAlreadyDeployed',
  });
});

it.each([
  ['its whole SHA', { sha: sha('b').toUpperCase() }],
  ['a unique beginning of at least 7 characters', { sha: sha('bb') }],
  ['a tag equal to the ref', { sha: null, ref: 'refs/tags/v1.2.0' }],
  ['a tag equal to the version without v', { sha: null, version: '1.2.0' }],
  [
    'its version, where the SHA is of another repository',
    { sha: '1234567890'.repeat(4), version: 'v1.2.0' },
  ],
])('resolves a revision by %s', async (_, names) => {
  const isAbbreviated = names.sha === sha('bb');
  const tables = await derive([
    ...line,
    {
      kind: 'release',
      externalId: 'v1.2.0',
      sha: sha('b'),
      publishedAt: hour(1),
      isPrerelease: false,
    },
    deployment(
      'd-1',
      'b',
      10,
      isAbbreviated ? { sha: sha('b').slice(0, 9) } : names,
    ),
  ]);
  expect(tables.rollouts).toMatchObject([{ sha: sha('b') }]);
  expect(tables.deployments).toMatchObject([
    { revision_status: 'resolved', sha: sha('b') },
  ]);
});

it('does not resolve a beginning that several commits share', async () => {
  const tables = await derive([
    { ...commit('a', [], 0), externalId: `abcdef12${'0'.repeat(32)}` },
    { ...commit('b', [], 0), externalId: `abcdef12${'1'.repeat(32)}` },
    deployment('d-1', undefined, 10, { sha: 'abcdef12' }),
  ]);
  expect(tables.deployments).toMatchObject([
    { revision_status: 'unresolved', sha: 'abcdef12' },
  ]);
});

it('finds the commit of a deployment in another scope of the entity', async () => {
  const world = createWorld();
  await world.addEntity({
    name: 'split',
    scopes: [
      { name: 'acme/split' },
      { name: 'acme/deploys', source: 'argocd' },
    ],
  });
  await world.write('acme/split', line);
  await world.write('acme/deploys', [
    deployment('d-1', 'a', 10),
    deployment('d-2', 'b', 20),
  ]);
  await world.derive('split');
  expect(claimsOf(await world.read('split'))).toEqual({
    a: 'd-1 firstDeployment',
    b: 'd-2',
  });
});

it('counts a deployment without a known revision, and says why it has no changes', async () => {
  const tables = await derive([
    ...line,
    deployment('d-1', 'a', 10),
    deployment('d-2', undefined, 20),
    deployment('d-3', 'x', 30),
    deployment('d-4', undefined, 35, { ref: 'main' }),
    deployment('d-5', 'c', 40),
  ]);
  expect(tables.rollouts).toMatchObject([
    { no_change_reason: 'firstDeployment' },
    { first: 'd-2', no_change_reason: 'noRevision' },
    { first: 'd-3', no_change_reason: 'unresolvedRevision' },
    { first: 'd-4', no_change_reason: 'noRevision' },
    { first: 'd-5', change_count: 2 },
  ]);
});

it('counts once what two sources tell within 15 minutes', async () => {
  const world = createWorld();
  await world.addEntity({
    name: 'twice',
    scopes: [
      { name: 'acme/twice' },
      { name: 'twice-intake', source: 'intake' },
    ],
  });
  await world.write('acme/twice', [
    ...line,
    deployment('d-1', 'a', 10),
    deployment('d-2', 'b', 20),
    deployment('d-3', 'b', 20.1),
  ]);
  await world.write('twice-intake', [
    deployment('i-1', 'a', 10.25),
    deployment('i-2', 'b', 20.3, { environment: 'production-eu' }),
    deployment('i-3', 'c', 30),
    deployment('i-4', 'c', 30.1),
  ]);
  await world.derive('twice');
  expect(
    (await world.read('twice')).deployments.map(each => each.external_id),
  ).toEqual(['d-1', 'd-2', 'd-3', 'i-2', 'i-3', 'i-4']);
});
