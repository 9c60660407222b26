import type {
  DeliveryPolicyInput,
  Fact,
} from '@sei-platform/plugin-engineering-insights-common';
import { createExamples, failuresOf } from '../__testUtils__/createExamples';
import {
  commit,
  deployment,
  hour,
  incident,
  pullRequest,
  sha,
} from '../__testUtils__/facts';

const { derive, world: createWorld } = createExamples();
const three: Fact[] = [
  commit('a', [], 0),
  commit('b', ['a'], 1),
  commit('c', ['b'], 2),
  deployment('d-1', 'a', 10),
  deployment('d-2', 'b', 20, { startedAt: hour(19) }),
  deployment('d-3', 'c', 30),
];

describe('rollback', () => {
  it('tells that the first rollout after the revision it returns to had failed', async () => {
    const tables = await derive([...three, deployment('d-4', 'a', 31)]);
    expect(failuresOf(tables)).toEqual({
      'd-2': [0.9, true, ['rollback'], 'rollback'],
    });
    expect(tables.failures).toMatchObject([
      { failed_at: new Date(hour(20)), recovered_at: new Date(hour(31)) },
    ]);
    expect(tables.remediations).toEqual([
      { rollout: 'd-4', failed: 'd-2', kind: 'rollback', confidence: 0.9 },
    ]);
  });

  it('may be told by the source: then what was running had failed', async () => {
    const tables = await derive([
      ...three,
      deployment('d-4', undefined, 31, { isRollback: true }),
    ]);
    expect(failuresOf(tables)).toEqual({
      'd-3': [0.9, true, ['rollback'], 'rollback'],
    });
  });
});

describe('an incident', () => {
  it.each([
    ['during a rollout', 19.5, 'd-2'],
    ['at the start of a rollout', 19, 'd-2'],
    ['after two rollouts, on the latest', 30.5, 'd-3'],
    ['just within 24 hours', 53.99, 'd-3'],
  ])('opened %s counts against it', async (_, opened, rollout) => {
    const tables = await derive([
      ...three,
      incident('i-1', opened, { resolvedAt: hour(opened + 2) }),
    ]);
    expect(failuresOf(tables)).toEqual({
      [rollout]: [0.7, true, ['incident'], 'incident'],
    });
    expect(tables.incidents).toMatchObject([
      { incident: 'i-1', attribution: 'linked', rollout, confidence: 0.7 },
    ]);
  });

  it.each([
    ['before any rollout', 9.9],
    ['24 hours after the last', 54],
  ])('opened %s counts against none', async (_, opened) => {
    const tables = await derive([...three, incident('i-1', opened)]);
    expect(tables.failures).toEqual([]);
    expect(tables.incidents).toMatchObject([
      { attribution: 'unlinked', reason: 'noDeployment' },
    ]);
  });

  it.each([
    [
      'a deployment',
      { deploymentExternalId: 'd-1' },
      { 'd-1': [1, true, ['incident'], null] },
    ],
    [
      'a deployed revision',
      { sha: sha('b') },
      { 'd-2': [1, true, ['incident'], null] },
    ],
    ['a deployment of another service', { deploymentExternalId: 'x-1' }, {}],
    ['no change as its cause', { isCausedByChange: false }, {}],
  ])('that names %s goes by that', async (_, causedBy, expected) => {
    const tables = await derive([...three, incident('i-1', 31, { causedBy })]);
    expect(failuresOf(tables)).toEqual(expected);
  });

  it('keeps the failure open until the last one is resolved', async () => {
    const open = [
      ...three,
      incident('i-1', 31, { resolvedAt: hour(33) }),
      incident('i-2', 32),
    ];
    expect((await derive(open)).failures).toMatchObject([
      { rollout: 'd-3', recovered_at: null, recovered_by: null },
    ]);
    const over = [...open, incident('i-2', 32, { resolvedAt: hour(40) })];
    expect((await derive(over)).failures).toMatchObject([
      { recovered_at: new Date(hour(40)), recovered_by: 'incident' },
    ]);
  });

  it('is over at a time that is not known, where its source tells no more, unless it was mended', async () => {
    const over = [...three, incident('i-1', 31, { isResolved: true })];
    expect((await derive(over)).failures).toMatchObject([
      { rollout: 'd-3', recovered_at: null, recovered_by: 'incident' },
    ]);
    const openAgain = [...over, incident('i-2', 32)];
    expect((await derive(openAgain)).failures).toMatchObject([
      { recovered_at: null, recovered_by: null },
    ]);
  });

  it('in a shared scope counts for the entity that it names, and else waits', async () => {
    const world = createWorld();
    const pager = { name: 'pager', source: 'pagerduty' };
    await world.addEntity({
      name: 'alpha',
      scopes: [{ name: 'acme/alpha' }, pager],
    });
    await world.addEntity({ name: 'beta', scopes: [pager] });
    await world.write('acme/alpha', three);
    await world.write('pager', [
      incident('i-1', 31),
      incident('i-2', 31, { service: 'Alpha' }),
      incident('i-3', 31, { service: 'beta' }),
    ]);
    await world.derive('alpha');
    const tables = await world.read('alpha');
    expect(tables.incidents).toMatchObject([
      { incident: 'i-1', attribution: 'unlinked', reason: 'sharedScope' },
      { incident: 'i-2', attribution: 'linked', rollout: 'd-3' },
      { incident: 'i-3', attribution: 'unlinked', reason: 'ofAnother' },
    ]);
  });

  it('may be an issue that the policy takes for one', async () => {
    const issue = (externalId: string, labels: string[]): Fact => ({
      kind: 'issue',
      externalId,
      labels,
      title: 'Refunds fail',
      type: 'defect',
      statusCategory: 'done',
      createdAt: hour(31),
      closedAt: hour(35),
    });
    const facts = [
      ...three,
      issue('PAY-1', ['Incident', 'x']),
      issue('PAY-2', ['y']),
    ];
    const tables = await derive(facts, { incidents: { labels: ['incident'] } });
    expect(tables.incidents).toMatchObject([
      {
        incident: 'PAY-1',
        attribution: 'linked',
        rollout: 'd-3',
        confidence: 0.7,
      },
    ]);
    expect(tables.failures).toMatchObject([
      { recovered_at: new Date(hour(35)) },
    ]);
  });
});

