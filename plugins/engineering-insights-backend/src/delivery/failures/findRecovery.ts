import type { Rollout } from '../rollouts/groupRollouts';
import type { Remediation, RolloutMark } from './judgeFailures';
import type { Link } from './Link';

export interface Recovery {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly by: 'incident' | 'rollback' | 'fix' | 'mark';
}

/**
 * When a failure was over: as a person says, else when the last of its
 * incidents was resolved (an open one keeps it open), else when the first
 * rollback or fix finished.
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
    const resolved = incidents.flatMap(incident => incident.resolvedAt ?? []);
    return resolved.length === incidents.length
      ? { at: Math.max(...resolved), by: 'incident' }
      : undefined;
  }
  const [first] = [...remedies].sort((a, b) => a.rollout - b.rollout);
  if (!first) return undefined;
  return {
    at: rollouts[first.rollout].finishedAt,
    by: first.kind === 'rollback' ? 'rollback' : 'fix',
  };
}
