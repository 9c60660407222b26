import {
  addDays,
  dayOf,
  startOfQuarter,
} from '@sei-platform/plugin-engineering-insights-common';
import type { MetricWindow } from '@sei-platform/plugin-engineering-insights-common';

export const WINDOW_IDS = [
  '30d',
  '90d',
  '180d',
  '365d',
  'thisQuarter',
  'lastQuarter',
] as const;
export type WindowId = (typeof WINDOW_IDS)[number];
export const DEFAULT_WINDOW: WindowId = '90d';

const DAYS: Partial<Record<WindowId, number>> = {
  '30d': 30,
  '90d': 90,
  '180d': 180,
  '365d': 365,
};

export function daysOfWindow(id: WindowId): number | undefined {
  return DAYS[id];
}

/** The UTC days of a named window: N days end with today, a quarter ends with today or its last day. Half-open. */
export function resolveWindow(id: WindowId, now: Date): MetricWindow {
  const tomorrow = addDays(dayOf(now), 1);
  const days = DAYS[id];
  if (days !== undefined)
    return { from: addDays(tomorrow, -days), to: tomorrow };
  const quarter = startOfQuarter(dayOf(now));
  return id === 'thisQuarter'
    ? { from: quarter, to: tomorrow }
    : { from: startOfQuarter(dayOf(now), -1), to: quarter };
}
