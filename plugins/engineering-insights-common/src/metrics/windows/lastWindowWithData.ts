import { DateTime } from 'luxon';
import type { MetricWindow } from '../types';

/** The window of so many UTC calendar days that ends with the day of the newest data. */
export function lastWindowWithData(options: {
  readonly lastDataAt: string;
  readonly days: number;
}): MetricWindow {
  const to = DateTime.fromISO(options.lastDataAt, { zone: 'utc' }).startOf('day').plus({ days: 1 });
  return { from: to.minus({ days: options.days }).toISO()!, to: to.toISO()! };
}
