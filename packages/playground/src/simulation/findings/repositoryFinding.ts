import type { PullRequest } from '../model';
import type { RepositorySimulation } from '../repositorySimulation';
import type { FindingSeverity } from './vulnerabilities';
import type { Dependency } from './manifests';

/** Something wrong in a repository, from when it was there until it no longer was. */
export interface RepositoryFinding {
  /** The same as long as it is there. */
  readonly key: string;
  readonly title: string;
  readonly severity: FindingSeverity;
  readonly from: number;
  /** Absent while it is there. */
  readonly to?: number;
  /** What scanners and databases call it. */
  readonly problems: readonly {
    readonly id: string;
    readonly source: string;
  }[];
  readonly cwe: string;
  readonly dependency?: Dependency;
  readonly location?: { readonly path: string; readonly line: number };
}

/** By pull requests things come and go, in the order of their merges. */
export function mergedPullRequests(
  repository: RepositorySimulation,
): PullRequest[] {
  return repository.pullRequests
    .filter(({ mergedAt }) => mergedAt !== undefined)
    .sort((left, right) => left.mergedAt! - right.mergedAt!);
}

/** Every file that the commits of a pull request touch. */
export function pathsOf(
  repository: RepositorySimulation,
  { commits }: PullRequest,
): string[] {
  return commits.flatMap(sha =>
    repository.graph.get(sha).files.map(({ path }) => path),
  );
}
