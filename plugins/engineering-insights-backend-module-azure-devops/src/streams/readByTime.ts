import type { JsonValue } from '@backstage/types';
import type {
  Page,
  ReadOptions,
} from '@sei-platform/plugin-engineering-insights-node';
import { DateTime, type DurationLike } from 'luxon';
import type { WholeList } from '../readList';

/** How far a list was read, in either direction. */
export type TimeCursor = {
  /** ISO 8601: the latest time that was read (live), the earliest (history). */
  at: string;
  /** Id → time of what was read around there and is found again. */
  read: Record<string, string>;
};

export interface TimedList<TRecord> {
  /** All whose time lies in a range, both ends included; more of them do no harm, nor does their order. */
  readBetween(range: {
    from: string;
    to?: string;
  }): Promise<WholeList<TRecord>>;
  idOf(record: TRecord): string;
  /** ISO 8601; none where a record has no place in the list yet. */
  timeOf(record: TRecord): string | undefined;
  toItems(records: readonly TRecord[]): Promise<JsonValue[]>;
  /** How many records are handed over at once: fewer where each asks for more, as one failure loses them all. */
  readonly atOnce: number;
}

interface Dated<TRecord> {
  readonly record: TRecord;
  readonly id: string;
  readonly at: string;
}

/** A list shows a change some seconds late, and a later one perhaps before it. */
const LOOKBACK = { minutes: 5 };
/** What history asks for at a time. */
const WINDOW = { days: 30 };

/**
 * Reads a list that Azure DevOps cuts by a time, and whose order it does not
 * promise: all of a range is asked for and put into order here.
 */
export async function* readByTime<TRecord>(
  list: TimedList<TRecord>,
  options: Pick<
    ReadOptions<TimeCursor>,
    'direction' | 'cursor' | 'since' | 'until'
  >,
): AsyncGenerator<Page<TimeCursor>> {
  yield* options.direction === 'live'
    ? readForwards(list, options)
    : readBackwards(list, options);
}

async function* readForwards<TRecord>(
  list: TimedList<TRecord>,
  options: { cursor?: TimeCursor; since: string; until: string },
): AsyncGenerator<Page<TimeCursor>> {
  const until = isoOf(options.until);
  const start: TimeCursor = { at: isoOf(options.since), read: {} };
  let cursor = options.cursor ?? start;
  for (;;) {
    const { at: reached, read } = cursor;
    const from = cursor === start ? reached : before(reached, LOOKBACK);
    const { records, isCut } = await list.readBetween({ from });
    const fresh = datedOf(list, records)
      .filter(({ id, at }) => at >= from && read[id] !== at)
      .sort((left, right) => left.at.localeCompare(right.at, 'en'));
    for (const some of batchesOf(fresh, list.atOnce)) {
      const items = await list.toItems(some.map(({ record }) => record));
      cursor = afterwards(cursor, some, until);
      yield { items, cursor };
    }
    if (!isCut || fresh.length === 0) return;
  }
}

/**
 * Never later than when the reading began: a list may take longer to read than
 * what is looked back, and what changes meanwhile is in it by chance.
 */
function afterwards(
  cursor: TimeCursor,
  some: readonly Dated<unknown>[],
  until: string,
): TimeCursor {
  const told = some.at(-1)?.at ?? cursor.at;
  const reached = told < until ? told : until;
  const at = reached > cursor.at ? reached : cursor.at;
  const edge = before(at, LOOKBACK);
  return {
    at,
    read: within({ ...cursor.read, ...timesOf(some) }, time => time >= edge),
  };
}

async function* readBackwards<TRecord>(
  list: TimedList<TRecord>,
  options: { cursor?: TimeCursor; since: string; until: string },
): AsyncGenerator<Page<TimeCursor>> {
  const since = isoOf(options.since);
  let cursor = options.cursor ?? { at: isoOf(options.until), read: {} };
  while (cursor.at > since) {
    const { at: to, read } = cursor;
    const start = before(to, WINDOW);
    const from = start > since ? start : since;
    const { records, isCut } = await list.readBetween({
      from,
      // Times have fractions finer than a cursor keeps.
      to: before(to, { milliseconds: -1 }),
    });
    const fresh = datedOf(list, records)
      .filter(({ id, at }) => at >= from && at <= to && read[id] !== at)
      .sort((left, right) => right.at.localeCompare(left.at, 'en'));
    const batches = fresh.length > 0 ? batchesOf(fresh, list.atOnce) : [];
    for (const some of batches) {
      const items = await list.toItems(some.map(({ record }) => record));
      const { at } = some.at(-1)!;
      cursor = {
        at,
        read: within({ ...cursor.read, ...timesOf(some) }, time => time === at),
      };
      yield { items, cursor, coveredFrom: at };
    }
    if (isCut && fresh.length > 0) continue;
    cursor = { at: from, read: {} };
    yield { items: [], cursor, coveredFrom: from };
  }
}

function datedOf<TRecord>(
  list: TimedList<TRecord>,
  records: readonly TRecord[],
): Dated<TRecord>[] {
  return records.flatMap(record => {
    const at = list.timeOf(record);
    return at ? [{ record, id: list.idOf(record), at }] : [];
  });
}

/** At least one, so that also a reading that found nothing says how far it came. */
function batchesOf<T>(records: readonly T[], size: number): T[][] {
  const batches: T[][] = [];
  for (let from = 0; from < Math.max(1, records.length); from += size) {
    batches.push(records.slice(from, from + size));
  }
  return batches;
}

function timesOf(records: readonly Dated<unknown>[]): Record<string, string> {
  return Object.fromEntries(records.map(({ id, at }) => [id, at]));
}

function within(
  read: Readonly<Record<string, string>>,
  isNear: (time: string) => boolean,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(read).filter(([, time]) => isNear(time)),
  );
}

function before(instant: string, duration: DurationLike): string {
  return DateTime.fromISO(instant, { zone: 'utc' }).minus(duration).toISO()!;
}

/** In UTC with milliseconds, so that it sorts as text. */
function isoOf(instant: string): string {
  return DateTime.fromISO(instant, { zone: 'utc' }).toISO()!;
}
