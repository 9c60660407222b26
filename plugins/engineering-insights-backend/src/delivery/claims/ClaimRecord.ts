import type { ExclusionCode } from '@sei-platform/plugin-engineering-insights-common';

/** What is kept of the walk of one deployment. Instants are milliseconds since 1970. */
export interface ClaimRecord {
  /** `scope_id:kind:external_id` */
  readonly key: string;
  readonly finishedAt: number;
  readonly fingerprint: string;
  readonly commitScopeId?: number;
  /** Counts for the entity. */
  readonly isCounted: boolean;
  readonly noChangeReason?: ExclusionCode;
  readonly changeCount: number;
  readonly unknownShas: readonly string[];
}
