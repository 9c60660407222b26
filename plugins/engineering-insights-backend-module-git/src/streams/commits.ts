import type { JsonObject, JsonValue } from '@backstage/types';
import type {
  Page,
  ReadOptions,
  ScopeRef,
  Stream,
} from '@sei-platform/plugin-engineering-insights-node';
import type { Mirror } from '../mirrors/Mirror';
import { normalizeCommit } from '../normalize/commits';
import { findRevision } from './findRevision';
import { readLog, type LoggedCommit } from './readLog';

const PAGE_SIZE = 200;
/** A revision whose ancestors are all known, or none of them, stays without the rest of its history. */
const LONGEST_REVISION = 2_000;

export type OpenMirror = (options: {
  scope: ScopeRef;
  signal: AbortSignal;
}) => Promise<Mirror>;

export type CommitsCursor = {
  /** Everything that this revision reaches was read. */
  head?: string;
  /** What a later revision adds, and then what it takes away, is not read to its end yet. */
  range?: { target: string; side: Side; read: number };
  /** A walk backwards that is not at its end yet. */
  walk?: { head: string; read: number };
};

type Side = 'added' | 'removed';
type CommitsPage = Page<CommitsCursor>;

export function commitsStream(open: OpenMirror): Stream<CommitsCursor> {
  return {
    name: 'commits',
    produces: ['commit'],
    personal: ['/commit/author/name', '/commit/author/email'],
    identify(item) {
      const { commit } = item as { commit: JsonObject };
      return { externalId: String(commit.sha) };
    },
    async *read(options) {
      const mirror = await open(options);
      if (!mirror.head) return;
      const reading = { mirror, head: mirror.head };
      yield* options.direction === 'history'
        ? readHistory(reading, options)
        : readLive(reading, options);
    },
    normalize: normalizeCommit,
  };
}

/** Commits that a revision reaches and the known heads do not. */
export async function* readRevision(
  open: OpenMirror,
  options: {
    scope: ScopeRef;
    revision: string;
    knownHeads: readonly string[];
    signal: AbortSignal;
  },
): AsyncGenerator<CommitsPage> {
  const { scope, revision, knownHeads } = options;
  const mirror = await open(options);
  // A revision that the repository lost is no failure: delivery lists it as unresolved.
  const target = await findRevision(mirror, revision);
  if (!target) return;
  const bases: string[] = [];
  for (const known of knownHeads) {
    if (await mirror.has(known)) bases.push(known);
  }
  const read = (except: readonly string[]) =>
    readPages(mirror, { scope, target, except, read: 0 });
  let count = 0;
  for await (const { commits } of read(bases)) {
    count += commits.length;
    yield pageOf(commits, {}, undefined);
    if (bases.length === 0 && count >= LONGEST_REVISION) return;
  }
  if (count > 0) return;
  // It is older than what was read of the branch: as much as helps to tell what it carried.
  for await (const { commits } of read([])) {
    count += commits.length;
    yield pageOf(commits, {}, undefined);
    if (count >= LONGEST_REVISION) return;
  }
}

interface Reading {
  readonly mirror: Mirror;
  readonly head: string;
}

/** By graph, never by date: of one real history 18 % of the commits arrived older than a date cursor. */
async function* readLive(
  { mirror, head }: Reading,
  options: ReadOptions<CommitsCursor>,
): AsyncGenerator<CommitsPage> {
  const { scope, cursor, since } = options;
  const base = cursor?.head;
  if (base === head) {
    yield { items: [], cursor: { head } };
    return;
  }
  if (base && (await mirror.has(base))) {
    const place =
      cursor.range && (await mirror.has(cursor.range.target))
        ? cursor.range
        : { target: head, side: 'added' as const, read: 0 };
    yield* readChange(mirror, { scope, base, place });
    return;
  }
  // At first, and after a force push that the mirror knows nothing of any more. Newest first, so the cursor says nothing before the end but where to walk on.
  const walk = (await findWalk(mirror, cursor)) ?? { head, read: 0 };
  yield* walkBack(mirror, { scope, walk, since, last: { head: walk.head } });
}

