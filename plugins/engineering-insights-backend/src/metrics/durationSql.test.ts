import fc from 'fast-check';
import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import type { Calendar } from '../calendars/Calendar';
import { listCalendarDays } from '../calendars/listCalendarDays';
import { saveCalendar } from '../database/operations/calendars/saveCalendar';
import { testDatabase } from '../database/testDatabase';
import { durationSql } from './durationSql';

const HOUR = 3_600;
const databases = testDatabase();
let knex: Knex;

beforeAll(async () => {
  knex = await databases.create();
});

const standard: Calendar = {
  name: 'standard',
  timeZone: 'Europe/Berlin',
  workingDays: [1, 2, 3, 4, 5],
  hours: { from: '09:00', to: '17:00' },
};

async function save(calendar: Calendar): Promise<void> {
  await saveCalendar({
    knex,
    name: calendar.name,
    timeZone: calendar.timeZone,
    summary: '',
    days: listCalendarDays({ calendar, fromYear: 2026, toYear: 2026 }),
  });
}

type Pair = readonly [from: string | null, to: string | null];

/** The durations of pairs of instants on one clock. */
async function durations(
  name: string,
  pairs: readonly Pair[],
  clock: 'elapsed' | 'working' = 'working',
): Promise<readonly (number | null)[]> {
  const { rows } = await knex.raw<{ rows: { seconds: number | null }[] }>(
    `with pair as (
       select calendars.id as calendar_id, starts_at, ends_at, no
         from calendars
        cross join unnest(:from::timestamptz[], :to::timestamptz[])
              with ordinality as asked (starts_at, ends_at, no)
        where calendars.name = :name
     )
     select ${durationSql({ clock }, 'starts_at', 'ends_at')} as seconds
       from pair
      order by no`,
    {
      name,
      from: pairs.map(([from]) => from),
      to: pairs.map(([, to]) => to),
    } as never,
  );
  return rows.map(({ seconds }) => seconds);
}

const berlin = (text: string) =>
  DateTime.fromISO(text, { zone: 'Europe/Berlin' }).toISO()!;

