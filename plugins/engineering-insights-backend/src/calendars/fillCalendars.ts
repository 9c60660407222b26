import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import { deleteOtherCalendars } from '../database/operations/calendars/deleteOtherCalendars';
import { saveCalendar } from '../database/operations/calendars/saveCalendar';
import type { Calendar } from './Calendar';
import { describeCalendar } from './describeCalendar';
import { listCalendarDays } from './listCalendarDays';

// The longest window with the one before it, and a month for what began earlier.
const BACK = { years: 2, months: 1 };
const AHEAD = { years: 1 };

/**
 * Brings the calendars of the database and their days in line with the
 * configuration. Whole years are kept, so that a day is written once, and
 * again only where its calendar or the list of holidays changed.
 */
export async function fillCalendars(options: {
  readonly knex: Knex;
  readonly calendars: readonly Calendar[];
  /** ISO 8601. */
  readonly now: string;
}): Promise<void> {
  const { knex, calendars } = options;
  const now = DateTime.fromISO(options.now, { zone: 'utc' });
  const fromYear = now.minus(BACK).year;
  const toYear = now.plus(AHEAD).year;
  await knex.transaction(async trx => {
    await deleteOtherCalendars({
      knex: trx,
      names: calendars.map(({ name }) => name),
    });
    // In one order on every replica, so that none waits for another in a circle.
    const sorted = [...calendars].sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const calendar of sorted) {
      await saveCalendar({
        knex: trx,
        name: calendar.name,
        timeZone: calendar.timeZone,
        summary: describeCalendar(calendar),
        days: listCalendarDays({ calendar, fromYear, toYear }),
      });
    }
  });
}