describe('a revert', () => {
  const reverted = (
    id: string,
    hours: number,
    title = 'Revert "b (#7)" (#8)',
  ) => [commit('e', ['c'], hours - 1, { title }), deployment(id, 'e', hours)];

  it('tells that the rollout had failed that shipped what it reverts', async () => {
    const tables = await derive([...three, ...reverted('d-4', 40)]);
    expect(failuresOf(tables)).toEqual({
      'd-2': [0.7, true, ['revert'], 'fix'],
    });
    expect(tables.remediations).toMatchObject([
      { rollout: 'd-4', failed: 'd-2', kind: 'fix' },
    ]);
  });

  it.each([
    ['14 days after it shipped', 20 + 14 * 24, 1],
    ['later than 14 days after it shipped', 20.01 + 14 * 24, 0],
  ])('%s: %#', async (_, hours, count) => {
    expect(
      (await derive([...three, ...reverted('d-4', hours)])).failures,
    ).toHaveLength(count);
  });

  it('of what shipped together with it, or of nothing known, says nothing', async () => {
    const together = [
      commit('e', ['c'], 31, { title: 'Tune' }),
      commit('f', ['e'], 32, { title: 'Revert "Tune"' }),
    ];
    expect(
      (await derive([...three, ...together, deployment('d-4', 'f', 40)]))
        .failures,
    ).toEqual([]);
    expect(
      (
        await derive([
          ...three,
          ...reverted('d-4', 40, 'Revert "Something else"'),
        ])
      ).failures,
    ).toEqual([]);
  });

  it('by a pull request takes back what its own title names, not what those of its commits do', async () => {
    const tables = await derive([
      commit('a', [], 0),
      commit('b', ['a'], 1, { title: 'Add refunds' }),
      commit('c', ['b'], 11, { title: 'Add tests' }),
      pullRequest(7, 'b', [['b', 1]], { title: 'Add refunds' }),
      deployment('d-1', 'a', 10),
      deployment('d-2', 'b', 20),
      deployment('d-3', 'c', 30),
      commit('e', ['c'], 31, { title: 'Revert "Add tests"' }),
      pullRequest(8, 'e', [['e', 31]], { title: 'Revert "Add refunds"' }),
      deployment('d-4', 'e', 40),
    ]);
    expect(failuresOf(tables)).toEqual({
      'd-2': [0.7, true, ['revert'], 'fix'],
    });
  });

  it('is found by the branch that names the pull request', async () => {
    const tables = await derive([
      ...three,
      pullRequest(7, 'b', [['b', 1]]),
      commit('e', ['c'], 31, { title: 'Take refunds back' }),
      pullRequest(8, 'e', [['e', 31]], { headBranch: 'revert-7-refunds' }),
      deployment('d-4', 'e', 40),
    ]);
    expect(failuresOf(tables)).toEqual({
      'd-2': [0.7, true, ['revert'], 'fix'],
    });
  });
});

