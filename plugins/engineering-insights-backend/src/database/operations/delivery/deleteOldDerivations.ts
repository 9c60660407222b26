import type { Knex } from 'knex';
import { DERIVE_LOCK_CLASS } from './lockEntity';

// An entity that is being derived is left to the next time: its policy may just be switched back.
const SQL = `
  with superseded as materialized (
    select d.id, d.entity_id
    from derivations as d
    join entities as e on e.id = d.entity_id
    join derivations as f on f.id = e.derivation_id
    where d.id <> f.id
      and f.in_force_from < :before
  )
  delete from derivations as d
  using superseded as s
  where d.id = s.id
    and coalesce(d.in_force_from, d.created_at) < :before
    and pg_try_advisory_xact_lock(:lockClass, s.entity_id)
  returning d.id`;

/**
 * Deletes derivations, with all their rows, that another one has stood in for
 * since before some time; switching back to such a policy derives anew.
 */
export async function deleteOldDerivations(options: {
  knex: Knex;
  /** ISO 8601. */
  before: string;
}): Promise<{ deletedCount: number }> {
  const { knex, before } = options;
  const { rows } = await knex.raw<{ rows: { id: number }[] }>(SQL, {
    before,
    lockClass: DERIVE_LOCK_CLASS,
  });
  return { deletedCount: rows.length };
}
