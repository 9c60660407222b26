import type { DeploymentFactKind } from '../../database/operations/delivery/readDeploymentFacts';

/** Names a fact within an installation. */
export interface FactKey {
  readonly scopeId: number;
  readonly factKind: DeploymentFactKind;
  readonly externalId: string;
}

export type DeploymentOutcome = 'success' | 'failure' | 'cancelled' | 'unknown';

/** A fact that is a deployment of an entity under its policy. Instants are milliseconds since 1970. */
export interface DeploymentCandidate extends FactKey {
  readonly source: string;
  /** All facts that tell of it, its own first. */
  readonly facts: readonly FactKey[];
  readonly environment?: string;
  readonly isProduction: boolean;
  /** It names the entity, so what it carries does not have to show that it belongs to it. */
  readonly isNamed: boolean;
  readonly sha?: string;
  readonly ref?: string;
  readonly version?: string;
  readonly branch?: string;
  readonly startedAt?: number;
  readonly finishedAt?: number;
  readonly outcome: DeploymentOutcome;
  readonly sourceOutcome?: string;
  /** The source says so. */
  readonly isRollback: boolean;
  readonly isUnplanned: boolean;
  readonly url?: string;
}
