import { DateTime } from 'luxon';
import type { Calendar } from './Calendar';
import type { CalendarDay } from './CalendarDay';
import { type Holiday, listHolidays } from './listHolidays';

interface WorkingTime {
  readonly startsAt: DateTime;
  readonly endsAt: DateTime;
}

/**
 * Every day of a calendar from the beginning of one year to the end of another,
 * with the day after, from which on nothing is known.
 */
export function listCalendarDays(options: {
  readonly calendar: Calendar;
  readonly fromYear: number;
  readonly toYear: number;
}): readonly CalendarDay[] {
  const { calendar, fromYear, toYear } = options;
  const { timeZone, holidays: place } = calendar;
  const holidays = place
    ? listHolidays({ place, timeZone, fromYear, toYear })
    : [];
  const first = DateTime.fromObject({ year: fromYear }, { zone: timeZone });
  const days: CalendarDay[] = [];
  let secondsBefore = 0;
  // Each date is counted from the first, as midnight is not there on every day.
  let date = first;
  for (let count = 1; date.year <= toYear; count += 1) {
    const { startsAt, endsAt } = workingTimeOf({ calendar, date, holidays });
    days.push(toDay({ date, startsAt, endsAt, secondsBefore }));
    secondsBefore += endsAt.diff(startsAt).as('seconds');
    date = first.plus({ days: count });
  }
  return [
    ...days,
    toDay({ date, startsAt: date, endsAt: date, secondsBefore: null }),
  ];
}

function toDay(
  options: WorkingTime & { date: DateTime; secondsBefore: number | null },
): CalendarDay {
  const { date, startsAt, endsAt, secondsBefore } = options;
  return {
    day: date.toISODate()!,
    startsAt: startsAt.toUTC().toISO()!,
    endsAt: endsAt.toUTC().toISO()!,
    secondsBefore,
  };
}

function workingTimeOf(options: {
  calendar: Calendar;
  date: DateTime;
  holidays: readonly Holiday[];
}): WorkingTime {
  const { calendar, date, holidays } = options;
  const free = { startsAt: date, endsAt: date };
  if (!calendar.workingDays.includes(date.weekday)) return free;
  let startsAt = timeOn(date, calendar.hours.from);
  let endsAt = timeOn(date, calendar.hours.to);
  for (const { start, end } of holidays) {
    if (+start >= +endsAt || +end <= +startsAt) continue;
    if (+start > +startsAt) {
      // A holiday that begins during the day goes on until its end.
      endsAt = DateTime.fromJSDate(start);
    } else {
      startsAt = DateTime.fromJSDate(end);
    }
  }
  // Also where the clock jumps over the working hours.
  return startsAt < endsAt ? { startsAt, endsAt } : free;
}

function timeOn(date: DateTime, time: string): DateTime {
  const [hour, minute] = time.split(':').map(Number);
  return hour === 24
    ? date.plus({ days: 1 }).startOf('day')
    : date.set({ hour, minute });
}
