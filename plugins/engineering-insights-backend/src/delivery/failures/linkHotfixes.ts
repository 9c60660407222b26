import type { Rollout } from '../rollouts/groupRollouts';
import type { Link } from './Link';

/** Something unplanned that a rollout carries. */
export interface Hotfix {
  readonly rollout: number;
  readonly key: string;
  readonly title: string;
  readonly url?: string;
}

const CONFIDENCE = 0.6;
const WITHIN_MS = 7 * 24 * 3_600_000;

/**
 * A hotfix tells that the rollout before had failed, if that finished at most
 * seven days earlier. A rollback that lies between is passed over: it is the
 * answer to the failure and not the failure.
 */
export function linkHotfixes(options: {
  rollouts: readonly Rollout[];
  hotfixes: readonly Hotfix[];
}): Link[] {
  const { rollouts, hotfixes } = options;
  return hotfixes.flatMap(({ rollout, key, title, url }) => {
    let failedRollout = rollout - 1;
    while (failedRollout >= 0 && rollouts[failedRollout].isRollback)
      failedRollout -= 1;
    if (failedRollout < 0) return [];
    if (
      rollouts[rollout].finishedAt - rollouts[failedRollout].finishedAt >
      WITHIN_MS
    )
      return [];
    return [
      {
        failedRollout,
        remediation: { rollout, kind: 'hotfix' as const },
        evidence: {
          kind: 'hotfix' as const,
          confidence: CONFIDENCE,
          title,
          url,
          key,
        },
      },
    ];
  });
}
