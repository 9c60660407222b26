import type { Knex } from 'knex';
import { prepared } from '../../prepared';

// Keeps the advisory locks of deriving apart from other ones of the plugin.
export const DERIVE_LOCK_CLASS = 7_002;

/** Waits until nobody else derives an entity; until the transaction ends. */
export async function lockEntity(options: {
  knex: Knex.Transaction;
  entityId: number;
}): Promise<void> {
  const { knex, entityId } = options;
  await prepared(knex, 'select pg_advisory_xact_lock(:lockClass, :entityId)', {
    lockClass: DERIVE_LOCK_CLASS,
    entityId,
  });
}
