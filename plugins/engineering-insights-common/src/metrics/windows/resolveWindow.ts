import { DateTime } from 'luxon';
import type { Bucket, MetricWindow } from '../types';

/** Which window is asked for: two ends, a number of days, or a quarter. */
export type WindowQuestion =
  | { readonly from: string; readonly to: string }
  | { readonly days: number }
  | { readonly quarter: 'this' | 'last' };

export interface ResolvedWindow extends MetricWindow {
  readonly days: number;
  readonly bucket: Bucket;
}

// Weeks up to a year, so that a sparkline has points; months beyond.
const LONGEST_WEEKLY_DAYS = 371;

function ends(question: WindowQuestion, now: DateTime): [DateTime, DateTime] {
  const tomorrow = now.startOf('day').plus({ days: 1 });
  if ('days' in question) {
    return [tomorrow.minus({ days: question.days }), tomorrow];
  }
  if ('quarter' in question) {
    const start = now.startOf('quarter');
    return question.quarter === 'this'
      ? [start, tomorrow]
      : [start.minus({ quarters: 1 }), start];
  }
  return [
    DateTime.fromISO(question.from, { zone: 'utc' }),
    DateTime.fromISO(question.to, { zone: 'utc' }),
  ];
}

/**
 * The half-open window, in UTC, that a question means. N days are N calendar
 * days that end with today. Undefined where the ends are no dates or not in
 * order.
 */
export function resolveWindow(
  options: { readonly question: WindowQuestion; readonly now: string; readonly bucket?: Bucket },
): ResolvedWindow | undefined {
  const now = DateTime.fromISO(options.now, { zone: 'utc' });
  const [from, to] = ends(options.question, now);
  if (!from.isValid || !to.isValid || from >= to) {
    return undefined;
  }
  const days = Math.ceil(to.diff(from, 'days').days);
  return {
    from: from.toISO()!,
    to: to.toISO()!,
    days,
    bucket: options.bucket ?? (days <= LONGEST_WEEKLY_DAYS ? 'week' : 'month'),
  };
}
