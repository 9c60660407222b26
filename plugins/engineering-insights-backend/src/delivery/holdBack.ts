import { DateTime } from 'luxon';
import { addHoldBacks } from '../database/operations/delivery/addHoldBacks';
import type { DeriveContext } from './DeriveContext';
import { instantText } from './instantText';
import type { Rollout } from './rollouts/groupRollouts';

/**
 * Has the entity calculated anew when the attribution window of each rollout
 * ends: until then an incident may still count against it, so the change fail
 * rate leaves it out as too recent.
 */
export async function holdBack(options: {
  context: DeriveContext;
  rollouts: readonly Rollout[];
  now: DateTime;
}): Promise<void> {
  const { context, rollouts, now } = options;
  const { attributionWindowHours: hours } = context.policy.policy.failures;
  const heldBack = rollouts.flatMap(({ finishedAt, lastFinishedAt }) => {
    const dueAt = DateTime.fromMillis(lastFinishedAt, { zone: 'utc' }).plus({
      hours,
    });
    return dueAt > now
      ? [{ from_at: instantText(finishedAt), due_at: dueAt.toISO()! }]
      : [];
  });
  if (heldBack.length === 0) return;
  await addHoldBacks({
    knex: context.knex,
    entityId: context.entity.id,
    heldBack,
  });
}
