import { DateTime } from 'luxon';

const LEAST_SECONDS = 6 * 3_600;
const DEFAULT_INTERVAL_SECONDS = 300;
const INTERVALS = 4;

/** A source that was not read since is stale: four intervals, and never less than six hours. */
export function staleBefore(options: {
  readonly now: string;
  readonly intervalSeconds?: number;
}): string {
  const seconds = Math.max(
    LEAST_SECONDS,
    INTERVALS * (options.intervalSeconds ?? DEFAULT_INTERVAL_SECONDS),
  );
  return DateTime.fromISO(options.now, { zone: 'utc' })
    .minus({ seconds })
    .toISO()!;
}
