import { DateTime } from 'luxon';
import { quantile } from './quantile';

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
  const from = DateTime.fromISO(period.from, { zone: 'utc' });
  const to = DateTime.fromISO(period.to, { zone: 'utc' });
  const monday = from.startOf('week');
  const counts = new Map<string, number>();
  let week = monday < from ? monday.plus({ weeks: 1 }) : monday;
  while (week.plus({ weeks: 1 }) <= to) {
    counts.set(week.toISODate()!, 0);
    week = week.plus({ weeks: 1 });
  }
  for (const day of new Set(activeDays)) {
    const key = DateTime.fromISO(day, { zone: 'utc' }).startOf('week').toISODate()!;
    const count = counts.get(key);
    if (count !== undefined) {
      counts.set(key, count + 1);
    }
  }
  return quantile([...counts.values()], 0.5);
}
