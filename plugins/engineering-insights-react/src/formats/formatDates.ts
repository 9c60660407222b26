import type { Translate } from '../messages/Translate';
import { formatDuration } from './formatDuration';
import { monthFormat } from './monthFormat';

/** Whose clock a date is read from. */
export type Zone = 'local' | 'utc';

const MINUTE_MS = 60_000;

/** An instant as a date whose UTC fields are what the zone's clock shows. */
function shownBy(zone: Zone, iso: string): Date {
  const at = new Date(iso);
  return zone === 'utc'
    ? at
    : new Date(at.getTime() - at.getTimezoneOffset() * MINUTE_MS);
}

function dayText(at: Date, locale: string): string {
  return `${at.getUTCDate()} ${monthFormat(locale).format(at)}`;
}

function dateText(at: Date, locale: string): string {
  return `${dayText(at, locale)} ${at.getUTCFullYear()}`;
}

/** A UTC day without its year: "3 Oct". */
export function formatDay(iso: string, locale: string): string {
  return dayText(new Date(iso), locale);
}

/** A UTC day with its year: "3 Oct 2026". */
export function formatDate(iso: string, locale: string): string {
  return dateText(new Date(iso), locale);
}

/** The days of a half-open window, the last one included: "25 Aug – 22 Nov 2026". */
export function formatDayRange(
  window: { from: string; to: string },
  locale: string,
): { from: string; to: string } {
  const from = new Date(window.from);
  const lastDay = new Date(Date.parse(window.to) - 1);
  const isSameYear = from.getUTCFullYear() === lastDay.getUTCFullYear();
  return {
    from: isSameYear ? dayText(from, locale) : dateText(from, locale),
    to: dateText(lastDay, locale),
  };
}

/** An instant in the reader's own time zone: "22 Nov 2026, 14:05". */
export function formatInstant(
  iso: string,
  locale: string,
  zone: Zone = 'local',
): string {
  const at = shownBy(zone, iso);
  return `${dateText(at, locale)}, ${at.toISOString().slice(11, 16)}`;
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
