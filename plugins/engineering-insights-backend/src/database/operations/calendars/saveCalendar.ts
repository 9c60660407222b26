import type { Knex } from 'knex';
import type { CalendarDay } from '../../../calendars/CalendarDay';

/**
 * Makes these the days of a calendar, in one statement: readers see the old
 * ones or the new ones. What stands there already is not written again.
 */
export async function saveCalendar(options: {
  readonly knex: Knex;
  readonly name: string;
  readonly timeZone: string;
  /** Its working hours for people. */
  readonly summary: string;
  readonly days: readonly CalendarDay[];
}): Promise<{ writtenCount: number }> {
  const { knex, days, ...calendar } = options;
  const { rowCount } = await knex.raw<{ rowCount: number }>(
    `with told as (
       select * from json_to_recordset(cast(:days as json)) as r(
         day date, "startsAt" timestamptz, "endsAt" timestamptz,
         "secondsBefore" double precision)
     ),
     saved as (
       insert into calendars (name, time_zone, summary)
       values (:name, :timeZone, :summary)
       on conflict (name) do update
         set time_zone = excluded.time_zone, summary = excluded.summary
       returning id
     ),
     removed as (
       delete from calendar_days as d
       using saved
       where d.calendar_id = saved.id
         and not exists (select from told where told.day = d.day)
     )
     insert into calendar_days as d
       (calendar_id, day, starts_at, ends_at, seconds_before)
     select saved.id, told.day, told."startsAt", told."endsAt",
       told."secondsBefore"
     from saved
     cross join told
     order by told.day
     on conflict (calendar_id, day) do update
       set starts_at = excluded.starts_at, ends_at = excluded.ends_at,
         seconds_before = excluded.seconds_before
       where (d.starts_at, d.ends_at, d.seconds_before) is distinct from
         (excluded.starts_at, excluded.ends_at, excluded.seconds_before)`,
    { ...calendar, days: JSON.stringify(days) },
  );
  return { writtenCount: rowCount };
}
