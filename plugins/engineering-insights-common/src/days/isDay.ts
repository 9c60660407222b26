import { dayOf } from './dayOf';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Whether a text is a day of the calendar, "2026-11-22"; the 30th of February is none. */
export function isDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  const at = Date.parse(text);
  // Engines take the 30th of February for the 2nd of March.
  return !Number.isNaN(at) && dayOf(at) === text;
}
