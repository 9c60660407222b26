import type { Knex } from 'knex';
import { prepared } from '../../prepared';

/** A scope that an entity reads. */
export interface DeliveryScope {
  readonly id: number;
  readonly source: string;
  /** Globs that belong to the entity; null for all of the scope. */
  readonly paths: readonly string[] | null;
  readonly hasCommits: boolean;
  /** The other entities that read it. */
  readonly sharedWith: readonly {
    readonly ref: string;
    readonly title: string;
  }[];
}

const SQL = `
  with bound as (
    select
      es.scope_id,
      bool_or(es.paths is null) as is_whole
    from entity_scopes as es
    where es.entity_id = :entityId
    group by es.scope_id
  ),
  globs as (
    select
      es.scope_id,
      array_agg(distinct path order by path) as paths
    from entity_scopes as es
    cross join unnest(es.paths) as path
    where es.entity_id = :entityId
    group by es.scope_id
  )
  select
    s.id as "id",
    s.source as "source",
    case when not b.is_whole then g.paths end as "paths",
    exists (select 1 from commits as c where c.scope_id = s.id) as "hasCommits",
    coalesce((
      select jsonb_agg(distinct jsonb_build_object('ref', e.ref, 'title', e.title))
      from entity_scopes as other
      join entities as e on e.id = other.entity_id
      where other.scope_id = s.id
        and other.entity_id <> :entityId
        and e.removed_at is null
        and not e.is_ignored
    ), '[]') as "sharedWith"
  from bound as b
  join scopes as s on s.id = b.scope_id
  left join globs as g on g.scope_id = b.scope_id
  order by s.source, s.origin, s.external_id`;

/** The scopes of an entity in the order of their natural keys. */
export async function readDeliveryScopes(options: {
  knex: Knex;
  entityId: number;
}): Promise<DeliveryScope[]> {
  const { knex, entityId } = options;
  const { rows } = await prepared<{ rows: DeliveryScope[] }>(knex, SQL, {
    entityId,
  });
  return rows;
}
