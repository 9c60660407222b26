import type { Knex } from 'knex';

/**
 * Makes streams of a scope due now. Those that wait because of a failure or as
 * their source asked to go on waiting. Says how many there are.
 */
export async function makeStreamsDue(options: {
  readonly knex: Knex;
  readonly scopeId: number;
  readonly names: readonly string[];
}): Promise<{ dueCount: number }> {
  const { knex, scopeId, names } = options;
  const dueCount = await knex('streams')
    .where({ scope_id: scopeId })
    .whereIn('name', names)
    .whereNull('last_error')
    // Of one that is being read this says that it changed since its reading began.
    .update({ due_at: knex.fn.now() });
  return { dueCount };
}
