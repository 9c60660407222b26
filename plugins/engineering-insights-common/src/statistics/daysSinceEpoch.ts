const DAY_MILLISECONDS = 86_400_000;

/**
 * Days of UTC from 1970-01-01 to an ISO 8601 date or instant with a zone, whole
 * for a date. As numbers, days are what a sweep over an organisation compares a
 * million times.
 */
export function daysSinceEpoch(instant: string): number {
  return Date.parse(instant) / DAY_MILLISECONDS;
}
