import { DateTime } from 'luxon';
import type { Translate } from '../messages/Translate';
import { formatDuration } from './formatDuration';

function utc(iso: string, locale: string): DateTime {
  return DateTime.fromISO(iso, { zone: 'utc' }).setLocale(locale);
}

/** A UTC day without its year: "3 Oct". */
export function formatDay(iso: string, locale: string): string {
  return utc(iso, locale).toFormat('d LLL');
}

/** A UTC day with its year: "3 Oct 2026". */
export function formatDate(iso: string, locale: string): string {
  return utc(iso, locale).toFormat('d LLL yyyy');
}

/** The days of a half-open window, the last one included: "25 Aug – 22 Nov 2026". */
export function formatDayRange(
  window: { from: string; to: string },
  locale: string,
): { from: string; to: string } {
  const from = utc(window.from, locale);
  const lastDay = utc(window.to, locale).minus({ milliseconds: 1 });
  const isSameYear = from.year === lastDay.year;
  return {
    from: from.toFormat(isSameYear ? 'd LLL' : 'd LLL yyyy'),
    to: lastDay.toFormat('d LLL yyyy'),
  };
}

/** An instant in the reader's own time zone: "22 Nov 2026, 14:05". */
export function formatInstant(
  iso: string,
  locale: string,
  zone = 'local',
): string {
  return DateTime.fromISO(iso)
    .setZone(zone)
    .setLocale(locale)
    .toFormat('d LLL yyyy, HH:mm');
}

/** An instant in UTC, and said to be: "22 Nov 2026, 13:05 UTC". */
export function formatInstantUtc(
  iso: string,
  t: Translate,
  locale: string,
): string {
  return t('format.utc', { instant: formatInstant(iso, locale, 'utc') });
}

/** How long ago: "4 min ago". */
export function formatAgo(iso: string, now: number, t: Translate): string {
  const seconds = (now - Date.parse(iso)) / 1000;
  return seconds < 60
    ? t('format.justNow')
    : t('format.ago', { duration: formatDuration(seconds, t) });
}
