import type { GitHistory } from '../readGitHistory';

/** A release of a history. */
export type Release = GitHistory['releases'][number];

/** The first release from which each commit can be reached, counted from the history and without our tables. */
export function firstReleases({
  commits,
  releases,
}: GitHistory): ReadonlyMap<string, Release> {
  const parentsOf = new Map(commits.map(({ sha, parents }) => [sha, parents]));
  const first = new Map<string, Release>();
  for (const release of inOrder(releases)) {
    const pending = [release.sha];
    while (pending.length > 0) {
      const sha = pending.pop()!;
      if (first.has(sha)) continue;
      first.set(sha, release);
      pending.push(...parentsOf.get(sha)!);
    }
  }
  return first;
}

export function inOrder(releases: readonly Release[]): Release[] {
  return [...releases].sort(
    (a, b) => Date.parse(a.taggedAt) - Date.parse(b.taggedAt),
  );
}
