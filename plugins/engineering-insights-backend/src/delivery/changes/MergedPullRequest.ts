import type { Touch } from '../claims/CommitGraph';

/** A merged pull request as deriving needs it. Instants are milliseconds since 1970. */
export interface MergedPullRequest {
  readonly id: string;
  /** The commit that stands for it on the branch: merge, squash, last of a rebase, or its own last one. */
  readonly landedSha: string;
  /** Its original commits in order, as far as the source lists them. */
  readonly originals: readonly {
    readonly sha: string;
    readonly authoredAt: number;
  }[];
  readonly actor?: string;
  readonly touch: Touch;
  readonly isHotfix: boolean;
}
