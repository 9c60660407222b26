import type { FactKind } from '@sei-platform/plugin-engineering-insights-common';

/** How far a stream of a component was read. Instants are ISO 8601. */
export interface StreamState {
  readonly scopeId: number;
  /** Null where it is not known: then it may give any. */
  readonly produces: readonly FactKind[] | null;
  readonly isHistoryDone: boolean;
  /** When the reading of a history that is not done began. */
  readonly begunAt?: string;
  readonly coveredFrom?: string;
  readonly lastSuccessAt?: string;
  readonly error?: string;
  readonly message?: string;
}

/** ISO 8601: when the first and the last known fact of a kind happened. */
export interface FactTimes {
  readonly firstAt: string;
  readonly lastAt: string;
}

/** What is known of an entity and its sources: whether a number can exist, and how far back. */
export interface Readiness {
  /** ISO 8601: when this was read. */
  readonly asOf: string;
  /** Of a component. */
  readonly scopes: readonly { readonly id: number; readonly title: string }[];
  /** Scopes that the source no longer has; no other field counts them. */
  readonly goneScopeTitles: readonly string[];
  /** Of a component. */
  readonly streams: readonly StreamState[];
  /** Of a system, domain or group: what it is made of. */
  readonly parts: readonly Readiness[];
  /** What counts as a deployment under the policy in force. */
  readonly deploymentsFrom: string;
  /** The policy in force takes some issues for incidents. */
  readonly hasIssueIncidents: boolean;
  readonly isDerived: boolean;
  /** A person said what counts as a deployment. */
  readonly hasDeploymentRule: boolean;
  readonly hasDeployments: boolean;
  readonly hasProductionDeployments: boolean;
  /** The environments that deployments named, most used first. */
  readonly environments: readonly string[];
  /** ISO 8601: finish of the first and last known production rollout. */
  readonly firstRolloutAt?: string;
  readonly lastRolloutAt?: string;
  /** Of the kinds of facts that were asked for; a kind of which nothing is known is absent. */
  readonly factTimes: ReadonlyMap<FactKind, FactTimes>;
}