describe('a hotfix', () => {
  const hotfix = (hours: number, more = {}) => [
    commit('e', ['c'], 31),
    pullRequest(9, 'e', [['e', 31]], more),
    deployment('d-4', 'e', hours),
  ];

  it.each([
    [
      'by label',
      40,
      { labels: ['HotFix'] },
      { 'd-3': [0.6, true, ['hotfix'], 'fix'] },
    ],
    [
      'by branch',
      40,
      { headBranch: 'hotfix/refunds' },
      { 'd-3': [0.6, true, ['hotfix'], 'fix'] },
    ],
    [
      '7 days after the rollout before',
      30 + 7 * 24,
      { labels: ['hotfix'] },
      { 'd-3': [0.6, true, ['hotfix'], 'fix'] },
    ],
    ['later than that', 30.01 + 7 * 24, { labels: ['hotfix'] }, {}],
    ['with neither', 40, { labels: ['hotfixes'] }, {}],
  ])('%s', async (_, hours, more, expected) => {
    expect(
      failuresOf(await derive([...three, ...hotfix(hours, more)])),
    ).toEqual(expected);
  });

  it('below the minimum confidence is shown and not counted', async () => {
    const tables = await derive(
      [...three, ...hotfix(40, { labels: ['hotfix'] })],
      { failures: { minimumConfidence: 0.7 } },
    );
    expect(failuresOf(tables)).toEqual({
      'd-3': [0.6, false, ['hotfix'], 'fix'],
    });
    expect(tables.remediations).toEqual([]);
  });

  it('after a rollback answers what was rolled back', async () => {
    const tables = await derive([
      ...three,
      deployment('d-r', 'b', 35),
      ...hotfix(40, { labels: ['hotfix'] }),
    ]);
    expect(failuresOf(tables)).toEqual({
      'd-3': [0.9, true, ['rollback', 'hotfix'], 'rollback'],
    });
  });
});

it.each(['incident', 'rollback', 'revert', 'hotfix'] as const)(
  'evidence by %s can be switched off',
  async kind => {
    const facts: Record<typeof kind, Fact[]> = {
      incident: [incident('i-1', 31)],
      rollback: [deployment('d-4', 'b', 40)],
      revert: [
        commit('e', ['c'], 31, { title: 'Revert "c"' }),
        deployment('d-4', 'e', 40),
      ],
      hotfix: [
        commit('e', ['c'], 31),
        pullRequest(9, 'e', [['e', 31]], { labels: ['hotfix'] }),
        deployment('d-4', 'e', 40),
      ],
    };
    const policy: DeliveryPolicyInput = {
      failures: { evidence: { [kind]: false } },
    };
    expect((await derive([...three, ...facts[kind]])).failures).toHaveLength(1);
    expect((await derive([...three, ...facts[kind]], policy)).failures).toEqual(
      [],
    );
  },
);

describe('a mark', () => {
  async function deriveMarked(
    mark: Record<string, unknown>,
    facts: Fact[] = [],
  ) {
    const world = createWorld();
    const name = `marked-${Math.random().toString(36).slice(2)}`;
    await world.addEntity({ name, scopes: [{ name: `acme/${name}` }] });
    await world.write(`acme/${name}`, [...three, ...facts]);
    await world.mark(name, { scope: `acme/${name}`, ...mark });
    await world.derive(name);
    return world.read(name);
  }

  it('tells that a deployment failed, and when it was over', async () => {
    const tables = await deriveMarked({
      external_id: 'd-2',
      is_failed: true,
      recovered_at: hour(22),
    });
    expect(tables.failures).toMatchObject([
      {
        rollout: 'd-2',
        confidence: 1,
        is_counted: true,
        is_marked_by_hand: true,
        recovered_at: new Date(hour(22)),
        recovered_by: 'mark',
      },
    ]);
  });

  it('overrides the evidence, which stays to be seen, and what it remedies', async () => {
    const tables = await deriveMarked(
      { external_id: 'd-3', is_failed: false },
      [deployment('d-4', 'b', 40)],
    );
    expect(tables.failures).toMatchObject([
      {
        rollout: 'd-3',
        is_counted: false,
        is_marked_by_hand: true,
        evidence: ['rollback'],
      },
    ]);
    expect(tables.remediations).toEqual([]);
  });

  it('gives an incident to a deployment, or to none', async () => {
    const target = {
      target: 'incident',
      fact_kind: 'incident',
      external_id: 'i-1',
    };
    const given = await deriveMarked(
      { ...target, deployment_external_id: 'd-1' },
      [incident('i-1', 31)],
    );
    expect(failuresOf(given)).toEqual({ 'd-1': [1, true, ['incident'], null] });
    const none = await deriveMarked({ ...target, is_caused_by_change: false }, [
      incident('i-1', 31),
    ]);
    expect(none.incidents).toMatchObject([
      { attribution: 'notCausedByChange' },
    ]);
    expect(none.failures).toEqual([]);
  });
});
