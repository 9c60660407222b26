import type { Knex } from 'knex';
import { saveCalendar } from '../database/operations/calendars/saveCalendar';
import { testDatabase } from '../database/testDatabase';
import type { Calendar } from './Calendar';
import { fillCalendars } from './fillCalendars';
import { listCalendarDays } from './listCalendarDays';

const databases = testDatabase();

const standard: Calendar = {
  name: 'default',
  timeZone: 'UTC',
  workingDays: [1, 2, 3, 4, 5],
  hours: { from: '09:00', to: '17:00' },
};
const berlin: Calendar = {
  ...standard,
  name: 'berlin',
  timeZone: 'Europe/Berlin',
  holidays: { country: 'DE' },
};

/** Each calendar with its first and last day, and which row versions it is made of. */
async function read(knex: Knex) {
  const { rows } = await knex.raw(
    `select c.id, c.name, c.time_zone as "timeZone", c.summary,
       min(d.day)::text as first, max(d.day)::text as last,
       count(*)::int as days,
       array_agg(distinct d.xmin::text) as writes
     from calendars as c
     join calendar_days as d on d.calendar_id = c.id
     group by c.id
     order by c.name`,
  );
  return rows;
}

describe('fillCalendars', () => {
  it('fills whole years, from two years and a month back until one year ahead', async () => {
    const knex = await databases.create();
    await fillCalendars({
      knex,
      calendars: [standard, berlin],
      now: '2026-01-31T12:00:00.000Z',
    });
    expect(await read(knex)).toMatchObject([
      {
        name: 'berlin',
        timeZone: 'Europe/Berlin',
        summary: 'Mon–Fri 09:00–17:00 Europe/Berlin, public holidays of DE',
        first: '2023-01-01',
        last: '2028-01-01',
        days: 5 * 365 + 1 + 1,
      },
      {
        name: 'default',
        timeZone: 'UTC',
        summary: 'Mon–Fri 09:00–17:00 UTC',
        first: '2023-01-01',
        last: '2028-01-01',
        days: 5 * 365 + 1 + 1,
      },
    ]);
  });

  it('writes nothing twice, and goes on when time does', async () => {
    const knex = await databases.create();
    const fill = (now: string) =>
      fillCalendars({ knex, calendars: [standard], now });
    await fill('2026-03-01T00:00:00.000Z');
    const before = await read(knex);
    await fill('2026-12-31T00:00:00.000Z');
    expect(await read(knex)).toEqual(before);
    await fill('2027-01-01T00:00:00.000Z');
    expect(await read(knex)).toMatchObject([
      { id: before[0].id, first: '2024-01-01', last: '2029-01-01' },
    ]);
    await fill('2027-02-01T00:00:00.000Z');
    expect(await read(knex)).toMatchObject([
      { id: before[0].id, first: '2025-01-01', last: '2029-01-01' },
    ]);
  });

  it('replaces the days of a calendar that changed and of no other', async () => {
    const knex = await databases.create();
    const now = '2026-03-01T00:00:00.000Z';
    await fillCalendars({ knex, calendars: [standard, berlin], now });
    const before = await read(knex);
    const changed: Calendar = {
      ...berlin,
      timeZone: 'Asia/Tokyo',
      holidays: { country: 'JP' },
    };
    await fillCalendars({ knex, calendars: [standard, changed], now });
    const after = await read(knex);
    expect(after).toMatchObject([
      {
        id: before[0].id,
        timeZone: 'Asia/Tokyo',
        summary: 'Mon–Fri 09:00–17:00 Asia/Tokyo, public holidays of JP',
      },
      { id: before[1].id, writes: before[1].writes },
    ]);
    const { writtenCount } = await saveCalendar({
      knex,
      name: 'berlin',
      timeZone: 'Asia/Tokyo',
      summary: after[0].summary,
      days: listCalendarDays({
        calendar: changed,
        fromYear: 2024,
        toYear: 2027,
      }),
    });
    expect(writtenCount).toBe(0);
  });

  it('deletes a calendar that the configuration has no more, and its entities have the default', async () => {
    const knex = await databases.create();
    const now = '2026-03-01T00:00:00.000Z';
    await fillCalendars({ knex, calendars: [standard, berlin], now });
    const { id } = await knex('calendars').first().where({ name: 'berlin' });
    await knex('entities').insert({
      ref: 'component:default/payments',
      kind: 'component',
      title: 'payments',
      annotations_hash: '',
      calendar_id: id,
    });
    await fillCalendars({ knex, calendars: [standard], now });
    await expect(knex('calendars').pluck('name')).resolves.toEqual(['default']);
    await expect(knex('entities').pluck('calendar_id')).resolves.toEqual([
      null,
    ]);
  });

  it('is the same when several replicas start at once', async () => {
    const knex = await databases.create();
    const fill = (calendars: readonly Calendar[]) =>
      fillCalendars({ knex, calendars, now: '2026-03-01T00:00:00.000Z' });
    await Promise.all([
      fill([standard, berlin]),
      fill([berlin, standard]),
      fill([standard, berlin]),
    ]);
    expect(await read(knex)).toMatchObject([
      { name: 'berlin', days: 4 * 365 + 1 + 1 },
      { name: 'default', days: 4 * 365 + 1 + 1 },
    ]);
  });
});
