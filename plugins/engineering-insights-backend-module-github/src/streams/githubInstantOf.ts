import type { DateTime } from 'luxon';

/** An instant as GitHub's ranges take it: they know whole seconds. */
export function githubInstantOf(instant: DateTime): string {
  return instant.startOf('second').toISO({ suppressMilliseconds: true }) ?? '';
}
