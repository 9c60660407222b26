import type { JsonObject } from '@backstage/types';
import type {
  Page,
  ReadOptions,
  ScopeRef,
  Stream,
} from '@sei-platform/plugin-engineering-insights-node';
import type { AzureDevopsClient } from '../client';
import type { Directory } from '../createDirectory';
import { instantOf } from '../instantOf';
import { normalizeCommit } from '../normalize/commits';
import {
  findHead,
  findRevision,
  piecesOf,
  readCommitPage,
  readingOf,
  toCommitItems,
  type CommitRange,
  type CommitReading,
} from './commitPages';

/** A revision that meets no known commit within this many pages stays without a base. */
const REVISION_PAGES = 20;

export type CommitsCursor = {
  /** Everything that this revision reaches was read. */
  head?: string;
  /** A range of revisions that is not read to its end yet. */
  range?: { target: string; skip: number };
  /** A walk backwards that is not at its end yet. */
  walk?: { head: string; skip: number };
};

export function commitsStream(
  client: AzureDevopsClient,
  directory: Directory,
): Stream<CommitsCursor> {
  return {
    name: 'commits',
    produces: ['commit'],
    personal: ['/commit/author/name', '/commit/author/email'],
    identify(item) {
      const { commit } = item as { commit: JsonObject };
      return { externalId: String(commit.commitId) };
    },
    async *read(options) {
      const reading = readingOf({ client, directory, ...options });
      if (!reading) return;
      yield* options.direction === 'history'
        ? readHistory(reading, options)
        : readLive(reading, options);
    },
    normalize: normalizeCommit,
  };
}

/** Commits that a revision reaches and the known heads do not. */
export async function* readRevision(
  source: { client: AzureDevopsClient; directory: Directory },
  options: {
    scope: ScopeRef;
    revision: string;
    knownHeads: readonly string[];
    signal: AbortSignal;
  },
): AsyncGenerator<Page<CommitsCursor>> {
  const { revision, knownHeads } = options;
  const reading = readingOf({ ...source, ...options });
  // A revision that the repository lost is no failure: delivery lists it as unresolved.
  const target = reading && (await findRevision(reading, revision));
  if (!reading || !target) return;
  const [known] = knownHeads;
  const base = known && (await findRevision(reading, known));
  if (base) {
    yield* readRange(reading, { range: { base, target }, skip: 0 });
    return;
  }
  const heads = new Set(knownHeads);
  let skip = 0;
  for (let count = 0; count < REVISION_PAGES; count += 1) {
    const page = await readCommitPage(reading, { range: { target }, skip });
    for (const piece of piecesOf(page.commits, skip)) {
      yield {
        items: await toCommitItems(reading, piece.commits),
        cursor: { walk: { head: target, skip: piece.skip } },
      };
    }
    const isMet = page.commits.some(({ commitId }) => heads.has(commitId));
    if (isMet || page.next === undefined) return;
    skip = page.next;
  }
}

/** By graph, never by date: of one real history 18 % of the commits arrived older than a date cursor. */
async function* readLive(
  reading: CommitReading,
  options: ReadOptions<CommitsCursor>,
): AsyncGenerator<Page<CommitsCursor>> {
  const { cursor, since } = options;
  const head = await findHead(reading);
  if (!head) return;
  const base = cursor?.head;
  if (base === head) {
    yield { items: [], cursor: { head } };
    return;
  }
  // After a force push the base may be gone, and so may the end of a range.
  if (base && (await findRevision(reading, base))) {
    const begun =
      cursor.range && (await findRevision(reading, cursor.range.target))
        ? cursor.range
        : { target: head, skip: 0 };
    yield* readRange(reading, {
      range: { base, target: begun.target },
      skip: begun.skip,
      isOnDefaultBranch: true,
    });
    return;
  }
  // Newest first, so the cursor says nothing before the end but where to walk on.
  const walk = (await findWalk(reading, cursor)) ?? { head, skip: 0 };
  for await (const { isLast, ...page } of walkBack(reading, { walk, since })) {
    yield { ...page, cursor: isLast ? { head: walk.head } : page.cursor };
  }
}

async function* readHistory(
  reading: CommitReading,
  options: ReadOptions<CommitsCursor>,
): AsyncGenerator<Page<CommitsCursor>> {
  const { cursor, since } = options;
  let walk = await findWalk(reading, cursor);
  if (!walk) {
    const head = await findHead(reading);
    if (!head) return;
    walk = { head, skip: 0 };
  }
  for await (const { isLast: _, ...page } of walkBack(reading, {
    walk,
    since,
  })) {
    yield page;
  }
}

/** A walk that was begun, unless a force push has lost the revision that it began at. */
async function findWalk(
  reading: CommitReading,
  cursor: CommitsCursor | undefined,
): Promise<CommitsCursor['walk']> {
  const walk = cursor?.walk;
  return walk && (await findRevision(reading, walk.head)) ? walk : undefined;
}

/** Walks from a head until a whole page is older than `since`; single older commits stand anywhere in a history. */
async function* walkBack(
  reading: CommitReading,
  options: { walk: { head: string; skip: number }; since: string },
): AsyncGenerator<Page<CommitsCursor> & { isLast: boolean }> {
  const { walk, since } = options;
  const { head } = walk;
  let { skip } = walk;
  for (;;) {
    const page = await readCommitPage(reading, {
      range: { target: head },
      skip,
    });
    const isOld = page.commits.every(({ committer }) =>
      isBefore(committer?.date, since),
    );
    const isLastPage = isOld || page.next === undefined;
    for (const piece of piecesOf(page.commits, skip)) {
      yield {
        items: await toCommitItems(reading, piece.commits, true),
        cursor: { walk: { head, skip: piece.skip } },
        isLast: isLastPage && piece.isLast,
      };
    }
    if (isLastPage) return;
    skip += page.commits.length;
  }
}

function isBefore(date: string | undefined, since: string): boolean {
  const at = instantOf(date);
  return at !== undefined && Date.parse(at) < Date.parse(since);
}

/** What a revision reaches and its base does not. Both are fixed, so the pages of the range are too. */
async function* readRange(
  reading: CommitReading,
  options: {
    range: Required<CommitRange>;
    skip: number;
    isOnDefaultBranch?: boolean;
  },
): AsyncGenerator<Page<CommitsCursor>> {
  const { range, isOnDefaultBranch } = options;
  const { base, target } = range;
  let { skip } = options;
  for (;;) {
    const page = await readCommitPage(reading, { range, skip });
    for (const piece of piecesOf(page.commits, skip)) {
      const isDone = piece.isLast && page.next === undefined;
      yield {
        items: await toCommitItems(reading, piece.commits, isOnDefaultBranch),
        cursor: isDone
          ? { head: target }
          : { head: base, range: { target, skip: piece.skip } },
      };
    }
    if (page.next === undefined) return;
    skip = page.next;
  }
}
