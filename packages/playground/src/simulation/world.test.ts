import { createHash } from 'node:crypto';
import type { RepositorySimulation } from './repositorySimulation';
import { DAY, dayOf, fromIso } from './time';
import {
  createWorld,
  generateDay,
  type World,
  type WorldOptions,
} from './world';

// Long histories on a busy machine take their time.
jest.setTimeout(60_000);

const OPTIONS: WorldOptions = {
  seed: 'test',
  components: 12,
  months: 18,
  anchorDay: '2026-11-22',
};
const SHORT: WorldOptions = { ...OPTIONS, months: 4 };
const NOW = fromIso('2026-11-22T18:30:00Z');

function snapshot(repository: RepositorySimulation): string {
  const {
    graph,
    issues,
    pullRequests,
    workflowRuns,
    deployments,
    releases,
    branches,
  } = repository;
  const state = [
    graph.commits,
    issues,
    pullRequests,
    workflowRuns,
    deployments,
    releases,
    [...branches],
  ];
  return createHash('sha1').update(JSON.stringify(state)).digest('hex');
}

function snapshots(world: World): string[] {
  return world.company.repositories.map(({ name }) =>
    snapshot(world.repository(name)!),
  );
}

describe('createWorld', () => {
  const world = createWorld(OPTIONS);
  world.advance(NOW);
  const repositories = world.company.repositories.map(
    ({ name }) => world.repository(name)!,
  );

  it('has the parts that the demo promises', () => {
    const { company } = world;
    expect(
      company.repositories.flatMap(({ components }) => components),
    ).toHaveLength(12);
    expect(company.teams.length).toBeGreaterThanOrEqual(4);
    const deployed = (name: string) =>
      new Set(
        world
          .repository(name)!
          .deployments.map(({ environment }) => environment),
      );
    expect(deployed('search')).toEqual(
      new Set(['staging', 'production-eu', 'production-us']),
    );
    expect(deployed('recommendations')).toEqual(new Set(['stg-eu', 'prd-eu']));
    expect(deployed('mobile-app').size).toBe(0);
    expect(world.repository('mobile-app')!.releases.length).toBeGreaterThan(20);
    expect(world.repository('reports')!.pullRequests.length).toBeLessThan(30);
    expect(world.repository('payments')!.pullRequests.length).toBeGreaterThan(
      300,
    );
  });

  it.each(
    repositories.map(
      repository => [repository.profile.name, repository] as const,
    ),
  )('gives %s a true git graph', (_name, { graph, head, start }) => {
    expect(new Set(graph.commits.map(({ sha }) => sha)).size).toBe(
      graph.commits.length,
    );
    const roots = graph.commits.filter(({ parents }) => parents.length === 0);
    expect(roots).toHaveLength(1);
    const wrong = graph.commits.filter(
      commit =>
        commit.authoredAt < start ||
        commit.committedAt < commit.authoredAt ||
        commit.committedAt > NOW ||
        // Parents come first, so nothing can be its own ancestor.
        commit.parents
          .map(sha => graph.get(sha))
          .some(
            parent =>
              parent.index >= commit.index ||
              parent.committedAt > commit.committedAt,
          ),
    );
    expect(wrong).toEqual([]);
    expect(graph.log(head).pop()).toBe(roots[0]);
  });

  it.each(
    repositories.map(
      repository => [repository.profile.name, repository] as const,
    ),
  )(
    'lets nothing in %s happen before its cause',
    (_name, { graph, pullRequests, deployments, workflowRuns }) => {
      const wrongPullRequests = pullRequests.filter(
        item =>
          item.commits.some(
            sha => graph.get(sha).authoredAt > (item.closedAt ?? NOW),
          ) ||
          item.reviews.some(review => review.submittedAt < item.createdAt) ||
          (item.mergedAt !== undefined &&
            (item.mergedAt < item.readyAt! ||
              graph.get(item.mergeCommitSha!).committedAt !== item.mergedAt)),
      );
      expect(wrongPullRequests).toEqual([]);
      const runs = new Set(workflowRuns.map(({ id }) => id));
      const wrongDeployments = deployments.filter(
        ({ sha, createdAt, updatedAt, statuses, runId }) => {
          const times = [
            createdAt,
            ...statuses.map(status => status.createdAt),
          ];
          return (
            createdAt < graph.get(sha).committedAt ||
            times.some((time, index) => index > 0 && time < times[index - 1]) ||
            updatedAt !== times[times.length - 1] ||
            !runs.has(runId)
          );
        },
      );
      expect(wrongDeployments).toEqual([]);
    },
  );

  it('merges by the strategy of the repository', () => {
    const merged = (name: string) => {
      const repository = world.repository(name)!;
      return repository.pullRequests
        .filter(({ mergeCommitSha }) => mergeCommitSha)
        .map(item => ({
          item,
          commit: repository.graph.get(item.mergeCommitSha!),
          graph: repository.graph,
        }));
    };
    expect(
      merged('ledger').every(
        ({ item, commit }) => commit.parents[1] === item.headSha,
      ),
    ).toBe(true);
    expect(
      merged('payments').every(
        ({ item, commit }) =>
          commit.parents.length === 1 &&
          commit.message.includes(`(#${item.number})`),
      ),
    ).toBe(true);
    expect(
      merged('search').every(({ item, commit, graph }) => {
        const original = graph.get(item.headSha);
        return (
          commit.sha !== original.sha &&
          commit.authoredAt === original.authoredAt
        );
      }),
    ).toBe(true);
  });

  it('starts the second region within an hour of the first', () => {
    const { deployments } = world.repository('search')!;
    const eu = new Map(
      deployments
        .filter(({ environment }) => environment === 'production-eu')
        .map(item => [item.runId, item]),
    );
    const gaps = deployments
      .filter(
        ({ environment, statuses }) =>
          environment === 'production-us' && statuses[0],
      )
      .map(item => item.createdAt - eu.get(item.runId)!.createdAt);
    expect(gaps.length).toBeGreaterThan(100);
    const late = gaps.filter(gap => gap > 3600);
    // A retry of the second region waits for its pipeline.
    expect(late.length / gaps.length).toBeLessThan(0.1);
  });

  it('answers defects with rollbacks, reverts and hotfixes', () => {
    const all = repositories.flatMap(({ pullRequests }) => pullRequests);
    expect(
      all.filter(({ labels }) => labels.includes('hotfix')).length,
    ).toBeGreaterThan(10);
    expect(
      all.filter(({ title }) => title.startsWith('Revert "')).length,
    ).toBeGreaterThan(10);
    const rollbacks = repositories.flatMap(({ deployments }) =>
      deployments.filter(({ description }) =>
        description.startsWith('Roll back'),
      ),
    );
    expect(rollbacks.length).toBeGreaterThan(10);
    for (const repository of repositories) {
      for (const rollback of repository.deployments.filter(
        ({ description }) => description !== '',
      )) {
        const before = repository.deployments.filter(
          item =>
            item.id < rollback.id &&
            item.environment === rollback.environment &&
            item.sha === rollback.sha,
        );
        expect(before.length).toBeGreaterThan(0);
      }
    }
  });

  it('fails more often in the bad quarter of its team', () => {
    const { pullRequests, start } = world.repository('payments')!;
    const share = (from: number, to: number) => {
      const merged = pullRequests.filter(({ mergedAt }) => {
        const month = ((mergedAt ?? 0) - start) / ((548 * DAY) / 18);
        return mergedAt !== undefined && month >= from && month < to;
      });
      return merged.filter(({ hasDefect }) => hasDefect).length / merged.length;
    };
    expect(share(9, 12)).toBeGreaterThan(1.5 * share(0, 9));
  });
});

