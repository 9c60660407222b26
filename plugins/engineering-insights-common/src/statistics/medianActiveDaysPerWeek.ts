import { daysSinceEpoch } from './daysSinceEpoch';
import { quantile } from './quantile';

const WEEK_DAYS = 7;
/** 1970-01-05. */
const FIRST_MONDAY = 4;

/** Weeks from the first Monday to an instant, with their fraction. */
const weeksTo = (instant: string) =>
  (daysSinceEpoch(instant) - FIRST_MONDAY) / WEEK_DAYS;

/** Half-open, UTC; ISO 8601. */
interface CoveredPeriod {
  readonly from: string;
  readonly to: string;
}

/**
 * The median number of days with at least one event, over the whole ISO weeks
 * of a period, weeks without any included. Without a whole week it is
 * undefined.
 *
 * @param activeDays - ISO dates in UTC (`2026-01-31`), in any order, repeated or not
 * @see https://github.com/dora-team/fourkeys the median of days a week with a deployment
 */
export function medianActiveDaysPerWeek(
  activeDays: readonly string[],
  period: CoveredPeriod,
): number | undefined {
  const firstWeek = Math.ceil(weeksTo(period.from));
  const weekCount = Math.floor(weeksTo(period.to)) - firstWeek;
  const counts = new Array<number>(Math.max(weekCount, 0)).fill(0);
  for (const day of new Set(activeDays)) {
    const week = Math.floor(weeksTo(day)) - firstWeek;
    if (week >= 0 && week < counts.length) {
      counts[week] += 1;
    }
  }
  return quantile(counts, 0.5);
}
