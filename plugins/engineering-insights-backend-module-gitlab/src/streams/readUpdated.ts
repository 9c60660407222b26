import type { JsonValue } from '@backstage/types';
import type {
  Page,
  ReadOptions,
} from '@sei-platform/plugin-engineering-insights-node';
import { DateTime } from 'luxon';
import type { GitlabAnswer } from '../client';

/** What GitLab's lists by the time of change are asked for. */
export type UpdatedQuery = {
  updatedAfter: string;
  updatedBefore?: string;
  orderBy: 'updated_at';
  sort: 'asc' | 'desc';
  page: number;
};

/** How far a list was read, in either direction. */
export type UpdatedCursor = {
  /** The change that was read last. */
  updatedAt: string;
  /** What changed at that same instant and was read. */
  ids: number[];
  /** The page to go on with, where more changed at one instant than fits one. */
  page?: number;
};

interface UpdatedList<TRecord extends { updated_at: string }> {
  readPage(query: UpdatedQuery): Promise<GitlabAnswer<TRecord[]>>;
  idOf(record: TRecord): number;
  /** Records with whatever else has to be asked for them. */
  toItems(records: readonly TRecord[]): Promise<JsonValue[]>;
  /** How many records are handed over at once: fewer where each asks for more, as one failure loses them all. */
  readonly atOnce: number;
}

/**
 * Reads a list that GitLab can order and cut by the time of change. Each page
 * begins where the last one ended in time and not in number: what changes while
 * the list is read moves, and the numbers of the others with it.
 */
export async function* readUpdated<TRecord extends { updated_at: string }>(
  list: UpdatedList<TRecord>,
  options: Pick<
    ReadOptions<UpdatedCursor>,
    'direction' | 'cursor' | 'since' | 'until'
  >,
): AsyncGenerator<Page<UpdatedCursor>> {
  const { direction, since, until } = options;
  const isLive = direction === 'live';
  let cursor: UpdatedCursor = options.cursor ?? {
    updatedAt: isLive ? since : until,
    ids: [],
  };
  for (;;) {
    const start = cursor;
    const answer = await list.readPage(queryOf({ isLive, since, cursor }));
    const { data, hasNextPage, budget } = answer;
    const fresh = data.filter(record => !isKnown(list, record, start));
    const count = Math.max(1, Math.ceil(fresh.length / list.atOnce));
    for (let index = 0; index < count; index += 1) {
      const from = index * list.atOnce;
      const records = fresh.slice(from, from + list.atOnce);
      const items = await list.toItems(records);
      cursor = advance(list, cursor, records);
      if (index === count - 1) {
        const { updatedAt, ids } = cursor;
        // At the end its number would hide what has moved behind it by the next reading.
        if (!hasNextPage) cursor = { updatedAt, ids };
        // A whole page of one instant: only its number leads on.
        else if (isSame(updatedAt, start.updatedAt))
          cursor = { ...cursor, page: (start.page ?? 1) + 1 };
      }
      const coveredFrom = isLive ? undefined : cursor.updatedAt;
      yield { items, cursor, budget, ...(coveredFrom && { coveredFrom }) };
    }
    if (!hasNextPage || data.length === 0) return;
  }
}

function isKnown<TRecord extends { updated_at: string }>(
  list: UpdatedList<TRecord>,
  record: TRecord,
  { updatedAt, ids }: UpdatedCursor,
): boolean {
  return (
    isSame(record.updated_at, updatedAt) && ids.includes(list.idOf(record))
  );
}

/** The cursor behind some more records. */
function advance<TRecord extends { updated_at: string }>(
  list: UpdatedList<TRecord>,
  cursor: UpdatedCursor,
  records: readonly TRecord[],
): UpdatedCursor {
  const last = records.at(-1);
  if (!last) return cursor;
  const ids = records
    .filter(record => isSame(record.updated_at, last.updated_at))
    .map(list.idOf);
  return isSame(last.updated_at, cursor.updatedAt)
    ? { ...cursor, ids: [...cursor.ids, ...ids] }
    : { updatedAt: last.updated_at, ids };
}

/** Times have fractions finer than GitLab writes, so a millisecond more is asked for. */
const MARGIN = { milliseconds: 1 };

function queryOf(options: {
  isLive: boolean;
  since: string;
  cursor: UpdatedCursor;
}): UpdatedQuery {
  const { isLive, since, cursor } = options;
  const at = instantOf(cursor.updatedAt);
  const { page = 1 } = cursor;
  return isLive
    ? {
        updatedAfter: isoOf(at.minus(MARGIN)),
        orderBy: 'updated_at',
        sort: 'asc',
        page,
      }
    : {
        updatedAfter: since,
        updatedBefore: isoOf(at.plus(MARGIN)),
        orderBy: 'updated_at',
        sort: 'desc',
        page,
      };
}

function isSame(left: string, right: string): boolean {
  return Date.parse(left) === Date.parse(right);
}

function instantOf(text: string): DateTime {
  return DateTime.fromISO(text, { zone: 'utc' });
}

function isoOf(instant: DateTime): string {
  return instant.toISO() ?? '';
}
