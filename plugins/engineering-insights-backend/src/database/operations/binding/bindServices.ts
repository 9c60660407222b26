import type { Knex } from 'knex';

/**
 * Binds each scope that says which service it is about to the one component of
 * that name, unless an annotation names the scope. Where several components
 * have the name none is meant. Answers with the entities that now read
 * something else.
 */
export async function bindServices(options: {
  knex: Knex;
}): Promise<{ changedIds: readonly number[] }> {
  const { rows } = await options.knex.raw<{ rows: { id: number }[] }>(
    `with names as (
       select e.id, name
       from entities as e
       cross join lateral (
         values
           (lower(e.title)),
           (e.ref),
           (split_part(e.ref, ':', 2)),
           (split_part(e.ref, '/', 2)),
           (e.kind || ':' || split_part(e.ref, '/', 2))
       ) as spelling(name)
       where e.kind = 'component' and e.removed_at is null and not e.is_ignored
     ),
     wanted as (
       select s.id as scope_id, min(names.id) as entity_id
       from scopes as s
       join names on names.name = lower(s.service)
       where s.gone_at is null
         and not exists (
           select from entity_scopes as es
           where es.scope_id = s.id and es.bound_by = 'catalog'
         )
       group by s.id
       having count(distinct names.id) = 1
     ),
     unbound as (
       delete from entity_scopes as es
       where es.bound_by = 'service'
         and not exists (
           select from wanted
           where wanted.entity_id = es.entity_id and wanted.scope_id = es.scope_id
         )
       returning entity_id
     ),
     bound as (
       insert into entity_scopes (entity_id, scope_id, bound_by)
       select entity_id, scope_id, 'service'
       from wanted
       order by entity_id, scope_id
       on conflict (entity_id, scope_id, bound_by) do nothing
       returning entity_id
     )
     select entity_id as id from unbound
     union
     select entity_id from bound`,
  );
  return { changedIds: rows.map(({ id }) => id) };
}
