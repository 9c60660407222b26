import type { GitHistory } from '../readGitHistory';
import { firstReleases, inOrder } from './firstReleases';

/** A commit that counts, and when the first release with it came. Instants are milliseconds since 1970. */
export interface CountedChange {
  readonly authoredAt: number;
  readonly finishedAt: number;
}

/**
 * The changes of a history, counted by the definition of change lead time and
 * without our tables: each commit that is no merge. What the first release
 * carries has no known base; what is dated after its release does not count.
 */
export function countChanges(history: GitHistory): CountedChange[] {
  const releaseOf = firstReleases(history);
  const [base] = inOrder(history.releases);
  return history.commits.flatMap(({ sha, parents, authoredAt }) => {
    const release = releaseOf.get(sha);
    if (!release || release === base || parents.length > 1) return [];
    const change = {
      authoredAt: Date.parse(authoredAt),
      finishedAt: Date.parse(release.taggedAt),
    };
    return change.authoredAt <= change.finishedAt ? [change] : [];
  });
}
