import type { Commit } from '../simulation/model';
import type { RepositorySimulation } from '../simulation/repositorySimulation';

/** Commits that came to the default branch together. */
export interface Push {
  readonly sha: string;
  readonly at: number;
  readonly commits: readonly Commit[];
}

/** What came to the default branch since the beginning, the oldest first. */
export function pushesOf(repository: RepositorySimulation): Push[] {
  const { graph, head } = repository;
  const line: Commit[] = [];
  for (let sha: string | undefined = head; sha; ) {
    const commit = graph.get(sha);
    line.push(commit);
    [sha] = commit.parents;
  }
  const pushes: Push[] = [];
  for (const commit of line.reverse()) {
    const last = pushes.at(-1);
    const isTogether =
      last &&
      commit.pullRequest !== undefined &&
      last.commits.every(each => each.pullRequest === commit.pullRequest);
    const commits = [...(isTogether ? last.commits : []), commit];
    if (isTogether) pushes.pop();
    pushes.push({ sha: commit.sha, at: commit.committedAt, commits });
  }
  return pushes;
}
