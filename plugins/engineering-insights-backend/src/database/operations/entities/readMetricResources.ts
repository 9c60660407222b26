import type { MetricResource } from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';

/** What rules are asked of, by entity ref, without entities that are gone. */
export async function readMetricResources(options: {
  readonly knex: Knex;
  readonly entityRefs: readonly string[];
}): Promise<ReadonlyMap<string, MetricResource>> {
  const { rows } = await options.knex.raw<{ rows: MetricResource[] }>(
    `with parents as (
       select o.entity_id, o.relation, parent.ref
       from ownerships as o
       join entities as parent
         on parent.id = o.parent_id and parent.removed_at is null
       where o.to_at = 'infinity'
     )
     select
       e.ref as "entityRef",
       e.kind,
       coalesce(
         array_agg(p.ref order by p.ref) filter (where p.relation = 'owner'),
         '{}'
       ) as "ownerRefs",
       coalesce(
         array_agg(p.ref order by p.ref) filter (where p.relation = 'system'),
         '{}'
       ) as "systemRefs"
     from entities as e
     left join parents as p on p.entity_id = e.id
     where e.ref = any(cast(:entityRefs as text[])) and e.removed_at is null
     group by e.id`,
    { entityRefs: [...options.entityRefs] } as never,
  );
  return new Map(rows.map(row => [row.entityRef, row]));
}
