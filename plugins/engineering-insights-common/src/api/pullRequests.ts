import type { EntitySummary, WindowAnswer } from './types';

/** A pull request without saying who opened or merged it; nor its branch, which often names people. */
export interface PullRequestDetails {
  /** Of this installation. */
  readonly id: string;
  readonly repositoryId: string;
  /** As people call it. */
  readonly number?: number;
  readonly title?: string;
  readonly state?: 'open' | 'merged' | 'closed';
  readonly isDraft?: boolean;
  /** ISO 8601, as all that ends in At. */
  readonly createdAt: string;
  /** When it was opened, or last left draft. */
  readonly readyForReviewAt?: string;
  readonly mergedAt?: string;
  /** When it was merged or closed. */
  readonly closedAt?: string;
  readonly mergeCommitSha?: string;
  readonly headSha?: string;
  readonly baseBranch?: string;
  /** Its own commits, also where they were squashed. */
  readonly commits: readonly {
    readonly sha: string;
    readonly authoredAt?: string;
    readonly committedAt?: string;
  }[];
  readonly additions?: number;
  readonly deletions?: number;
  readonly changedFileCount?: number;
  readonly labels: readonly string[];
  /** Keys of issues that it names. */
  readonly issueKeys: readonly string[];
  readonly url?: string;
  /** What kind of being opened it. */
  readonly authorKind: 'human' | 'bot' | 'agent' | 'unknown';
}

/** GET /v1/entities/{kind}/{namespace}/{name}/pull-requests */
export interface PullRequestsAnswer {
  readonly entity: EntitySummary;
  readonly window: WindowAnswer;
  /** Newest first. */
  readonly items: readonly PullRequestDetails[];
  /** All of them, of which this is a page. */
  readonly totalCount: number;
  readonly nextCursor?: string;
  /** Names of the repositories whose pull requests are left out, since they also belong to entities that the caller may not see. */
  readonly leftOutRepositories: readonly string[];
}
