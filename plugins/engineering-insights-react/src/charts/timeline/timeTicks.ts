import {
  addDays,
  dayOf,
  startOfWeek,
} from '@sei-platform/plugin-engineering-insights-common';

const DAY_MS = 86_400_000;
const WEEK_DAYS = 7;
// Below this there may be a Monday or none.
const SHORTEST_WEEKLY_DAYS = 2 * WEEK_DAYS;

/** The first of every so many days that is not before an instant; weeks begin on Monday. */
function firstTick(from: number, unitDays: number): string {
  const day = dayOf(from);
  const start = unitDays === WEEK_DAYS ? startOfWeek(day) : day;
  return Date.parse(start) < from ? addDays(start, unitDays) : start;
}

/** The days of UTC to mark on an axis of time: Mondays, or in a short time any day, every so many of them that at most so many have room. */
export function timeTicks(options: {
  readonly from: number;
  readonly to: number;
  readonly maximumCount: number;
}): string[] {
  const { from, to, maximumCount } = options;
  const days = (to - from) / DAY_MS;
  const unitDays = days < SHORTEST_WEEKLY_DAYS ? 1 : WEEK_DAYS;
  const units = Math.ceil(days / unitDays);
  const step = Math.max(1, Math.ceil(units / Math.max(1, maximumCount)));
  const first = firstTick(from, unitDays);
  return Array.from({ length: Math.ceil(units / step) + 1 }, (_, index) =>
    addDays(first, index * step * unitDays),
  ).filter(tick => Date.parse(tick) < to);
}
