import type { Knex } from 'knex';

/**
 * Notes that the catalog no longer has these entities: nothing is collected for
 * them and their ownership ends; their history stays. Answers with
 * what owned or contained them.
 */
export async function removeEntities(options: {
  knex: Knex;
  entityIds: readonly number[];
  /** ISO 8601. */
  now: string;
}): Promise<{ parentIds: readonly number[] }> {
  const { knex, now } = options;
  const { rows } = await knex.raw<{ rows: { id: number }[] }>(
    `with removed as (
       update entities
       set removed_at = cast(:now as timestamptz)
       where id = any(:entityIds) and removed_at is null
       returning id
     ),
     unbound as (
       delete from entity_scopes
       where bound_by = 'catalog' and entity_id in (select id from removed)
     ),
     closed as (
       update ownerships
       set to_at = cast(:now as timestamptz)
       where entity_id in (select id from removed) and to_at = 'infinity'
       returning parent_id
     )
     select distinct parent_id as id from closed`,
    { entityIds: [...options.entityIds], now },
  );
  return { parentIds: rows.map(({ id }) => id) };
}
