import type { Knex } from 'knex';

export interface EntityScopeRow {
  readonly entityId: number;
  readonly scopeId: number;
  readonly paths?: readonly string[];
}

/**
 * Makes these the scopes that the catalog binds entities to; what the intake
 * bound stays. Answers with the entities that now read something else.
 */
export async function saveEntityScopes(options: {
  knex: Knex;
  /** All entities that are spoken of, also those without any scope. */
  entityIds: readonly number[];
  entityScopes: readonly EntityScopeRow[];
}): Promise<{ changedIds: readonly number[] }> {
  const { knex, entityIds, entityScopes } = options;
  const { rows } = await knex.raw<{ rows: { id: number }[] }>(
    `with wanted as (
       select "entityId" as entity_id, "scopeId" as scope_id, paths
       from json_to_recordset(cast(:entityScopes as json))
         as r("entityId" integer, "scopeId" integer, paths text[])
     ),
     unbound as (
       delete from entity_scopes as es
       where es.bound_by = 'catalog' and es.entity_id = any(:entityIds)
         and not exists (
           select from wanted
           where wanted.entity_id = es.entity_id and wanted.scope_id = es.scope_id
         )
       returning entity_id
     ),
     bound as (
       insert into entity_scopes as es (entity_id, scope_id, bound_by, paths)
       select entity_id, scope_id, 'catalog', paths
       from wanted
       order by entity_id, scope_id
       on conflict (entity_id, scope_id, bound_by) do update
         set paths = excluded.paths
         where es.paths is distinct from excluded.paths
       returning entity_id
     )
     select entity_id as id from unbound
     union
     select entity_id from bound`,
    { entityIds: [...entityIds], entityScopes: JSON.stringify(entityScopes) },
  );
  return { changedIds: rows.map(({ id }) => id) };
}
