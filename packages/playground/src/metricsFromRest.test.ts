import { createServer } from 'node:http';
import {
  computeMetrics,
  readRepository,
  type Question,
  type RawCommit,
  type RawDeployment,
  type RawRepository,
} from '../scripts/metrics-from-rest';
import { createApp } from './server/createApp';
import { createWorld } from './simulation/world';
import { fromIso } from './simulation/time';
import type { AddressInfo } from 'node:net';

// Long histories on a busy machine take their time.
jest.setTimeout(60_000);

const QUESTION: Question = {
  from: '2026-01-01T00:00:00Z',
  to: '2026-01-11T00:00:00Z',
  asOf: '2026-01-11T00:00:00Z',
  production: /^(prod|production|live)([-_./].*)?$/i,
};

function commit(
  sha: string,
  parents: string[],
  date: string,
  message = sha,
): RawCommit {
  return {
    sha,
    parents: parents.map(parent => ({ sha: parent })),
    commit: { message, author: { date } },
  };
}

function deployment(
  id: number,
  sha: string,
  finished: string,
  environment = 'production',
): RawDeployment {
  return {
    id,
    sha,
    environment,
    created_at: finished,
    statuses: [{ state: 'success', created_at: finished }],
  };
}

const FIRST = commit('a'.repeat(40), [], '2025-01-01T00:00:00Z');
const SQUASHED = commit('b'.repeat(40), [FIRST.sha], '2026-01-02T12:00:00Z');
const REVERT = commit(
  'c'.repeat(40),
  [SQUASHED.sha],
  '2026-01-03T06:00:00Z',
  `Revert\n\nThis reverts commit ${SQUASHED.sha}.`,
);

const RAW: RawRepository = {
  commits: [FIRST, SQUASHED, REVERT],
  pullRequests: [
    {
      number: 1,
      merge_commit_sha: SQUASHED.sha,
      merged_at: '2026-01-02T12:00:00Z',
      labels: [],
      head: { ref: 'feat/x' },
    },
  ],
  originals: {
    1: [
      commit('d'.repeat(40), [FIRST.sha], '2026-01-02T00:00:00Z'),
      commit('e'.repeat(40), ['d'.repeat(40)], '2026-01-02T06:00:00Z'),
      commit(
        'f'.repeat(40),
        ['e'.repeat(40), FIRST.sha],
        '2026-01-02T07:00:00Z',
      ),
    ],
  },
  deployments: [
    deployment(1, FIRST.sha, '2026-01-01T12:00:00Z'),
    deployment(2, SQUASHED.sha, '2026-01-03T00:00:00Z', 'production-eu'),
    deployment(3, SQUASHED.sha, '2026-01-03T01:00:00Z', 'production-us'),
    deployment(4, SQUASHED.sha, '2026-01-02T23:00:00Z', 'staging'),
    deployment(5, REVERT.sha, '2026-01-03T12:00:00Z', 'production-eu'),
  ],
};

describe('computeMetrics', () => {
  it('counts regions once, replaces squashed commits, leaves out merges and the first deployment', () => {
    // Changes: the two originals, 24 h and 18 h, and the revert, 6 h.
    expect(computeMetrics(RAW, QUESTION)).toEqual({
      deployments: 4,
      rollouts: 3,
      rolloutsPerDay: 0.3,
      changes: 3,
      medianLeadTimeSeconds: 18 * 3600,
      failed: 1,
      judged: 3,
      changeFailRate: 1 / 3,
      medianRecoverySeconds: 12 * 3600,
      reworkRate: 1 / 3,
    });
  });

  it('blames a rollback on the first rollout after the revision returned to', () => {
    const deployments = [
      deployment(1, FIRST.sha, '2026-01-01T12:00:00Z'),
      deployment(2, SQUASHED.sha, '2026-01-03T00:00:00Z'),
      deployment(3, FIRST.sha, '2026-01-03T02:00:00Z'),
    ];
    const metrics = computeMetrics({ ...RAW, deployments }, QUESTION);
    expect(metrics).toMatchObject({
      failed: 1,
      judged: 2,
      medianRecoverySeconds: 7200,
      reworkRate: 1 / 3,
    });
  });

  it('says nothing of what there is not', () => {
    const metrics = computeMetrics({ ...RAW, deployments: [] }, QUESTION);
    expect(metrics.medianLeadTimeSeconds).toBeUndefined();
    expect(metrics.changeFailRate).toBeUndefined();
  });
});

describe('readRepository', () => {
  it('reads all that the playground has', async () => {
    const now = fromIso('2026-11-22T12:00:00Z');
    const world = createWorld({
      seed: 'test',
      components: 12,
      months: 3,
      anchorDay: '2026-11-22',
    });
    const server = createServer(
      createApp({ world, seed: 'test', clock: () => now }),
    );
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const raw = await readRepository({
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v3`,
      token: 'playground-token',
      repository: 'acme/search',
      production: QUESTION.production,
    });
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
    const search = world.repository('search')!;
    expect(raw.commits).toHaveLength(search.graph.log(search.head).length);
    expect(raw.deployments).toHaveLength(search.deployments.length);
    const metrics = computeMetrics(raw, {
      ...QUESTION,
      from: '2026-08-22T00:00:00Z',
      to: '2026-11-23T00:00:00Z',
      asOf: '2026-11-22T12:00:00Z',
    });
    const successes = search.deployments.filter(
      ({ isProduction, statuses }) =>
        isProduction && statuses.some(({ state }) => state === 'success'),
    );
    expect(metrics.deployments).toBe(successes.length);
    expect(metrics.medianLeadTimeSeconds).toBeGreaterThan(0);
  });
});
