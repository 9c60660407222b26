import type { Knex } from 'knex';

/**
 * Deletes derivations that are not in force and were not put in force since
 * some time; switching back to such a policy derives anew.
 */
export async function deleteOldDerivations(options: {
  knex: Knex;
  /** ISO 8601. */
  before: string;
}): Promise<{ deletedCount: number }> {
  const { knex, before } = options;
  const { rows } = await knex.raw<{ rows: { id: number }[] }>(
    `delete from derivations as d
    where coalesce(d.in_force_from, d.created_at) < :before
      and not exists (select 1 from entities as e where e.derivation_id = d.id)
    returning d.id`,
    { before },
  );
  return { deletedCount: rows.length };
}
