import type { MetricScope } from '@sei-platform/plugin-engineering-insights-node';

/**
 * Working seconds from the first day of the calendar until an instant; null
 * where the instant lies outside of the calendar's days.
 *
 * The columns get names of their own, so that those of the instant are not
 * taken for columns of the days. It stands in the query's text and is no function
 * of the database, since calling one takes twice as long as looking up.
 */
function secondsUntilSql(instant: string): string {
  return `(
    select worked_before
             + extract(epoch from least(${instant}, worked_to) - worked_from)
               ::double precision
      from calendar_days as worked
           (worked_calendar_id, worked_day, worked_from, worked_to, worked_before)
     where worked_calendar_id = calendar_id and worked_from <= ${instant}
     order by worked_from desc
     limit 1)`;
}

/**
 * The seconds from one instant to another on the clock of the question; null
 * where one of them is, or where the calendar says nothing of it. With working
 * hours the query that it stands in has a column `calendar_id`, as `scope` has.
 */
export function durationSql(
  { clock }: Pick<MetricScope, 'clock'>,
  from: string,
  to: string,
): string {
  return clock === 'working'
    ? `(${secondsUntilSql(to)} - ${secondsUntilSql(from)})`
    : `extract(epoch from ${to} - ${from})::double precision`;
}
