import { readReverts } from '../../database/operations/delivery/readReverts';
import { groupBy } from '../groupBy';
import type { JudgeOptions } from './JudgeOptions';
import type { Revert } from './linkReverts';

const REVERT_DAYS = 14;

/** Reverts that were rolled out soon after what they revert. */
export async function loadReverts({
  context,
  rolloutIds,
}: JudgeOptions): Promise<Revert[]> {
  const { knex, derivationId, scopes } = context;
  const indexOf = new Map(rolloutIds.map((id, index) => [id, index]));
  const rows = await readReverts({
    knex,
    derivationId,
    days: REVERT_DAYS,
    scopeIds: scopes.map(scope => scope.id),
  });
  return [...groupBy(rows, row => row.key).values()].map(own => ({
    key: own[0].key,
    title: own[0].title,
    url: own[0].url ?? undefined,
    rollout: indexOf.get(own[0].rolloutId)!,
    shippedBy: own.map(row => indexOf.get(row.revertedRolloutId)!),
  }));
}
