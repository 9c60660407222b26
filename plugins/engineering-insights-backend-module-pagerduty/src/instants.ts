import { DateTime } from 'luxon';

export function instantOf(text: string): DateTime {
  return DateTime.fromISO(text, { zone: 'utc' });
}

/** PagerDuty's instants are whole seconds. */
export function isoOf(instant: DateTime): string {
  return instant.startOf('second').toISO({ suppressMilliseconds: true }) ?? '';
}
