import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { Calendar } from './Calendar';
import { calendarsSchema } from './calendarSchema';
import { WEEKDAYS } from './weekdays';

const KEY = 'engineeringInsights.calendars';

/** The calendars of the configuration, the default one first. @throws InputError that names the key and says what to write. */
export function readCalendars(rootConfig: Config): readonly Calendar[] {
  const result = calendarsSchema.safeParse(rootConfig.getOptional(KEY) ?? {});
  if (!result.success) {
    const [issue] = result.error.issues;
    // A key that is refused says why in an issue of its own.
    const { message } = issue.code === 'invalid_key' ? issue.issues[0] : issue;
    throw new InputError(`${[KEY, ...issue.path].join('.')}: ${message}`);
  }
  const { default: standard, byAnnotation } = result.data;
  return Object.entries({ default: standard, ...byAnnotation }).map(
    ([name, { workingDays, ...rest }]) => ({
      name,
      ...rest,
      workingDays: WEEKDAYS.flatMap((weekday, index) =>
        workingDays.includes(weekday) ? [index + 1] : [],
      ),
    }),
  );
}
