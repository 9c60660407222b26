/** What is known of the sources of an entity: whether a number can exist, and how far back. */
export interface Readiness {
  readonly scopeCount: number;
  /** Scopes whose history was read. */
  readonly doneScopeCount: number;
  readonly scopeTitles: readonly string[];
  /** Scopes that the source no longer has; no other field counts them. */
  readonly goneScopeTitles: readonly string[];
  /** There are streams, and the source lets none of them be read. */
  readonly isEveryStreamRefused: boolean;
  /** About how long the rest of the history takes, where that can be told. */
  readonly secondsLeft?: number;
  /** Streams that never ended well, or have history to read. */
  readonly isCollecting: boolean;
  /** Some stream has not been read at all. */
  readonly isAnyStreamUnread: boolean;
  /** ISO 8601: from then on everything that the streams offer was read. */
  readonly streamsCoveredFrom?: string;
  /** The stream whose last success is the oldest. */
  readonly oldestSuccess?: {
    readonly at: string;
    readonly error?: string;
    readonly message?: string;
  };
  /** Of a stream that never ended well: why. */
  readonly failure?: { readonly error: string; readonly message: string };
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
  /** ISO 8601: merging of the first and last known pull request. */
  readonly firstMergeAt?: string;
  readonly lastMergeAt?: string;
}
