import type { Knex } from 'knex';

export interface OwnershipRow {
  readonly entityId: number;
  readonly parentId: number;
  readonly relation: string;
}

/**
 * Makes these the present parents of entities: closes what no longer holds and
 * opens what is new, from now on, or from the beginning for the first of its
 * relation. Answers with the parts and wholes that this touches.
 */
export async function saveOwnerships(options: {
  knex: Knex;
  /** All entities that are spoken of, also those without any parent. */
  entityIds: readonly number[];
  ownerships: readonly OwnershipRow[];
  /** ISO 8601. */
  now: string;
}): Promise<{ changedIds: readonly number[] }> {
  const { knex, entityIds, ownerships, now } = options;
  const { rows } = await knex.raw<{ rows: { id: number }[] }>(
    `with wanted as (
       select "entityId" as entity_id, "parentId" as parent_id, relation
       from json_to_recordset(cast(:ownerships as json))
         as r("entityId" integer, "parentId" integer, relation text)
     ),
     known as (
       select * from ownerships where entity_id = any(:entityIds)
     ),
     held as (
       select * from known where to_at = 'infinity'
     ),
     closed as (
       update ownerships as o
       set to_at = cast(:now as timestamptz)
       from held
       where o.entity_id = held.entity_id and o.relation = held.relation
         and o.parent_id = held.parent_id and o.from_at = held.from_at
         and not exists (
           select from wanted
           where wanted.entity_id = held.entity_id and wanted.relation = held.relation
             and wanted.parent_id = held.parent_id
         )
       returning o.entity_id, o.parent_id
     ),
     opened as (
       insert into ownerships (entity_id, parent_id, relation, from_at, to_at)
       select
         entity_id, parent_id, relation,
         case
           when exists (
             select from known
             where known.entity_id = wanted.entity_id and known.relation = wanted.relation
           ) then cast(:now as timestamptz)
           else '-infinity'
         end,
         'infinity'
       from wanted
       where not exists (
         select from held
         where held.entity_id = wanted.entity_id and held.relation = wanted.relation
           and held.parent_id = wanted.parent_id
       )
       order by entity_id, relation, parent_id
       returning entity_id, parent_id
     ),
     changed as (
       select * from closed union all select * from opened
     )
     select entity_id as id from changed
     union
     select parent_id from changed`,
    { entityIds: [...entityIds], ownerships: JSON.stringify(ownerships), now },
  );
  return { changedIds: rows.map(({ id }) => id) };
}
