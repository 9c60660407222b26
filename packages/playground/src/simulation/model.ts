import type { WorkingHours } from './workingHours';

export interface Account {
  readonly id: number;
  readonly login: string;
  readonly type: 'User' | 'Bot';
  readonly name: string;
  readonly email: string;
}

export interface Person extends Account, WorkingHours {
  readonly jobTitle: string;
  readonly team: string;
  /** Hours of work for others to wait for, 1 being usual. */
  readonly pace: number;
  /** What share of the defects in a change this reviewer finds. */
  readonly thoroughness: number;
}

/** How much of a hurry there is; `live` is seconds, for people who watch. */
export type Pace = 'usual' | 'urgent' | 'live';

export type MergeStrategy = 'squash' | 'merge' | 'rebase';

export interface FileChange {
  readonly path: string;
  readonly additions: number;
  readonly deletions: number;
  readonly status: 'added' | 'modified' | 'removed';
}

export interface Commit {
  /** Position in the repository's list. */
  readonly index: number;
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Account;
  readonly committer: Account;
  readonly authoredAt: number;
  readonly committedAt: number;
  readonly message: string;
  readonly files: readonly FileChange[];
  /** The pull request whose merge put it on the default branch, or whose branch it is on. */
  readonly pullRequest?: number;
  hasShipped: boolean;
}

export type ReviewState = 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED';

export interface Review {
  readonly id: number;
  readonly author: Account;
  readonly state: ReviewState;
  readonly submittedAt: number;
  readonly body: string;
  readonly commitSha: string;
}

export interface PullRequest {
  readonly id: number;
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly author: Account;
  readonly branch: string;
  readonly labels: string[];
  readonly closes: readonly number[];
  readonly createdAt: number;
  readonly baseSha: string;
  readonly commits: string[];
  readonly reviews: Review[];
  readonly requestedReviewers: Account[];
  isDraft: boolean;
  headSha: string;
  readyAt?: number;
  updatedAt: number;
  closedAt?: number;
  mergedAt?: number;
  mergedBy?: Account;
  mergeCommitSha?: string;
  /** What the simulation knows and no source tells. */
  hasDefect: boolean;
}

export interface Issue {
  readonly id: number;
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly author: Account;
  readonly labels: readonly string[];
  readonly createdAt: number;
  updatedAt: number;
  closedAt?: number;
}

export type DeploymentState =
  | 'queued'
  | 'in_progress'
  | 'success'
  | 'failure'
  | 'error'
  | 'inactive';

export interface DeploymentStatus {
  readonly id: number;
  readonly state: DeploymentState;
  readonly createdAt: number;
  readonly creator: Account;
  readonly description: string;
}

export interface Deployment {
  readonly id: number;
  readonly sha: string;
  readonly ref: string;
  readonly environment: string;
  readonly isProduction: boolean;
  readonly description: string;
  readonly creator: Account;
  readonly createdAt: number;
  readonly runId: number;
  readonly statuses: DeploymentStatus[];
  updatedAt: number;
}

export interface Job {
  readonly id: number;
  readonly name: string;
  readonly startedAt: number;
  completedAt?: number;
  conclusion?: Conclusion;
}

export type Conclusion = 'success' | 'failure' | 'cancelled';

/** An attempt that was followed by another one. */
export interface EarlierAttempt {
  readonly startedAt: number;
  readonly endedAt: number;
  readonly conclusion?: Conclusion;
  readonly jobs: readonly Job[];
}

export interface WorkflowRun {
  readonly id: number;
  readonly name: string;
  readonly path: string;
  readonly number: number;
  readonly event: string;
  readonly branch: string;
  readonly sha: string;
  readonly actor: Account;
  readonly pullRequest?: number;
  readonly createdAt: number;
  attempt: number;
  startedAt: number;
  updatedAt: number;
  conclusion?: Conclusion;
  jobs: Job[];
  readonly earlierAttempts: EarlierAttempt[];
}

export interface Release {
  readonly id: number;
  readonly tag: string;
  readonly sha: string;
  readonly name: string;
  readonly body: string;
  readonly author: Account;
  readonly createdAt: number;
  readonly publishedAt: number;
}

/** What a source tells its subscribers. */
export type Occurrence =
  | {
      readonly event: 'push';
      readonly before: string;
      readonly after: string;
      readonly commits: readonly Commit[];
      readonly pusher: Account;
    }
  | {
      readonly event: 'pull_request';
      readonly action: 'opened' | 'ready_for_review' | 'synchronize' | 'closed';
      readonly pullRequest: PullRequest;
      readonly sender: Account;
    }
  | {
      readonly event: 'pull_request_review';
      readonly pullRequest: PullRequest;
      readonly review: Review;
    }
  | {
      readonly event: 'issues';
      readonly action: 'opened' | 'closed';
      readonly issue: Issue;
      readonly sender: Account;
    }
  | {
      readonly event: 'workflow_run';
      readonly action: 'requested' | 'completed';
      readonly run: WorkflowRun;
    }
  | { readonly event: 'deployment'; readonly deployment: Deployment }
  | {
      readonly event: 'deployment_status';
      readonly deployment: Deployment;
      readonly status: DeploymentStatus;
    }
  | { readonly event: 'release'; readonly release: Release };
