import { DateTime } from 'luxon';
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

function toWindow(from: DateTime, to: DateTime): MetricWindow {
  return { from: from.toISODate() ?? '', to: to.toISODate() ?? '' };
}

/** The UTC days of a named window: N days end with today, a quarter ends with today or its last day. Half-open. */
export function resolveWindow(id: WindowId, now: Date): MetricWindow {
  const tomorrow = DateTime.fromJSDate(now, { zone: 'utc' })
    .startOf('day')
    .plus({ days: 1 });
  const days = DAYS[id];
  if (days !== undefined) return toWindow(tomorrow.minus({ days }), tomorrow);
  const thisQuarter = DateTime.fromJSDate(now, { zone: 'utc' }).startOf(
    'quarter',
  );
  return id === 'thisQuarter'
    ? toWindow(thisQuarter, tomorrow)
    : toWindow(thisQuarter.minus({ quarters: 1 }), thisQuarter);
}
