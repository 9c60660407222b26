import { DateTime } from 'luxon';

/** A time as Azure DevOps writes it, in ISO 8601 with milliseconds; nothing for the year 1, which stands for none. */
export function instantOf(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  // Unset times alone come without a zone.
  if (!/(Z|[+-]\d{2}:\d{2})$/.test(text)) return undefined;
  const instant = DateTime.fromISO(text, { zone: 'utc' });
  return instant.isValid && instant.year > 1900 ? instant.toISO() : undefined;
}
