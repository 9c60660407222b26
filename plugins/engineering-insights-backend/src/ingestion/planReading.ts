import { DateTime } from 'luxon';
import type {
  ClaimedStream,
  HistoryCursor,
} from '../database/operations/ingestion/claimStreams';
import type { IngestionSettings } from './IngestionSettings';

const HISTORY = { days: 180 };
// What a source lists a little late is still seen, as the first live reading reaches back this far.
const FIRST_LIVE_OVERLAP = { hours: 1 };

/** What one claim of a stream is to read. */
export interface ReadingPlan {
  readonly live?: { readonly since: string; readonly until: string };
  readonly history?: Omit<HistoryCursor, 'cursor'>;
}

/**
 * Plans a reading: changes first, then backwards from where the first live
 * reading began. While history is read, changes are asked for no more often
 * than otherwise.
 */
export function planReading(
  claim: Pick<
    ClaimedStream,
    | 'claimedAt'
    | 'coveredFrom'
    | 'coveredTo'
    | 'liveCursor'
    | 'historyCursor'
    | 'isHistoryDone'
  >,
  settings: Pick<IngestionSettings, 'firstSyncSince' | 'pollIntervalSeconds'>,
): ReadingPlan {
  const now = DateTime.fromISO(claim.claimedAt, { zone: 'utc' });
  const horizon = settings.firstSyncSince
    ? DateTime.fromISO(settings.firstSyncSince, { zone: 'utc' })
    : now.minus(HISTORY);
  const firstSince = now.minus(FIRST_LIVE_OVERLAP).toISO()!;
  const coveredFrom = claim.coveredFrom ?? firstSince;
  const isLiveDue =
    !claim.coveredTo ||
    claim.liveCursor === undefined ||
    now.diff(DateTime.fromISO(claim.coveredTo)).as('seconds') >=
      settings.pollIntervalSeconds;
  const open = claim.isHistoryDone ? undefined : claim.historyCursor;
  // A source may hold less than it was asked for; asking again would give no more.
  const askedFrom = claim.historyCursor?.since ?? coveredFrom;
  const isHistoryDue =
    !claim.isHistoryDone || horizon < DateTime.fromISO(askedFrom);
  return {
    ...((isLiveDue || !isHistoryDue) && {
      live: {
        since:
          claim.liveCursor === undefined
            ? claim.coveredTo ?? firstSince
            : horizon.toISO()!,
        until: claim.claimedAt,
      },
    }),
    ...(isHistoryDue && {
      history: open
        ? { since: open.since, until: open.until }
        : { since: horizon.toISO()!, until: coveredFrom },
    }),
  };
}
