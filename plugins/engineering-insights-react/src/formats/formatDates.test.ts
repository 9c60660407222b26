import { DateTime } from 'luxon';
import {
  formatDate,
  formatDay,
  formatDayRange,
  formatInstant,
} from './formatDates';

const HOUR_MS = 3_600_000;

// 31 hours and 17 minutes apart, so that every hour, day and month comes up.
const instants = Array.from({ length: 1_500 }, (_, index) =>
  new Date(
    Date.parse('2023-12-01T00:00:00Z') + index * (31 * HOUR_MS + 17 * 60_000),
  ).toISOString(),
);

describe.each(['en', 'en-GB', 'de', 'fr', 'tr', 'pt-BR'])(
  'dates in %s are as Luxon prints them',
  locale => {
    const utc = (iso: string) =>
      DateTime.fromISO(iso, { zone: 'utc' }).setLocale(locale);

    it('days, with and without their year', () => {
      expect(instants.map(iso => formatDay(iso, locale))).toEqual(
        instants.map(iso => utc(iso).toFormat('d LLL')),
      );
      expect(instants.map(iso => formatDate(iso, locale))).toEqual(
        instants.map(iso => utc(iso).toFormat('d LLL yyyy')),
      );
    });

    it('instants, in UTC and where the reader is', () => {
      expect(instants.map(iso => formatInstant(iso, locale, 'utc'))).toEqual(
        instants.map(iso => utc(iso).toFormat('d LLL yyyy, HH:mm')),
      );
      expect(instants.map(iso => formatInstant(iso, locale))).toEqual(
        instants.map(iso => utc(iso).toLocal().toFormat('d LLL yyyy, HH:mm')),
      );
    });

    it('the last day of a window, whose end is not in it', () => {
      expect(
        instants.map(
          to => formatDayRange({ from: instants[0], to }, locale).to,
        ),
      ).toEqual(
        instants.map(to =>
          utc(to).minus({ milliseconds: 1 }).toFormat('d LLL yyyy'),
        ),
      );
    });
  },
);

it('names a month where the language writes only its number', () => {
  expect(formatDay('2026-09-03', 'ja')).toBe('3 9月');
});
