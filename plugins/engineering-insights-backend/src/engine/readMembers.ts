import type { MetricWindow } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { prepared } from '../database/prepared';
import type { Member } from './Member';

interface MemberRow {
  readonly targetId: number;
  readonly entityId: number;
  readonly periodNo: number;
  readonly isGroup: boolean;
  readonly from: Date;
  readonly to: Date;
}

/**
 * The components of each entity, each cut to the time in which it belonged and
 * to the periods asked for. A component is its own one member, always; a group
 * that has boards or projects of its own counts with them.
 */
export async function readMembers(options: {
  readonly knex: Knex;
  readonly entityIds: readonly number[];
  readonly periods: readonly MetricWindow[];
  /** Of groups: what belongs to the groups below them counts too; as it does unless this is false. */
  readonly isWithSubTeams?: boolean;
}): Promise<readonly Member[]> {
  const { knex, entityIds, periods, isWithSubTeams = true } = options;
  const { rows } = await prepared<{ rows: MemberRow[] }>(
    knex,
    `with recursive part (target_id, entity_id, kind, from_at, to_at) as (
       select id, id, kind, '-infinity'::timestamptz, 'infinity'::timestamptz
         from entities
        where id = any(:entityIds::int[])
       union
       select part.target_id,
              child.id,
              child.kind,
              greatest(part.from_at, ownership.from_at),
              least(part.to_at, ownership.to_at)
         from part
         join ownerships as ownership on ownership.parent_id = part.entity_id
         join entities as child
           on child.id = ownership.entity_id and not child.is_ignored
        where greatest(part.from_at, ownership.from_at)
              < least(part.to_at, ownership.to_at)
          and (part.kind, ownership.relation, child.kind) in (
                ('domain', 'domain', 'system'),
                ('domain', 'domain', 'domain'),
                ('domain', 'parent', 'domain'),
                ('system', 'system', 'component'),
                ('group', 'owner', 'component'),
                ('group', 'parent', 'group'))
          and (:isWithSubTeams::boolean or child.kind <> 'group')
     ),
     period (period_no, from_at, to_at) as (
       select ordinality::int - 1, from_at, to_at
         from unnest(:fromAts::timestamptz[], :toAts::timestamptz[])
              with ordinality as asked (from_at, to_at, ordinality)
     )
     select part.target_id as "targetId",
            part.entity_id as "entityId",
            period.period_no as "periodNo",
            part.kind = 'group' as "isGroup",
            greatest(part.from_at, period.from_at) as "from",
            least(part.to_at, period.to_at) as "to"
       from part
       join period
         on greatest(part.from_at, period.from_at)
            < least(part.to_at, period.to_at)
      where part.kind not in ('system', 'domain')
        and (part.kind <> 'group'
             or exists (
               select from entity_scopes as entity_scope
                where entity_scope.entity_id = part.entity_id))
      order by 1, 3, 2, 4`,
    {
      entityIds: [...entityIds],
      isWithSubTeams,
      fromAts: periods.map(period => period.from),
      toAts: periods.map(period => period.to),
    },
  );
  return rows.map(row => ({
    ...row,
    from: row.from.toISOString(),
    to: row.to.toISOString(),
  }));
}
