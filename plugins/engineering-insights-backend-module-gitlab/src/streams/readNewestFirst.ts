import type { JsonValue } from '@backstage/types';
import type {
  Page,
  ReadOptions,
} from '@sei-platform/plugin-engineering-insights-node';
import { DateTime, type DurationLike } from 'luxon';
import type { GitlabAnswer } from '../client';

/** Where reading goes on: at a page (`history`), or from an instant (`live`). */
export type NewestFirstCursor = {
  /** History: the page to read next. */
  page?: number;
  /** The latest creation that was read. */
  createdAt?: string;
  /** Of the first page, by which an unchanged list is known. */
  etag?: string;
};

interface NewestFirstList<TRecord> {
  readPage(query: {
    page: number;
    etag?: string;
  }): Promise<GitlabAnswer<TRecord[]> | 'notModified'>;
  /** The instant that the list is ordered by; none where a record has no place in it. */
  createdAt(record: TRecord): string | undefined;
  toItem(record: TRecord): JsonValue;
  /** How much is read again, since the list does not tell of changes. */
  readonly lookback: DurationLike;
}

/** Reads a list that GitLab orders by creation alone, in either direction. */
export async function* readNewestFirst<TRecord>(
  list: NewestFirstList<TRecord>,
  options: Pick<
    ReadOptions<NewestFirstCursor>,
    'direction' | 'cursor' | 'since' | 'until'
  >,
): AsyncGenerator<Page<NewestFirstCursor>> {
  if (options.direction === 'history') {
    yield* readBackwards(list, options);
  } else {
    yield* readForwards(list, options);
  }
}

async function* readBackwards<TRecord>(
  list: NewestFirstList<TRecord>,
  { cursor, since }: { cursor?: NewestFirstCursor; since: string },
): AsyncGenerator<Page<NewestFirstCursor>> {
  for (let page = cursor?.page ?? 1; ; page += 1) {
    const answer = await list.readPage({ page });
    if (answer === 'notModified') return;
    const { data, hasNextPage, budget } = answer;
    const wanted = data.filter(record =>
      isNotBefore(list.createdAt(record), instantOf(since)),
    );
    yield {
      items: wanted.map(list.toItem),
      cursor: { page: page + 1 },
      budget,
    };
    if (!hasNextPage || wanted.length < data.length) return;
  }
}

/**
 * Collects down to where the last reading ended and hands over all at once:
 * such lists are short, and handing over the newest first would lose the rest
 * on a stop.
 */
async function* readForwards<TRecord>(
  list: NewestFirstList<TRecord>,
  options: { cursor?: NewestFirstCursor; since: string; until: string },
): AsyncGenerator<Page<NewestFirstCursor>> {
  const { cursor, since, until } = options;
  const from = instantOf(cursor?.createdAt ?? since).minus(list.lookback);
  const collected: TRecord[] = [];
  let etag: string | undefined;
  for (let page = 1; ; page += 1) {
    const answer = await list.readPage({
      page,
      etag: page === 1 ? cursor?.etag : undefined,
    });
    if (answer === 'notModified') {
      yield { items: [], cursor: cursor ?? {} };
      return;
    }
    const { data, hasNextPage, budget } = answer;
    if (page === 1) etag = answer.etag;
    const wanted = data.filter(record =>
      isNotBefore(list.createdAt(record), from),
    );
    collected.push(...wanted);
    if (!hasNextPage || wanted.length < data.length) {
      const instants = collected.flatMap(each => list.createdAt(each) ?? []);
      const createdAt = latestOf(instants, until) ?? cursor?.createdAt;
      yield {
        items: collected.map(list.toItem).reverse(),
        cursor: { ...(createdAt && { createdAt }), ...(etag && { etag }) },
        budget,
      };
      return;
    }
  }
}

/** The latest that is not in the future: a tag has the time of somebody's clock, and a wrong one would hide all that follow. */
function latestOf(
  instants: readonly string[],
  until: string,
): string | undefined {
  return instants
    .filter(instant => isNotBefore(until, instantOf(instant)))
    .reduce<string | undefined>(
      (latest, instant) =>
        latest && Date.parse(latest) > Date.parse(instant) ? latest : instant,
      undefined,
    );
}

function isNotBefore(instant: string | undefined, limit: DateTime): boolean {
  return instant === undefined || instantOf(instant) >= limit;
}

function instantOf(text: string): DateTime {
  return DateTime.fromISO(text, { zone: 'utc' });
}
