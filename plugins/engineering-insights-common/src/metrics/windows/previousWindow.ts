import { DateTime } from 'luxon';
import type { MetricWindow } from '../types';

/** The window of the same length that ends where this one begins. */
export function previousWindow(window: MetricWindow): MetricWindow {
  const from = DateTime.fromISO(window.from, { zone: 'utc' });
  const to = DateTime.fromISO(window.to, { zone: 'utc' });
  return { from: from.minus(to.diff(from)).toISO()!, to: from.toISO()! };
}
