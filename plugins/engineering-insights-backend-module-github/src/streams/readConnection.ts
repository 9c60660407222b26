import type { JsonObject, JsonValue } from '@backstage/types';
import type {
  Budget,
  Page,
  ReadOptions,
} from '@sei-platform/plugin-engineering-insights-node';
import { DateTime, type DurationLike } from 'luxon';

/** A page of a GraphQL connection that lists the latest change first. */
export interface ConnectionPage<TNode> {
  readonly nodes: readonly TNode[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly endCursor?: string | null;
  };
  readonly budget?: Budget;
}

/** Where reading goes on: below a page (`history`), or from an instant (`live`). */
export type ConnectionCursor = {
  after?: string;
  /** The latest change that was read. */
  changedAt?: string;
  /** The earliest of what may still change although it is listed further below. */
  openFrom?: string;
};

interface Connection<TNode extends JsonObject> {
  readPage(after: string | undefined): Promise<ConnectionPage<TNode>>;
  /** The instant that the connection is ordered by. */
  changedAt(node: TNode): string;
  toItem(node: TNode): JsonValue;
  /** How much is read again, where a change does not move a node to the top. */
  readonly lookback?: DurationLike;
  /** Whether such a change is expected. */
  isOpen?(node: TNode): boolean;
}

/** What is still open after this is not waited for any longer. */
const LONGEST_OPEN = { days: 30 };
const LIVE_PAGE_SIZE = 25;

/** Reads a connection that can only be listed newest first, in either direction. */
export async function* readConnection<TNode extends JsonObject>(
  connection: Connection<TNode>,
  options: Pick<
    ReadOptions<ConnectionCursor>,
    'direction' | 'cursor' | 'since'
  >,
): AsyncGenerator<Page<ConnectionCursor>> {
  if (options.direction === 'history') {
    yield* readBackwards(connection, options);
  } else {
    yield* readForwards(connection, options);
  }
}

async function* readBackwards<TNode extends JsonObject>(
  connection: Connection<TNode>,
  { cursor, since }: { cursor?: ConnectionCursor; since: string },
): AsyncGenerator<Page<ConnectionCursor>> {
  let after = cursor?.after;
  for (;;) {
    const { nodes, pageInfo, budget } = await connection.readPage(after);
    const wanted = nodes.filter(node =>
      isNotBefore(connection.changedAt(node), instantOf(since)),
    );
    after = pageInfo.endCursor ?? after;
    yield {
      items: wanted.map(connection.toItem),
      cursor: after ? { after } : {},
      budget,
    };
    if (!pageInfo.hasNextPage || wanted.length < nodes.length) return;
  }
}

/**
 * Collects down to where the last reading ended, then hands over the oldest
 * first: handing over the newest first would lose the rest on a stop.
 */
async function* readForwards<TNode extends JsonObject>(
  connection: Connection<TNode>,
  { cursor, since }: { cursor?: ConnectionCursor; since: string },
): AsyncGenerator<Page<ConnectionCursor>> {
  const from = startOf(connection, {
    ...cursor,
    changedAt: cursor?.changedAt ?? since,
  });
  const collected: TNode[] = [];
  let after: string | undefined;
  let page: ConnectionPage<TNode>;
  do {
    page = await connection.readPage(after);
    const wanted = page.nodes.filter(node =>
      isNotBefore(connection.changedAt(node), from),
    );
    collected.push(...wanted);
    after = pageInfoEnd(page, wanted.length);
  } while (after);

  collected.reverse();
  let openFrom: string | undefined;
  for (let start = 0; start < collected.length; start += LIVE_PAGE_SIZE) {
    const nodes = collected.slice(start, start + LIVE_PAGE_SIZE);
    const changedAt = connection.changedAt(nodes[nodes.length - 1]);
    openFrom ??= nodes
      .filter(node => connection.isOpen?.(node))
      .map(connection.changedAt)[0];
    yield {
      items: nodes.map(connection.toItem),
      cursor: { changedAt, ...(openFrom && { openFrom }) },
      budget: page.budget,
    };
  }
  if (collected.length === 0 && cursor)
    yield { items: [], cursor, budget: page.budget };
}

function pageInfoEnd<TNode>(page: ConnectionPage<TNode>, wantedCount: number) {
  const { hasNextPage, endCursor } = page.pageInfo;
  return hasNextPage && wantedCount === page.nodes.length
    ? endCursor ?? undefined
    : undefined;
}

function startOf<TNode extends JsonObject>(
  connection: Connection<TNode>,
  read: { changedAt: string; openFrom?: string },
): DateTime {
  const changedAt = instantOf(read.changedAt);
  const lookedBack = changedAt.minus(connection.lookback ?? {});
  if (!read.openFrom) return lookedBack;
  const openFrom = DateTime.max(
    instantOf(read.openFrom),
    changedAt.minus(LONGEST_OPEN),
  );
  return DateTime.min(lookedBack, openFrom);
}

function isNotBefore(instant: string, limit: DateTime): boolean {
  return instantOf(instant) >= limit;
}

function instantOf(text: string): DateTime {
  return DateTime.fromISO(text, { zone: 'utc' });
}
