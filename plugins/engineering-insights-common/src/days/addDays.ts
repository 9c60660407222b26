import { dayOf } from './dayOf';

const DAY_MILLISECONDS = 86_400_000;

/** The day so many days after a day of UTC, or before it where they are negative. */
export function addDays(day: string, days: number): string {
  // UTC knows no daylight saving: each of its days is as long.
  return dayOf(Date.parse(day) + days * DAY_MILLISECONDS);
}
