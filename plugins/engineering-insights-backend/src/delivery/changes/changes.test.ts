import { claimsOf, createExamples } from '../__testUtils__/createExamples';
import { commit, deployment, pullRequest, sha } from '../__testUtils__/facts';

const { derive, world: createWorld } = createExamples();
const base = [commit('a', [], 0), deployment('d-1', 'a', 5)];

it('takes no merge commit for a change', async () => {
  const tables = await derive([
    ...base,
    commit('b', ['a'], 1),
    commit('c', ['a'], 2),
    commit('m', ['b', 'c'], 3),
    pullRequest(1, 'm', [['c', 2]]),
    deployment('d-2', 'm', 10),
  ]);
  expect(claimsOf(tables)).toEqual({
    a: 'd-1 firstDeployment',
    b: 'd-2',
    c: 'd-2',
    m: 'd-2 mergeCommit',
  });
  expect(tables.pullRequests).toMatchObject([
    { number: 1, rollout: 'd-2', is_contributing: true },
  ]);
  expect(tables.claims.find(claim => claim.sha === sha('c'))).toMatchObject({
    pull_request: 1,
  });
});

it('replaces a squash commit by the originals of its pull request', async () => {
  const tables = await derive([
    ...base,
    commit('s', ['a'], 8),
    pullRequest(
      1,
      's',
      [
        ['x', 1],
        ['y', 2],
      ],
      { author: { source: 'github', login: 'renovate', actor: 'bot' } },
    ),
    deployment('d-2', 's', 10),
  ]);
  expect(claimsOf(tables)).toEqual({
    a: 'd-1 firstDeployment',
    s: 'd-2 squashCommit',
    'x*': 'd-2',
    'y*': 'd-2',
  });
  expect(tables.claims.filter(claim => claim.is_original)).toMatchObject([
    { actor: 'bot' },
    { actor: 'bot' },
  ]);
  expect(tables.rollouts[1].change_count).toBe(2);
});

it('keeps a squash commit whose originals the source does not list', async () => {
  const tables = await derive([
    ...base,
    commit('s', ['a'], 8),
    pullRequest(1, 's', [], { commits: null }),
    deployment('d-2', 's', 10),
  ]);
  expect(claimsOf(tables)).toMatchObject({ s: 'd-2' });
});

it('replaces the copies of a rebase, each by its original', async () => {
  const tables = await derive([
    ...base,
    commit('b', ['a'], 2),
    commit('c', ['b'], 3),
    commit('d', ['c'], 4),
    pullRequest(1, 'd', [
      ['x', 3],
      ['y', 4],
    ]),
    deployment('d-2', 'd', 10),
  ]);
  expect(claimsOf(tables)).toMatchObject({
    b: 'd-2',
    c: 'd-2 rebasedCopy',
    d: 'd-2 rebasedCopy',
    'x*': 'd-2',
    'y*': 'd-2',
  });
});

it('replaces only those copies of a rebase that a deployment brought', async () => {
  const tables = await derive([
    ...base,
    commit('c', ['a'], 3),
    commit('d', ['c'], 4),
    pullRequest(1, 'd', [
      ['x', 3],
      ['y', 4],
    ]),
    deployment('d-2', 'c', 10),
    deployment('d-3', 'd', 20),
  ]);
  expect(claimsOf(tables)).toEqual({
    a: 'd-1 firstDeployment',
    c: 'd-2',
    d: 'd-3 rebasedCopy',
    'y*': 'd-3',
  });
});

it('takes a pull request that moved the branch forward as its own commits', async () => {
  const tables = await derive([
    ...base,
    commit('b', ['a'], 1),
    commit('c', ['b'], 2),
    pullRequest(
      1,
      'c',
      [
        ['b', 1],
        ['c', 2],
      ],
      { mergeCommitSha: null },
    ),
    deployment('d-2', 'c', 10),
  ]);
  expect(claimsOf(tables)).toMatchObject({ b: 'd-2', c: 'd-2' });
  expect(tables.pullRequests).toMatchObject([{ number: 1, rollout: 'd-2' }]);
});

it('does not add an original again that is reachable by itself', async () => {
  const tables = await derive([
    ...base,
    commit('x', ['a'], 1),
    commit('s', ['a'], 8),
    commit('m', ['s', 'x'], 9),
    pullRequest(1, 's', [['x', 1]]),
    deployment('d-2', 'm', 10),
  ]);
  expect(claimsOf(tables)).toMatchObject({
    x: 'd-2',
    s: 'd-2 squashCommit',
    m: 'd-2 mergeCommit',
  });
  expect(tables.rollouts[1].change_count).toBe(1);
});

