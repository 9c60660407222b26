import type { Link } from './Link';

/** A revert that a rollout carries, and each rollout that had shipped the like before or with it. */
export interface Revert {
  readonly key: string;
  readonly title: string;
  readonly url?: string;
  readonly rollout: number;
  readonly shippedBy: readonly number[];
}

const CONFIDENCE = 0.7;

/**
 * A revert tells that the rollout had failed which last shipped what it
 * reverts. What was reverted before it shipped, or with it, failed nobody.
 */
export function linkReverts(reverts: readonly Revert[]): Link[] {
  return reverts.flatMap(({ key, title, url, rollout, shippedBy }) => {
    const failedRollout = Math.max(
      -1,
      ...shippedBy.filter(index => index <= rollout),
    );
    if (failedRollout < 0 || failedRollout === rollout) return [];
    return [
      {
        failedRollout,
        remediation: { rollout, kind: 'fix' as const },
        evidence: {
          kind: 'revert' as const,
          confidence: CONFIDENCE,
          title,
          url,
          key,
        },
      },
    ];
  });
}
