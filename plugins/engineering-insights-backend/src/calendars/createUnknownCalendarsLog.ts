import type { LoggerService } from '@backstage/backend-plugin-api';
import { ANNOTATION_CALENDAR } from '@sei-platform/plugin-engineering-insights-common';
import type { UnknownCalendar } from '../database/operations/binding/bindCalendars';
import { ToldFailures } from '../ingestion/ToldFailures';
import type { Calendar } from './Calendar';

const MOST_REFS = 5;

/** Tells the log of names that no calendar has: one line for a name until it or who names it changes, and one a day while it lasts. */
export function createUnknownCalendarsLog(options: {
  readonly calendars: readonly Calendar[];
  readonly logger: LoggerService;
}): (found: {
  readonly unknown: readonly UnknownCalendar[];
  /** ISO 8601. */
  readonly now: string;
}) => void {
  const { logger } = options;
  const known = options.calendars.map(({ name }) => name).join(', ');
  const told = ToldFailures.create();
  return ({ unknown, now }) => {
    for (const { name, entityRefs } of unknown) {
      const cause = entityRefs.join(', ');
      if (!told.tell({ subject: name, cause, now: Date.parse(now) })) continue;
      const more = entityRefs.length - MOST_REFS;
      const who = [
        ...entityRefs.slice(0, MOST_REFS),
        ...(more > 0 ? [`${more} more`] : []),
      ];
      logger.warn(
        `No calendar is called "${name}", so the default one holds for ${who.join(
          ', ',
        )}. Correct the annotation ${ANNOTATION_CALENDAR}, or add the calendar to ` +
          `engineeringInsights.calendars.byAnnotation. Known are ${known}.`,
      );
    }
  };
}
