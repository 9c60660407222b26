import type { Knex } from 'knex';

/**
 * Lets an entity read a scope because a caller who may write to it said so.
 * That binding is the intake's own and survives the catalog's.
 */
export async function bindIntakeScope(options: {
  knex: Knex;
  entityId: number;
  scopeId: number;
}): Promise<{ isNew: boolean }> {
  const { knex, entityId, scopeId } = options;
  const rows = await knex('entity_scopes')
    .insert({ entity_id: entityId, scope_id: scopeId, bound_by: 'intake' })
    .onConflict(['entity_id', 'scope_id', 'bound_by'])
    .ignore()
    .returning('entity_id');
  return { isNew: rows.length > 0 };
}
