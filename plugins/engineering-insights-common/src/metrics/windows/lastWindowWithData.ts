import { addDays, dayOf } from '../../days';
import type { MetricWindow } from '../types';

/** The window of so many UTC calendar days that ends with the day of the newest data. */
export function lastWindowWithData(options: {
  readonly lastDataAt: string;
  readonly days: number;
}): MetricWindow {
  const to = addDays(dayOf(options.lastDataAt), 1);
  const instant = (day: string) => new Date(day).toISOString();
  return { from: instant(addDays(to, -options.days)), to: instant(to) };
}
