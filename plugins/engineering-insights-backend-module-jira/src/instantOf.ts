import { DateTime } from 'luxon';

/** `2026-01-31T12:00:00.000+0100` as Jira writes it, seconds or milliseconds since 1970 as its bulk answers do. */
export function instantOf(value: string | number): DateTime {
  if (typeof value === 'string')
    return DateTime.fromISO(value, { zone: 'utc' });
  // Seconds of the year 5138 are milliseconds of 1973.
  return value < 100_000_000_000
    ? DateTime.fromSeconds(value, { zone: 'utc' })
    : DateTime.fromMillis(value, { zone: 'utc' });
}

/** ISO 8601 in UTC; none where it is no instant. */
export function isoOf(value: string | number): string | undefined {
  return instantOf(value).toISO() ?? undefined;
}
