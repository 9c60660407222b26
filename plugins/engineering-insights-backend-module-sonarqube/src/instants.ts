import { DateTime } from 'luxon';
import { z } from 'zod/v4';

/** What SonarQube writes, `2026-01-31T13:00:00+0100`, as an instant of ours. */
export const instantSchema = z.string().transform((text, context) => {
  const instant = DateTime.fromISO(text, { zone: 'utc' }).toISO();
  if (instant) return instant;
  context.addIssue({ code: 'custom', message: 'must be an instant' });
  return z.NEVER;
});

export function instantOf(text: string): DateTime {
  return DateTime.fromISO(text, { zone: 'utc' });
}

/** As SonarQube reads it: whole seconds, and a zone without a colon. */
export function toParameter(instant: DateTime): string {
  return instant.toUTC().toFormat("yyyy-MM-dd'T'HH:mm:ss'+0000'");
}
