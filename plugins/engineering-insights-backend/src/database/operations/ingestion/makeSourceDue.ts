import type { Knex } from 'knex';

/**
 * Makes streams of every scope of a source due now. Those that wait because of
 * a failure or as their source asked to go on waiting. Says how many there are.
 */
export async function makeSourceDue(options: {
  readonly knex: Knex;
  readonly source: string;
  readonly origin: string;
  readonly names: readonly string[];
}): Promise<{ dueCount: number }> {
  const { knex, source, origin, names } = options;
  const dueCount = await knex('streams')
    .whereIn('name', names)
    .whereNull('last_error')
    .whereIn('scope_id', knex('scopes').select('id').where({ source, origin }))
    // Of one that is being read this says that it changed since its reading began.
    .update({ due_at: knex.fn.now() });
  return { dueCount };
}
