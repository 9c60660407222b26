import fc from 'fast-check';
import { DateTime } from 'luxon';
import { addDays } from './addDays';
import { dayOf } from './dayOf';
import { isDay } from './isDay';
import { startOfQuarter } from './startOfQuarter';
import { startOfWeek } from './startOfWeek';

const instants = fc.date({
  min: new Date('1970-01-01T00:00:00Z'),
  max: new Date('2199-12-31T23:59:59Z'),
  noInvalidDate: true,
});
const days = instants.map(dayOf);
const utc = (text: string) => DateTime.fromISO(text, { zone: 'utc' });

describe('days of UTC are as Luxon has them', () => {
  it('the day of an instant, whatever zone it is written in', () => {
    fc.assert(
      fc.property(
        instants,
        fc.integer({ min: -14 * 60, max: 14 * 60 }),
        (at, offset) => {
          const written = DateTime.fromJSDate(at).setZone(
            `UTC${offset < 0 ? '-' : '+'}${Math.floor(
              Math.abs(offset) / 60,
            )}:${String(Math.abs(offset) % 60).padStart(2, '0')}`,
          );
          const expected = DateTime.fromJSDate(at, { zone: 'utc' }).toISODate();
          expect(dayOf(written.toISO()!)).toBe(expected);
          expect(dayOf(at)).toBe(expected);
          expect(dayOf(at.getTime())).toBe(expected);
        },
      ),
    );
  });

  it('so many days after or before', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -800, max: 800 }), (day, count) => {
        expect(addDays(day, count)).toBe(
          utc(day).plus({ days: count }).toISODate(),
        );
      }),
    );
  });

  it('the Monday of a week', () => {
    fc.assert(
      fc.property(days, day => {
        expect(startOfWeek(day)).toBe(utc(day).startOf('week').toISODate());
      }),
    );
  });

  it('the first day of a quarter, and of one before or after', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -9, max: 9 }), (day, quarters) => {
        expect(startOfQuarter(day, quarters)).toBe(
          utc(day).startOf('quarter').plus({ quarters }).toISODate(),
        );
      }),
    );
  });

  it('whether there is such a day', () => {
    const two = (max: number) =>
      fc
        .integer({ min: 0, max })
        .map(number => String(number).padStart(2, '0'));
    fc.assert(
      fc.property(
        fc.integer({ min: 1990, max: 2040 }),
        two(14),
        two(33),
        (year, month, day) => {
          const text = `${year}-${month}-${day}`;
          expect(isDay(text)).toBe(utc(text).isValid);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

it.each([
  '',
  'yesterday',
  '2026',
  '2026-1-1',
  '2026-W05',
  '2026-01-01T00:00:00Z',
  ' 2026-01-01',
])('is no day: "%s"', text => {
  expect(isDay(text)).toBe(false);
});
