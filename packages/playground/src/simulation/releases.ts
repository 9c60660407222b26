import type { Release } from './model';
import type { RepositorySimulation } from './repositorySimulation';
import { finishRun, startJob, startRun } from './workflowRuns';
import { ACTIONS_BOT } from './company';

function nextVersion(
  last: string | undefined,
  kind: 'minor' | 'patch',
): string {
  if (last === undefined) return 'v1.0.0';
  const [major, minor, patch] = last.slice(1).split('.').map(Number);
  return kind === 'minor'
    ? `v${major}.${minor + 1}.0`
    : `v${major}.${minor}.${patch + 1}`;
}

/** Tags a revision and announces it, with the run that built it. */
export function publishRelease(
  simulation: RepositorySimulation,
  options: { sha: string; kind: 'minor' | 'patch' },
): Release {
  const last = simulation.releases[simulation.releases.length - 1];
  const tag = nextVersion(last?.tag, options.kind);
  const release: Release = {
    id: simulation.nextId(),
    tag,
    sha: options.sha,
    name: tag,
    body: last ? `Changes since ${last.tag}` : 'First release',
    author: ACTIONS_BOT,
    createdAt: simulation.graph.get(options.sha).committedAt,
    publishedAt: simulation.now,
  };
  simulation.releases.push(release);
  simulation.tell({ event: 'release', release });
  const run = startRun(simulation, {
    workflow: 'Release',
    event: 'push',
    branch: tag,
    sha: options.sha,
    actor: ACTIONS_BOT,
  });
  startJob(simulation, run, 'build and publish');
  simulation.after(simulation.random('release', tag).around(900, 0.3), () =>
    finishRun(simulation, run, 'success'),
  );
  return release;
}
