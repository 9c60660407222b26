import type { DeploymentCandidate } from '../select/DeploymentCandidate';

/** resolved: its commit is in the graph; unresolved: it names one that is not; absent: it names none. */
export type RevisionStatus = 'resolved' | 'unresolved' | 'absent';

/** A deployment and the commit that it put into place. */
export interface ResolvedDeployment extends DeploymentCandidate {
  readonly revisionStatus: RevisionStatus;
  /** The repository of the commit, where resolved. */
  readonly commitScopeId?: number;
  /** The whole SHA, where resolved. */
  readonly commitSha?: string;
  /** What tells its revision from others, as far as known: the commit, else the SHA or version that it names. */
  readonly identity?: string;
  /** The sources that told of it. */
  readonly sources: readonly string[];
}
