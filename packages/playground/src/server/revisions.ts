import type { Commit } from '../simulation/model';
import type { RepositorySimulation } from '../simulation/repositorySimulation';

const SHORTEST_PREFIX = 7;

/** What a branch, a tag, a full name or a unique prefix of one points to. */
export function resolveRevision(
  repository: RepositorySimulation,
  name: string,
): Commit | undefined {
  const plain = name.replace(/^refs\//, '').replace(/^(heads|tags)\//, '');
  const branch =
    plain === 'HEAD' ? repository.head : repository.branches.get(plain);
  const release = repository.releases.find(
    candidate => candidate.tag === plain,
  );
  const sha = branch ?? release?.sha ?? plain;
  const exact = repository.graph.find(sha);
  if (exact || sha.length < SHORTEST_PREFIX || !/^[0-9a-f]+$/.test(sha))
    return exact;
  const matches = repository.graph.commits.filter(commit =>
    commit.sha.startsWith(sha),
  );
  return matches.length === 1 ? matches[0] : undefined;
}

const KEPT_LOGS = 6;
const logsOf = new WeakMap<RepositorySimulation, Map<string, Commit[]>>();

/** The history of a revision, newest first. What lies behind a commit never changes. */
export function readLog(
  repository: RepositorySimulation,
  sha: string,
): readonly Commit[] {
  const logs = logsOf.get(repository) ?? new Map<string, Commit[]>();
  logsOf.set(repository, logs);
  const log = logs.get(sha) ?? repository.graph.log(sha);
  logs.delete(sha);
  logs.set(sha, log);
  if (logs.size > KEPT_LOGS) logs.delete(logs.keys().next().value!);
  return log;
}

export interface Comparison {
  /** Reachable from the head alone, oldest first. */
  readonly ahead: readonly Commit[];
  readonly behindBy: number;
  readonly mergeBase?: Commit;
}

export function compareRevisions(
  repository: RepositorySimulation,
  base: Commit,
  head: Commit,
): Comparison {
  const behind = new Set(readLog(repository, base.sha));
  const log = readLog(repository, head.sha);
  const common = log.filter(commit => behind.has(commit));
  // A child always has a higher index than its parents, so the highest common one is nobody's parent among them.
  const mergeBase = common.reduce<Commit | undefined>(
    (best, commit) => (best && best.index > commit.index ? best : commit),
    undefined,
  );
  return {
    ahead: log.filter(commit => !behind.has(commit)).reverse(),
    behindBy: behind.size - common.length,
    mergeBase,
  };
}
