import type { Knex } from 'knex';
import { toScopeKey, type ScopeKey } from '../scopes/ensureScopes';

/** A stored scope and the entities that read it. */
export interface ScopeReaders {
  readonly scopeId: number;
  /** In the order of their ids. */
  readonly entityRefs: readonly string[];
}

/** Those of some scopes that are stored, by `toScopeKey`. */
export async function readScopeReaders(options: {
  knex: Knex;
  scopes: readonly ScopeKey[];
}): Promise<ReadonlyMap<string, ScopeReaders>> {
  const { knex, scopes } = options;
  const { rows } = await knex.raw<{ rows: (ScopeReaders & ScopeKey)[] }>(
    `with asked as (
       select source, origin, "externalId" as external_id
       from json_to_recordset(cast(:scopes as json))
         as r(source text, origin text, "externalId" text)
     ),
     reading as (
       select distinct es.scope_id, e.id, e.ref
       from entity_scopes as es
       join entities as e on e.id = es.entity_id
       where e.removed_at is null
     )
     select
       s.id as "scopeId",
       s.source as "source",
       s.origin as "origin",
       s.external_id as "externalId",
       coalesce((
         select array_agg(r.ref order by r.id)
         from reading as r
         where r.scope_id = s.id
       ), '{}') as "entityRefs"
     from asked
     join scopes as s using (source, origin, external_id)`,
    { scopes: JSON.stringify(scopes) },
  );
  return new Map(
    rows.map(({ scopeId, entityRefs, ...key }) => [
      toScopeKey(key),
      { scopeId, entityRefs },
    ]),
  );
}
