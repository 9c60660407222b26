import type { Knex } from 'knex';
import { prepared } from '../../prepared';

// Keeps the advisory lock apart from those of other operations of the plugin.
const CHANGES_LOCK_CLASS = 7_005;

/**
 * Notes that the values of some entities were calculated. To be the last of a
 * transaction: from here until its end nobody else notes, so that numbers
 * become visible in their order and who reads on from one misses none.
 */
export async function noteChanges(options: {
  readonly knex: Knex.Transaction;
  readonly entityIds: readonly number[];
  /** ISO 8601. */
  readonly calculatedAt: string;
}): Promise<void> {
  const { knex, entityIds, calculatedAt } = options;
  await prepared(knex, 'select pg_advisory_xact_lock(:lockClass, 0)', {
    lockClass: CHANGES_LOCK_CLASS,
  });
  await prepared(
    knex,
    `insert into value_changes (entity_id, calculated_at)
     select entity_id, cast(:calculatedAt as timestamptz)
       from unnest(cast(:entityIds as int[])) as entity_id
     on conflict (entity_id) do update
       set id = default, calculated_at = excluded.calculated_at`,
    { entityIds: [...entityIds], calculatedAt },
  );
}
