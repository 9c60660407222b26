import { addDays } from './addDays';

/** The Monday of the ISO week that a day of UTC is in. */
export function startOfWeek(day: string): string {
  const daysAfterMonday = (new Date(day).getUTCDay() + 6) % 7;
  return addDays(day, -daysAfterMonday);
}