describe('the history of a world', () => {
  const short = createWorld(SHORT);
  short.advance(NOW);

  it('is the same whether it is made in one go, in another order or day by day', () => {
    const reversed = createWorld(SHORT);
    reversed.advance(NOW);
    for (const { name } of [...reversed.company.repositories].reverse())
      reversed.repository(name);

    const daily = createWorld(SHORT);
    for (let at = daily.start; at + DAY <= NOW; at += DAY)
      generateDay(daily, dayOf(at));
    daily.advance(NOW);

    expect(snapshots(reversed)).toEqual(snapshots(short));
    expect(snapshots(daily)).toEqual(snapshots(short));
  });

  it('is another one for another seed', () => {
    const other = createWorld({ ...SHORT, seed: 'other' });
    other.advance(NOW);
    expect(snapshots(other)).not.toEqual(snapshots(short));
  });

  it('does not depend on how many components there are', () => {
    const larger = createWorld({ ...SHORT, components: 30 });
    larger.advance(NOW);
    expect(snapshot(larger.repository('payments')!)).toBe(
      snapshot(short.repository('payments')!),
    );
  });

  it('returns to the same history with the pulses it was told', () => {
    const pulse = { repository: 'payments', at: NOW + 5 };
    const live = createWorld(SHORT);
    live.advance(NOW);
    live.repository('payments');
    live.addPulse(pulse);
    live.advance(NOW + 600);

    const restarted = createWorld({ ...SHORT, pulses: [pulse] });
    restarted.advance(NOW + 600);
    expect(snapshot(restarted.repository('payments')!)).toBe(
      snapshot(live.repository('payments')!),
    );
    const deployed = restarted
      .repository('payments')!
      .deployments.filter(({ createdAt }) => createdAt > NOW);
    expect(deployed.map(({ environment }) => environment)).toEqual([
      'staging',
      'production',
    ]);
  });
});
