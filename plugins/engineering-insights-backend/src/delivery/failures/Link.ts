import type { FailureEvidence, Remediation } from './judgeFailures';

/** One piece of evidence against a rollout, and what it tells besides. */
export interface Link {
  readonly failedRollout: number;
  readonly evidence: FailureEvidence;
  /** The rollout that answered it. */
  readonly remediation?: Pick<Remediation, 'rollout' | 'kind'>;
  /** Of an incident: when it was resolved, absent while it is open. */
  readonly incident?: { readonly resolvedAt?: number };
}
