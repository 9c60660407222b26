import type { MarkRow } from '../../database/operations/delivery/readMarks';
import type { RolloutFinder } from './createRolloutFinder';
import type { RolloutMark } from './judgeFailures';

/** What people said of deployments, by the rollout that each is part of. */
export function marksByRollout(
  marks: readonly MarkRow[],
  find: RolloutFinder,
): Map<number, RolloutMark> {
  const found = new Map<number, RolloutMark>();
  for (const mark of marks) {
    const rollout = find.byFact(
      `${mark.scopeId}:${mark.factKind}:${mark.externalId}`,
    );
    if (
      mark.target !== 'deployment' ||
      mark.isFailed === null ||
      rollout === undefined
    )
      continue;
    // It failed if it failed in any environment.
    if (found.get(rollout)?.isFailed) continue;
    found.set(rollout, {
      isFailed: mark.isFailed,
      recoveredAt: mark.recoveredAt?.getTime(),
      note: mark.note ?? undefined,
      key: `${mark.scopeId}:${mark.factKind}:${mark.externalId}`,
    });
  }
  return found;
}
