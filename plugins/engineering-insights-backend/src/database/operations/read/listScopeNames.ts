import type { Knex } from 'knex';

/** A place at a source, as streams name it. */
export interface ScopeName {
  readonly source: string;
  readonly origin: string;
  readonly scope: string;
}

/** The places that some entities read. */
export async function listScopeNames(options: {
  readonly knex: Knex;
  readonly entityIds: readonly number[];
}): Promise<readonly ScopeName[]> {
  const { knex, entityIds } = options;
  return knex('scopes as s')
    .join('entity_scopes as es', 'es.scope_id', 's.id')
    .distinct({
      source: 's.source',
      origin: 's.origin',
      scope: 's.external_id',
    })
    .whereIn('es.entity_id', [...entityIds]);
}