async function* readHistory(
  { mirror, head }: Reading,
  options: ReadOptions<CommitsCursor>,
): AsyncGenerator<CommitsPage> {
  const { scope, cursor, since } = options;
  const walk = (await findWalk(mirror, cursor)) ?? { head, read: 0 };
  yield* walkBack(mirror, { scope, walk, since });
}

/** A walk that was begun, unless a force push has lost the revision that it began at. */
async function findWalk(
  mirror: Mirror,
  cursor: CommitsCursor | undefined,
): Promise<CommitsCursor['walk']> {
  const walk = cursor?.walk;
  return walk && (await mirror.has(walk.head)) ? walk : undefined;
}

/** What a new head added to the default branch, and what a force push took away from it. */
async function* readChange(
  mirror: Mirror,
  options: {
    scope: ScopeRef;
    base: string;
    place: { target: string; side: Side; read: number };
  },
): AsyncGenerator<CommitsPage> {
  const { scope, base, place } = options;
  const { target } = place;
  const sides: readonly Side[] =
    place.side === 'added' ? ['added', 'removed'] : ['removed'];
  for (const side of sides) {
    const [to, from] = side === 'added' ? [target, base] : [base, target];
    const first = side === place.side ? place.read : 0;
    for await (const { commits, read } of readPages(mirror, {
      scope,
      target: to,
      except: [from],
      read: first,
    })) {
      yield pageOf(
        commits,
        { head: base, range: { target, side, read } },
        side === 'added',
      );
    }
  }
  yield { items: [], cursor: { head: target } };
}

/** Walks from a head until a whole page is older than `since`; single older commits stand anywhere in a history. */
async function* walkBack(
  mirror: Mirror,
  options: {
    scope: ScopeRef;
    walk: { head: string; read: number };
    since: string;
    /** The cursor after the last page. */
    last?: CommitsCursor;
  },
): AsyncGenerator<CommitsPage> {
  const { scope, walk, since, last } = options;
  const { head } = walk;
  let heldFrom: string | undefined;
  for await (const { commits, read, isLast } of readPages(mirror, {
    scope,
    target: head,
    except: [],
    read: walk.read,
  })) {
    const isOld = commits.every(
      ({ commit }) => Date.parse(commit.committer.date) < Date.parse(since),
    );
    const isEnd = isOld || isLast;
    // A repository that holds a part of its history knows of nothing before it.
    heldFrom = isEnd ? boundaryOf(mirror, commits) : undefined;
    const cursor = isEnd && last ? last : { walk: { head, read } };
    yield {
      ...pageOf(commits, cursor, true),
      ...(heldFrom && !last && { heldFrom }),
    };
    if (isEnd) return;
  }
  // A walk that was cut right at its end.
  yield { items: [], cursor: last ?? { walk } };
}

function boundaryOf(
  mirror: Mirror,
  commits: readonly LoggedCommit[],
): string | undefined {
  const dates = commits
    .filter(({ commit }) => mirror.boundary.has(commit.sha))
    .map(({ commit }) => new Date(commit.committer.date).toISOString());
  return dates.sort().at(-1);
}

/** Files of commits are read only where an entity is a part of the repository. */
async function* readPages(
  mirror: Mirror,
  options: {
    scope: ScopeRef;
    target: string;
    except: readonly string[];
    /** How many of them were read before. */
    read: number;
  },
): AsyncGenerator<{
  commits: LoggedCommit[];
  read: number;
  isLast: boolean;
}> {
  const { scope, target, except } = options;
  let { read } = options;
  let commits: LoggedCommit[] = [];
  for await (const commit of readLog(mirror, {
    target,
    except,
    skip: read,
    withFiles: Boolean(scope.paths?.length),
  })) {
    if (commits.length === PAGE_SIZE) {
      read += PAGE_SIZE;
      yield { commits, read, isLast: false };
      commits = [];
    }
    commits.push(commit);
  }
  if (commits.length === 0) return;
  yield { commits, read: read + commits.length, isLast: true };
}

function pageOf(
  commits: readonly LoggedCommit[],
  cursor: CommitsCursor,
  isOnDefaultBranch: boolean | undefined,
): CommitsPage {
  const items = commits.map(
    (commit): JsonValue => ({
      ...(isOnDefaultBranch !== undefined && { isOnDefaultBranch }),
      ...commit,
    }),
  );
  return { items, cursor };
}
