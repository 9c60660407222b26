import type { Knex } from 'knex';
import type { FoundTarget } from './findMarkTargets';

/** A mark in force, and those that were made of the same fact at once with it. */
export async function findMarksMadeWith(options: {
  knex: Knex;
  markId: string;
}): Promise<FoundTarget[]> {
  const { rows } = await options.knex.raw<{ rows: FoundTarget[] }>(
    `
    select
      e.id as "entityId",
      e.ref as "entityRef",
      k.target as "target",
      k.scope_id as "scopeId",
      k.fact_kind as "factKind",
      k.external_id as "externalId",
      k.created_at as "at"
    from marks as asked
    join marks as k
      on k.target = asked.target
      and k.scope_id = asked.scope_id
      and k.fact_kind = asked.fact_kind
      and k.external_id = asked.external_id
      and k.created_by = asked.created_by
      and k.created_at = asked.created_at
      and k.revoked_at is null
    join entities as e on e.id = k.entity_id
    where asked.id = :markId
    order by e.ref`,
    { markId: options.markId },
  );
  return rows;
}
