import { IANAZone } from 'luxon';
import { z } from 'zod/v4';
import { findPlaceProblem } from './findPlaceProblem';
import { WEEKDAYS } from './weekdays';

const time = z
  .string('give a time in quotes, such as "09:00".')
  .regex(
    /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/,
    'give a time as HH:mm from "00:00" to "24:00", such as "09:00".',
  );

const hours = z
  .strictObject({ from: time.default('09:00'), to: time.default('17:00') })
  // The texts are in the order of the times.
  .refine(({ from, to }) => from < to, {
    error:
      'the working hours end before they begin. Give a "to" that is later than "from": what goes past midnight is no calendar, and "24:00" is the end of a day.',
    when: ({ issues }) => issues.length === 0,
  });

const holidays = z
  .strictObject({
    country: z.string('give the two letters of a country, such as DE.'),
    state: z.string().optional(),
    region: z.string().optional(),
  })
  .superRefine((place, context) => {
    const problem = findPlaceProblem(place);
    if (problem) {
      context.addIssue({
        code: 'custom',
        path: [problem.path],
        message: problem.message,
      });
    }
  });

/** A calendar as the configuration says it, without its name. */
export const calendarSchema = z.strictObject({
  timeZone: z
    .string('give the name of a time zone, such as Europe/Berlin.')
    .refine(name => IANAZone.isValidZone(name), {
      error: ({ input }) =>
        `"${input}" is no time zone. Give a name of the IANA list, such as Europe/Berlin or UTC.`,
    })
    .default('UTC'),
  workingDays: z
    .array(
      z.enum(WEEKDAYS, {
        error: ({ input }) =>
          `${JSON.stringify(
            input,
          )} is no day of the week. Known are ${WEEKDAYS.join(', ')}.`,
      }),
    )
    .min(1, 'name one day at least.')
    .default(['mon', 'tue', 'wed', 'thu', 'fri']),
  hours: hours.prefault({}),
  holidays: holidays.optional(),
});

/** All calendars as the configuration says them. */
export const calendarsSchema = z.strictObject({
  default: calendarSchema.prefault({}),
  byAnnotation: z
    .record(
      z
        .string()
        .regex(
          /^(?!default$)[\w.-]+$/,
          'a name is of letters, digits, dots, underscores and dashes, and "default" is the name of the other one. Rename the calendar.',
        ),
      calendarSchema,
    )
    .default({}),
});
