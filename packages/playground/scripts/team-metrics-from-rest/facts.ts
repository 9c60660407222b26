/** What the raw answers of all sources come down to. Instants are milliseconds since 1970. */
export interface Facts {
  pullRequests: PullRequest[];
  issues: Issue[];
  sprints: Sprint[];
  runs: Run[];
  incidents: Incident[];
  findings: Finding[];
  /** Of each project the newest coverage at the end of the window, from 0 to 1. */
  coverages: number[];
  /** Of what nothing found means that there is none, as something tells of it. */
  connected: Set<'incidents' | 'findings'>;
}

export interface Window {
  from: number;
  to: number;
}

export interface Account {
  name: string;
  isMachine: boolean;
}

export interface PullRequest {
  id: string;
  author: Account;
  base: string;
  createdAt: number;
  mergedAt?: number;
  /** Merged or closed. */
  endedAt?: number;
  firstCommitAt?: number;
  /** Lines added plus lines deleted. */
  size?: number;
  isDraft: boolean;
  /** When it became a draft or left it, the oldest first. */
  draftChanges: number[];
  reviews: { by: Account; at: number }[];
}

export type WorkType = 'defect' | 'feature' | 'maintenance' | 'incident';
export type Category = 'todo' | 'inProgress' | 'done' | 'dropped';

export interface Issue {
  id: string;
  type?: WorkType;
  /** Labels and the priority. */
  words: string[];
  createdAt: number;
  closedAt?: number;
  isDropped: boolean;
  /** From the creation on, the oldest first; none where the source does not tell them. */
  statuses: { at: number; category: Category }[];
  /** The ids of the sprints that it was in from then on, the oldest first. */
  sprints: { at: number; ids: string[] }[];
}

export interface Sprint {
  id: string;
  startsAt: number;
  endsAt: number;
}

export interface Run {
  id: string;
  pipeline: string;
  isOnDefaultBranch: boolean;
  outcome: 'success' | 'failure' | 'other';
  startedAt?: number;
  finishedAt?: number;
}

export interface Incident {
  id: string;
  openedAt: number;
  isOver: boolean;
  /** Absent where it is not over, or nobody tells since when. */
  resolvedAt?: number;
}

export interface Finding {
  id: string;
  firstSeenAt: number;
  state: 'open' | 'fixed' | 'dismissed';
  /** Since when it is fixed or dismissed, where the source tells it. */
  endedAt?: number;
}

export function noFacts(): Facts {
  return {
    pullRequests: [],
    issues: [],
    sprints: [],
    runs: [],
    incidents: [],
    findings: [],
    coverages: [],
    connected: new Set(),
  };
}