it('counts an original once that is reachable only later', async () => {
  const tables = await derive([
    ...base,
    commit('x', ['a'], 1),
    commit('s', ['a'], 8),
    commit('m', ['s', 'x'], 12),
    pullRequest(1, 's', [['x', 1]]),
    deployment('d-2', 's', 10),
    deployment('d-3', 'm', 20),
  ]);
  expect(claimsOf(tables)).toMatchObject({
    'x*': 'd-2',
    x: 'd-3 rebasedCopy',
    s: 'd-2 squashCommit',
  });
});

it('leaves out a commit that is dated after its deployment', async () => {
  const tables = await derive([
    ...base,
    commit('b', ['a'], 11),
    deployment('d-2', 'b', 10),
  ]);
  expect(claimsOf(tables)).toMatchObject({ b: 'd-2 startsAfterFinish' });
  expect(tables.rollouts[1].change_count).toBe(0);
});

describe('in a monorepo', () => {
  const touching = (path: string) => ({ files: [{ path }] });
  const history = [
    commit('a', [], 0, touching('payments/a.ts')),
    commit('b', ['a'], 1, touching('orders/b.ts')),
    commit('c', ['b'], 2, touching('payments/c.ts')),
    commit('e', ['c'], 3, touching('orders/e.ts')),
    commit('f', ['e'], 4),
  ];
  let count = 0;

  async function deriveMonorepo(
    facts: Parameters<typeof derive>[0],
    settings = {},
  ) {
    count += 1;
    const world = createWorld();
    const scope = `acme/mono-${count}`;
    await world.addEntity({
      name: `payments-${count}`,
      scopes: [{ name: scope, paths: ['payments/**'] }],
      settings,
    });
    await world.addEntity({
      name: `orders-${count}`,
      scopes: [{ name: scope, paths: ['orders/**'] }],
    });
    await world.write(scope, facts);
    await world.derive(`payments-${count}`);
    return world.read(`payments-${count}`);
  }

  it('counts a deployment that carries a change of the paths, and of its changes those alone', async () => {
    const tables = await deriveMonorepo([
      ...history,
      deployment('d-1', 'a', 5),
      deployment('d-2', 'b', 6),
      deployment('d-3', 'c', 7),
      deployment('d-4', 'e', 8),
    ]);
    expect(claimsOf(tables)).toEqual({
      a: 'd-1 firstDeployment',
      b: 'none outsidePaths',
      c: 'd-3',
      e: 'none outsidePaths',
    });
    expect(tables.rollouts.map(rollout => rollout.first)).toEqual([
      'd-1',
      'd-3',
    ]);
    expect(tables.deployments.map(each => each.external_id)).toEqual([
      'd-1',
      'd-3',
    ]);
  });

  it('counts unknown files', async () => {
    const tables = await deriveMonorepo([
      ...history,
      deployment('d-1', 'e', 5),
      deployment('d-2', 'f', 6),
    ]);
    expect(claimsOf(tables)).toMatchObject({ f: 'd-2' });
  });

  it('takes the files of a pull request for its commits', async () => {
    const tables = await deriveMonorepo([
      ...history,
      pullRequest(
        7,
        'f',
        [
          ['x', 2],
          ['y', 3],
        ],
        { files: [{ path: 'orders/x.ts' }] },
      ),
      deployment('d-1', 'e', 5),
      deployment('d-2', 'f', 6),
    ]);
    expect(claimsOf(tables)).toMatchObject({
      'x*': 'none outsidePaths',
      'y*': 'none outsidePaths',
    });
    expect(tables.pullRequests).toEqual([]);
  });

  it('counts what names the entity without a change of it, and leaves out what names another', async () => {
    const named = (service: string) => ({ service });
    const tables = await deriveMonorepo([
      ...history,
      deployment('d-1', 'a', 5),
      deployment('d-2', 'b', 6, named(`payments-${count + 1}`)),
      deployment('d-3', 'c', 7, named(`Orders-${count + 1}`)),
    ]);
    expect(tables.rollouts.map(rollout => rollout.first)).toEqual([
      'd-1',
      'd-2',
    ]);
  });

  it('counts what goes to an environment that the annotation of the entity names', async () => {
    const tables = await deriveMonorepo(
      [
        ...history,
        deployment('d-1', 'b', 6, { environment: 'orders-prod' }),
        deployment('d-2', 'b', 7, { environment: 'payments-prod' }),
      ],
      { 'production-environments': 'payments-*' },
    );
    expect(tables.rollouts.map(rollout => rollout.first)).toEqual(['d-2']);
  });
});