describe('durationSql', () => {
  it.each([
    ['within a day', '2026-06-03T10:00', '2026-06-03T11:30', 1.5],
    ['over a night', '2026-06-03T16:00', '2026-06-04T10:00', 2],
    ['over a weekend', '2026-06-05T16:00', '2026-06-08T10:00', 2],
    ['over Christmas', '2026-12-24T16:00', '2026-12-28T10:00', 2],
    ['over the change to summer', '2026-03-27T16:00', '2026-03-30T10:00', 2],
    ['over the change to winter', '2026-10-23T16:00', '2026-10-26T10:00', 2],
    ['from before work', '2026-06-03T03:00', '2026-06-03T09:30', 0.5],
    ['until after work', '2026-06-03T16:30', '2026-06-03T23:00', 0.5],
    ['within a weekend', '2026-06-06T08:00', '2026-06-07T20:00', 0],
    ['within a holiday', '2026-12-25T10:00', '2026-12-25T16:00', 0],
    ['of a whole week', '2026-06-08T00:00', '2026-06-15T00:00', 40],
    ['backwards', '2026-06-08T10:00', '2026-06-05T16:00', -2],
  ])('counts the working hours %s', async (_, from, to, hours) => {
    await save({ ...standard, holidays: { country: 'DE' } });
    expect(await durations('standard', [[berlin(from), berlin(to)]])).toEqual([
      hours * HOUR,
    ]);
  });

  it('counts all the time on the other clock', async () => {
    await save(standard);
    const pair = [
      berlin('2026-06-05T16:00'),
      berlin('2026-06-08T10:00'),
    ] as const;
    expect(await durations('standard', [pair], 'elapsed')).toEqual([66 * HOUR]);
  });

  it('knows nothing of what lies outside of the days, and of an instant that is not known', async () => {
    await save(standard);
    const within = berlin('2026-06-03T10:00');
    const before = berlin('2025-12-31T10:00');
    const last = berlin('2026-12-31T23:59');
    const after = berlin('2027-01-01T00:00');
    expect(
      await durations('standard', [
        [before, within],
        [within, after],
        [before, after],
        [null, within],
        [within, null],
        [last, last],
      ]),
    ).toEqual([null, null, null, null, null, 0]);
  });

  const calendars = fc.record({
    name: fc.constant('drawn'),
    timeZone: fc.constantFrom(
      'UTC',
      'Europe/Berlin',
      'America/New_York',
      'America/St_Johns',
      'Africa/Cairo',
      'Asia/Kolkata',
      'Australia/Lord_Howe',
      'Pacific/Chatham',
    ),
    workingDays: fc
      .uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 })
      .map(days => days.sort()),
    // Between 23:00 and 04:00 clocks change, and a time may be there twice.
    hours: fc.record({
      from: fc.constantFrom('00:00', '04:00', '07:30', '09:00', '12:15'),
      to: fc.constantFrom('12:30', '17:00', '18:45', '22:30', '24:00'),
    }),
    isOfGermany: fc.boolean(),
  });
  // Most changes of clocks, some holidays, and any other day of the year.
  const instants = fc
    .tuple(
      fc.oneof(
        fc.constantFrom(65, 86, 93, 112, 143, 275, 296, 301, 303, 357),
        fc.integer({ min: 1, max: 358 }),
      ),
      fc.integer({ min: 0, max: 24 * 60 - 1 }),
    )
    .map(([day, minute]) =>
      DateTime.utc(2026).plus({ days: day, minutes: minute }),
    );

  // Of Germany, from its laws; the library is not asked. Month and day.
  const GERMAN_HOLIDAYS = [101, 403, 406, 501, 514, 525, 1003, 1225, 1226];
  const minutesOf = (time: string) => {
    const [hour, minute] = time.split(':').map(Number);
    return hour * 60 + minute;
  };

  function isWorked(calendar: Calendar, instant: DateTime): boolean {
    const { timeZone, workingDays, hours, holidays } = calendar;
    const local = instant.setZone(timeZone);
    const minute = local.hour * 60 + local.minute;
    const date = local.month * 100 + local.day;
    return (
      workingDays.includes(local.weekday) &&
      minutesOf(hours.from) <= minute &&
      minute < minutesOf(hours.to) &&
      !(holidays && GERMAN_HOLIDAYS.includes(date))
    );
  }

  it('agrees with going from minute to minute', async () => {
    await fc.assert(
      fc.asyncProperty(
        calendars,
        instants,
        fc.integer({ min: 0, max: 3 * 24 * 60 }),
        async ({ isOfGermany, ...rest }, from, minutes) => {
          const calendar: Calendar = {
            ...rest,
            ...(isOfGermany && { holidays: { country: 'DE' } }),
          };
          await save(calendar);
          let expected = 0;
          for (let minute = 0; minute < minutes; minute += 1) {
            if (isWorked(calendar, from.plus({ minutes: minute }))) {
              expected += 60;
            }
          }
          expect(
            await durations('drawn', [
              [from.toISO(), from.plus({ minutes }).toISO()],
            ]),
          ).toEqual([expected]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('adds up, and is never longer than the time that passed', async () => {
    await save({ ...standard, holidays: { country: 'DE', state: 'BY' } });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(instants, instants, instants), { minLength: 1 }),
        async drawn => {
          const triples = drawn.map(triple =>
            [...triple].sort((a, b) => +a - +b).map(at => at.toISO()!),
          );
          const between = (from: number, to: number) =>
            durations(
              'standard',
              triples.map(triple => [triple[from], triple[to]] as const),
            );
          const [first, second, whole] = [
            await between(0, 1),
            await between(1, 2),
            await between(0, 2),
          ];
          triples.forEach(([from, , to], index) => {
            expect(first[index]! + second[index]!).toBeCloseTo(whole[index]!);
            const passed = (Date.parse(to) - Date.parse(from)) / 1_000;
            expect(whole[index]).toBeGreaterThanOrEqual(0);
            expect(whole[index]).toBeLessThanOrEqual(passed);
          });
        },
      ),
      { numRuns: 30 },
    );
  });
});
