import type { OverviewTarget } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { prepared } from '../../prepared';

/** The systems, domains and groups of the catalog by title, with how many services belong to each now. */
export async function listTargets({
  knex,
}: {
  readonly knex: Knex;
}): Promise<readonly OverviewTarget[]> {
  const { rows } = await prepared<{ rows: OverviewTarget[] }>(
    knex,
    `with recursive whole (service_id, id, kind, is_ignored) as (
       select id, id, kind, false
         from entities
        where kind = 'component' and removed_at is null and not is_ignored
       union
       select whole.service_id, parent.id, parent.kind, parent.is_ignored
         from whole
         join ownerships as ownership
           on ownership.entity_id = whole.id
          and ownership.to_at = 'infinity'
         join entities as parent on parent.id = ownership.parent_id
        where not whole.is_ignored
          and (parent.kind, ownership.relation, whole.kind) in (
                ('domain', 'domain', 'system'),
                ('domain', 'domain', 'domain'),
                ('domain', 'parent', 'domain'),
                ('system', 'system', 'component'),
                ('group', 'owner', 'component'),
                ('group', 'parent', 'group'))
     ),
     service_count as (
       select id, count(distinct service_id)::int as service_count
         from whole
        group by id
     )
     select target.ref as "ref",
            target.kind as "kind",
            target.title as "title",
            coalesce(service_count.service_count, 0) as "serviceCount",
            coalesce((
              select jsonb_agg(owner.ref order by owner.ref)
                from ownerships as ownership
                join entities as owner on owner.id = ownership.parent_id
               where ownership.entity_id = target.id
                 and ownership.relation = 'owner'
                 and ownership.to_at = 'infinity'), '[]') as "ownerRefs"
       from entities as target
       left join service_count on service_count.id = target.id
      where target.kind in ('system', 'domain', 'group')
        and target.removed_at is null
      order by target.title, target.ref`,
    {},
  );
  return rows;
}
