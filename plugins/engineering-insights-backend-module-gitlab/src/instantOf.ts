import { DateTime } from 'luxon';

/** GitLab's webhooks write a time as REST does, or as Ruby does: `2021-04-28 21:50:00 +0200`, `… UTC`. */
export function instantOf(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  const iso = text
    .replace(/ UTC$/, 'Z')
    .replace(/ ([+-]\d{2}):?(\d{2})$/, '$1:$2')
    .replace(' ', 'T');
  // A time without a zone could be any.
  if (!/(Z|[+-]\d{2}:\d{2})$/.test(iso)) return undefined;
  const instant = DateTime.fromISO(iso, { zone: 'utc' });
  return instant.isValid ? instant.toISO() : undefined;
}
