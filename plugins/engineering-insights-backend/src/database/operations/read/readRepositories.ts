import type { Knex } from 'knex';

/** A place at a source that holds commits, with who reads it. */
export interface RepositoryRow {
  readonly id: number;
  readonly source: string;
  readonly origin: string;
  readonly name: string;
  readonly title: string;
  readonly url: string | null;
  /** The source said that it is gone or moved. */
  readonly isGone: boolean;
  /** The entities of the catalog that read it. */
  readonly readers: readonly { readonly id: number; readonly ref: string }[];
}

/** Repositories by their ids, or those that some entities read, by title. */
export async function readRepositories(options: {
  readonly knex: Knex;
  readonly scopeIds?: readonly number[];
  readonly entityIds?: readonly number[];
  /** Connectors whose places are repositories; elsewhere, such as in the intake, those are that hold commits. */
  readonly sources: readonly string[];
}): Promise<readonly RepositoryRow[]> {
  const { knex, scopeIds, entityIds, sources } = options;
  const { rows } = await knex.raw<{ rows: RepositoryRow[] }>(
    `with wanted as (
       select s.*
       from scopes as s
       where (cast(:scopeIds as integer[]) is null or s.id = any(:scopeIds))
         and (
           cast(:entityIds as integer[]) is null
           or s.id in (
             select b.scope_id
             from entity_scopes as b
             where b.entity_id = any(:entityIds)
           )
         )
     ),
     reader as (
       select distinct b.scope_id, e.id, e.ref
       from wanted as w
       join entity_scopes as b on b.scope_id = w.id
       join entities as e on e.id = b.entity_id
       where e.removed_at is null and not e.is_ignored
     )
     select
       w.id as "id",
       w.source as "source",
       w.origin as "origin",
       w.external_id as "name",
       w.title as "title",
       w.url as "url",
       w.gone_at is not null as "isGone",
       jsonb_agg(
         jsonb_build_object('id', r.id, 'ref', r.ref) order by r.ref
       ) as "readers"
     from wanted as w
     join reader as r on r.scope_id = w.id
     where w.source = any(cast(:sources as text[]))
       or exists (select from commits as c where c.scope_id = w.id)
     group by w.id, w.source, w.origin, w.external_id, w.title, w.url, w.gone_at
     order by w.title, w.id`,
    {
      scopeIds: scopeIds ? [...scopeIds] : null,
      entityIds: entityIds ? [...entityIds] : null,
      sources: [...sources],
    } as never,
  );
  return rows;
}
