import type { JsonObject } from '@backstage/types';
import type {
  Page,
  ReadOptions,
  ScopeRef,
  Stream,
} from '@sei-platform/plugin-engineering-insights-node';
import type { GitlabClient } from '../client';
import { normalizeCommit } from '../normalize/commits';
import {
  findHead,
  findRevision,
  firstPlace,
  readCommitPage,
  readingOf,
  toCommitItems,
  type CommitPlace,
  type CommitReading,
} from './commitPages';

/** A revision that meets no known commit within this many pages stays without a base. */
const REVISION_PAGES = 20;

export type CommitsCursor = {
  /** Everything that this revision reaches was read. */
  head?: string;
  /** A range of revisions that is not read to its end yet. */
  range?: CommitPlace & { target: string };
  /** A walk backwards that is not at its end yet. */
  walk?: CommitPlace & { head: string };
};

export function commitsStream(client: GitlabClient): Stream<CommitsCursor> {
  return {
    name: 'commits',
    produces: ['commit'],
    personal: ['/commit/author_name', '/commit/author_email'],
    identify(item) {
      const { commit } = item as { commit: JsonObject };
      return { externalId: String(commit.id) };
    },
    read(options) {
      const reading = readingOf({ client, ...options });
      return options.direction === 'history'
        ? readHistory(reading, options)
        : readLive(reading, options);
    },
    normalize: normalizeCommit,
  };
}

/** Commits that a revision reaches and the known heads do not. */
export async function* readRevision(
  client: GitlabClient,
  options: {
    scope: ScopeRef;
    revision: string;
    knownHeads: readonly string[];
    signal: AbortSignal;
  },
): AsyncGenerator<Page<CommitsCursor>> {
  const { scope, revision, knownHeads } = options;
  const reading = readingOf({ client, ...options });
  // A revision that the repository lost is no failure: delivery lists it as unresolved.
  const target = await findRevision(reading, revision);
  if (!target) return;
  const [known] = knownHeads;
  const base = known && (await findRevision(reading, known));
  if (base) {
    yield* readRange(reading, { base, target, place: firstPlace(scope) });
    return;
  }
  const heads = new Set(knownHeads);
  let place = firstPlace(scope);
  for (let count = 0; count < REVISION_PAGES; count += 1) {
    const page = await readCommitPage(reading, { refName: target, place });
    ({ place } = page);
    yield {
      items: await toCommitItems(reading, page.data),
      cursor: { walk: { head: target, ...place } },
      budget: page.budget,
    };
    if (!page.hasNextPage || page.data.some(({ id }) => heads.has(id))) return;
  }
}

/** By graph, never by date: of one real history 18 % of the commits arrived older than a date cursor. */
async function* readLive(
  reading: CommitReading,
  options: ReadOptions<CommitsCursor>,
): AsyncGenerator<Page<CommitsCursor>> {
  const { scope, cursor, since } = options;
  const head = await findHead(reading);
  if (!head) return;
  const base = cursor?.head;
  if (base === head) {
    yield { items: [], cursor: { head } };
    return;
  }
  // After a force push the base may be gone, and so may the end of a range.
  if (base && (await findRevision(reading, base))) {
    const { target, ...place } =
      cursor.range && (await findRevision(reading, cursor.range.target))
        ? cursor.range
        : { target: head, ...firstPlace(scope) };
    yield* readRange(reading, { base, target, place, isOnDefaultBranch: true });
    return;
  }
  // Newest first, so the cursor says nothing before the end but where to walk on.
  const walk = (await walkToGoOnWith(reading, cursor)) ?? {
    head,
    ...firstPlace(scope),
  };
  for await (const { isLast, ...page } of walkBack(reading, { walk, since })) {
    yield { ...page, cursor: isLast ? { head: walk.head } : page.cursor };
  }
}

async function* readHistory(
  reading: CommitReading,
  options: ReadOptions<CommitsCursor>,
): AsyncGenerator<Page<CommitsCursor>> {
  const { scope, cursor, since } = options;
  let walk = await walkToGoOnWith(reading, cursor);
  if (!walk) {
    const head = await findHead(reading);
    if (!head) return;
    walk = { head, ...firstPlace(scope) };
  }
  for await (const { isLast: _, ...page } of walkBack(reading, {
    walk,
    since,
  })) {
    yield page;
  }
}

/** The walk that was not at its end, unless a force push removed the head that it began from. */
async function walkToGoOnWith(
  reading: CommitReading,
  cursor: CommitsCursor | undefined,
): Promise<CommitsCursor['walk']> {
  const walk = cursor?.walk;
  return walk && (await findRevision(reading, walk.head)) ? walk : undefined;
}

/** Walks from a head until a whole page is older than `since`; single older commits stand anywhere in a history. */
async function* walkBack(
  reading: CommitReading,
  options: { walk: CommitPlace & { head: string }; since: string },
): AsyncGenerator<Page<CommitsCursor> & { isLast: boolean }> {
  const { walk, since } = options;
  const { head } = walk;
  let place: CommitPlace = {
    nextPage: walk.nextPage,
    perPage: walk.perPage,
  };
  for (;;) {
    const page = await readCommitPage(reading, { refName: head, place });
    const isOld = page.data.every(
      commit => Date.parse(commit.committed_date) < Date.parse(since),
    );
    const isLast = isOld || !page.hasNextPage;
    ({ place } = page);
    yield {
      items: await toCommitItems(reading, page.data, true),
      cursor: { walk: { head, ...place } },
      budget: page.budget,
      isLast,
    };
    if (isLast) return;
  }
}

/** What a revision reaches and its base does not. Both are fixed, so the pages of the range are too. */
async function* readRange(
  reading: CommitReading,
  options: {
    base: string;
    target: string;
    place: CommitPlace;
    isOnDefaultBranch?: boolean;
  },
): AsyncGenerator<Page<CommitsCursor>> {
  const { base, target, isOnDefaultBranch } = options;
  const refName = `${base}..${target}`;
  let { place } = options;
  for (;;) {
    const page = await readCommitPage(reading, { refName, place });
    ({ place } = page);
    yield {
      items: await toCommitItems(reading, page.data, isOnDefaultBranch),
      cursor: page.hasNextPage
        ? { head: base, range: { target, ...place } }
        : { head: target },
      budget: page.budget,
    };
    if (!page.hasNextPage) return;
  }
}
