import { daysSinceEpoch } from './daysSinceEpoch';
import { quantile } from './quantile';

const BLOCK_DAYS = 30;

/**
 * The median number of days with at least one event, over the whole blocks of
 * 30 days counted back from the end of a period, blocks without any included.
 * Without a whole block it is undefined.
 *
 * @param activeDays - ISO dates in UTC (`2026-01-31`), in any order, repeated or not
 */
export function medianActiveDaysPer30Days(
  activeDays: readonly string[],
  period: { readonly from: string; readonly to: string },
): number | undefined {
  const [from, to] = [period.from, period.to].map(daysSinceEpoch);
  const blockCount = Math.floor((to - from) / BLOCK_DAYS);
  const counts = new Array<number>(Math.max(blockCount, 0)).fill(0);
  for (const day of new Set(activeDays)) {
    // A day belongs to the block that holds its last instant.
    const block = Math.floor((to - daysSinceEpoch(day) - 1) / BLOCK_DAYS);
    if (block >= 0 && block < counts.length) {
      counts[block] += 1;
    }
  }
  return quantile(counts, 0.5);
}
