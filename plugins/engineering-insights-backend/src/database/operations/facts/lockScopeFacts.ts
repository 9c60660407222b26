import type { Knex } from 'knex';

// Keeps the advisory locks of this operation apart from other ones of the plugin.
const LOCK_CLASS = 7_001;

/**
 * Makes the writers of one scope's facts wait for each other until the
 * transaction ends. A transaction that writes several scopes takes them by
 * ascending id.
 */
export async function lockScopeFacts(options: {
  readonly knex: Knex.Transaction;
  readonly scopeId: number;
}): Promise<void> {
  const { knex, scopeId } = options;
  await knex.raw('select pg_advisory_xact_lock(:lockClass, :scopeId)', {
    lockClass: LOCK_CLASS,
    scopeId,
  });
}
