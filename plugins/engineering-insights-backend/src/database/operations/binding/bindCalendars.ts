import type { Knex } from 'knex';

/** A calendar that annotations name and the configuration has not. */
export interface UnknownCalendar {
  readonly name: string;
  /** The entities that name it, sorted. */
  readonly entityRefs: readonly string[];
}

/**
 * Gives each entity its calendar: the one that its annotation names, else that
 * of its owner, of a group that of its parent group. Answers with the names that no calendar
 * has; whoever names one has the default.
 */
export async function bindCalendars(options: {
  readonly knex: Knex;
}): Promise<{ unknown: readonly UnknownCalendar[] }> {
  const { rows } = await options.knex.raw<{ rows: UnknownCalendar[] }>(
    `with recursive present as (
       select e.id, e.ref, e.kind, e.calendar_id,
         nullif(trim(e.settings ->> 'calendar'), '') as named
       from entities as e
       where e.removed_at is null
     ),
     -- An entity may have several owners; each has one calendar.
     above as (
       select distinct on (part.id) part.id, whole.id as whole_id
       from present as part
       join ownerships as o on o.entity_id = part.id and o.to_at = 'infinity'
       join present as whole on whole.id = o.parent_id
       where part.named is null
         and o.relation = case part.kind when 'group' then 'parent' else 'owner' end
       order by part.id, whole.ref
     ),
     -- From above downwards, so that groups in a circle end nowhere and have the default.
     settled as (
       select present.id, c.id as calendar_id
       from present
       left join calendars as c on c.name = present.named and c.name <> 'default'
       where present.named is not null
       union all
       select above.id, settled.calendar_id
       from settled
       join above on above.whole_id = settled.id
     ),
     bound as (
       update entities as e
       set calendar_id = settled.calendar_id
       from present
       left join settled on settled.id = present.id
       where e.id = present.id
         and e.calendar_id is distinct from settled.calendar_id
     )
     select named as name, array_agg(ref order by ref) as "entityRefs"
     from present
     where named is not null
       and not exists (select from calendars where calendars.name = named)
     group by named
     order by named`,
  );
  return { unknown: rows };
}
