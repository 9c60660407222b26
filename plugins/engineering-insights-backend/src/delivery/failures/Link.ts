import type { FailureEvidence, Remediation } from './judgeFailures';

/** One piece of evidence against a rollout, and what it tells besides. */
export interface Link {
  readonly failedRollout: number;
  readonly evidence: FailureEvidence;
  /** The rollout that answered it. */
  readonly remediation?: Pick<Remediation, 'rollout' | 'kind'>;
  /** Of an incident: whether it is over, and since when, where that is known. */
  readonly incident?: {
    readonly isResolved: boolean;
    readonly resolvedAt?: number;
  };
}
