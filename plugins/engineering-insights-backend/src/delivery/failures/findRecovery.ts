import type { Rollout } from '../rollouts/groupRollouts';
import type { Remediation, RolloutMark } from './judgeFailures';
import type { Link } from './Link';

export interface Recovery {
  /** Milliseconds since 1970; absent where it is over at a time that its incident does not tell. */
  readonly at?: number;
  readonly by: 'incident' | 'rollback' | 'fix' | 'mark';
}

/**
 * When a failure was over: as a person says, else when the last of its
 * incidents was resolved (an open one keeps it open), else when the first
 * rollback or fix finished. Where an incident does not tell when it was
 * resolved, neither does the failure, unless it was rolled back or fixed.
 */
export function findRecovery(options: {
  rollouts: readonly Rollout[];
  links: readonly Link[];
  remedies: readonly Remediation[];
  mark: RolloutMark | undefined;
}): Recovery | undefined {
  const { rollouts, links, remedies, mark } = options;
  if (mark?.recoveredAt !== undefined)
    return { at: mark.recoveredAt, by: 'mark' };
  const incidents = links.flatMap(link => link.incident ?? []);
  if (incidents.length > 0) {
    if (incidents.some(({ isResolved }) => !isResolved)) return undefined;
    const resolved = incidents.flatMap(incident => incident.resolvedAt ?? []);
    if (resolved.length === incidents.length)
      return { at: Math.max(...resolved), by: 'incident' };
  }
  const [first] = [...remedies].sort((a, b) => a.rollout - b.rollout);
  if (!first) return incidents.length > 0 ? { by: 'incident' } : undefined;
  return {
    at: rollouts[first.rollout].finishedAt,
    by: first.kind === 'rollback' ? 'rollback' : 'fix',
  };
}
