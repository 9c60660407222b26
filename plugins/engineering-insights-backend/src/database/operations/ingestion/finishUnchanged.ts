import type { Knex } from 'knex';
import { nextDueAt } from './nextDueAt';

/** Notes that streams have nothing new, as their source said, and ends their leases. */
export async function finishUnchanged(options: {
  readonly knex: Knex;
  readonly lease: string;
  readonly ids: readonly number[];
  readonly until: string;
  readonly dueInSeconds: number;
}): Promise<void> {
  const { knex, lease, ids, until, dueInSeconds } = options;
  await knex('streams')
    .whereIn('id', ids)
    .where({ leased_by: lease })
    .update({
      covered_to: knex.raw('greatest(covered_to, ?)', [until]),
      last_success_at: knex.fn.now(),
      last_error: null,
      due_at: nextDueAt({ knex, claimedAt: until, seconds: dueInSeconds }),
      leased_by: null,
      leased_until: null,
    });
}

/** Ends leases as if they had never begun. */
export async function returnStreams(options: {
  readonly knex: Knex;
  readonly lease: string;
  readonly ids: readonly number[];
}): Promise<void> {
  const { knex, lease, ids } = options;
  await knex('streams')
    .whereIn('id', ids)
    .where({ leased_by: lease })
    .update({ leased_by: null, leased_until: null });
}
