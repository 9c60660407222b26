import type { Account, Deployment, Pace } from './model';

export interface DeploymentRequest {
  readonly sha: string;
  readonly pace: Pace;
  readonly trigger: 'push' | 'schedule' | 'rollback';
  readonly actor: Account;
}

/** One deployment pipeline at a time; what waits is replaced by what is newer or more urgent. */
export interface DeploymentLane {
  isRunning: boolean;
  /** After a rollback nothing goes out until the defect is fixed. */
  isHeld: boolean;
  pending?: DeploymentRequest;
  /** The deployment that runs in each environment. */
  readonly active: Map<string, Deployment>;
  /** The revisions that reached production, in order. */
  readonly shipped: string[];
}

export function createDeploymentLane(): DeploymentLane {
  return { isRunning: false, isHeld: false, active: new Map(), shipped: [] };
}
