import { dayOf } from './dayOf';

/** The first day of the quarter of a day of UTC, or of one so many quarters later. */
export function startOfQuarter(day: string, quartersLater = 0): string {
  const at = new Date(day);
  const month = Math.floor(at.getUTCMonth() / 3) * 3 + quartersLater * 3;
  return dayOf(Date.UTC(at.getUTCFullYear(), month, 1));
}
