import type { JsonObject, JsonValue } from '@backstage/types';
import {
  isNotFoundError,
  type Budget,
  type Page,
  type ReadOptions,
  type ScopeRef,
  type Stream,
} from '@sei-platform/plugin-engineering-insights-node';
import type { GithubClient, RestAnswer } from '../client';
import { isTooHeavy } from '../isTooHeavy';
import { normalizeCommit } from '../normalize/commits';
import { headQuery, historyQuery } from '../queries/commits';
import { repositoryOf } from '../repositoryOf';
import { createPageSizer, type PageSizer } from './pageSizer';

const PERMISSION = 'Contents: read';
/** Pages of a comparison have numbers: a size fits where it divides what was read. */
const COMPARISON_SIZES = [100, 50, 25, 5, 1];
const HISTORY_PAGE_SIZE = 100;
/** A revision that meets no known commit within this many stays without a base. */
const LONGEST_REVISION = 2_000;

export type CommitsCursor = {
  /** Everything that this revision reaches was read. */
  head?: string;
  /** A comparison that is not read to its end yet. */
  comparison?: { target: string; read?: number };
  /** A walk backwards that is not at its end yet. */
  walk?: { head: string; after?: string };
};

interface Asking {
  readonly client: GithubClient;
  readonly scope: ScopeRef;
  readonly signal: AbortSignal;
}

export function commitsStream(client: GithubClient): Stream<CommitsCursor> {
  return {
    name: 'commits',
    produces: ['commit'],
    personal: [
      '/commit/author/name',
      '/commit/author/email',
      '/commit/author/user/login',
      '/commit/author/login',
      '/commit/commit/author/name',
      '/commit/commit/author/email',
    ],
    identify(item) {
      const { commit } = item as { commit: JsonObject };
      return { externalId: String(commit.oid ?? commit.sha) };
    },
    read(options) {
      return options.direction === 'history'
        ? readHistory(client, options)
        : readLive(client, options);
    },
    normalize: normalizeCommit,
  };
}

/** Commits that a revision reaches and the known heads do not. */
export async function* readRevision(
  client: GithubClient,
  options: {
    scope: ScopeRef;
    revision: string;
    knownHeads: readonly string[];
    signal: AbortSignal;
  },
): AsyncGenerator<Page<CommitsCursor>> {
  const { scope, revision, knownHeads, signal } = options;
  const asking = { client, scope, signal };
  const [base] = knownHeads;
  if (base) {
    const page = await readHistoryPage(asking, {
      revision,
      sized: createPageSizer(HISTORY_PAGE_SIZE),
    });
    const head = page?.head;
    // A revision that the repository lost is no failure: delivery lists it as unresolved.
    if (!head) return;
    try {
      yield* readComparison(asking, { base, target: head, start: 0 });
      return;
    } catch (error) {
      if (!isNotFoundError(error)) throw error;
    }
  }
  const known = new Set(knownHeads);
  const sized = createPageSizer(HISTORY_PAGE_SIZE);
  let after: string | undefined;
  for (let count = 0; count < LONGEST_REVISION; ) {
    const page = await readHistoryPage(asking, { revision, after, sized });
    if (!page) return;
    after = page.after;
    count += page.size;
    yield {
      items: await itemsOf(asking, page.commits, undefined),
      cursor: { walk: { head: page.head, after } },
      budget: page.budget,
    };
    if (!after || page.commits.some(commit => known.has(commit.oid))) return;
  }
}

/** By graph, never by date: of one real history 18 % of the commits arrived older than a date cursor. */
async function* readLive(
  client: GithubClient,
  options: ReadOptions<CommitsCursor>,
): AsyncGenerator<Page<CommitsCursor>> {
  const { scope, signal, cursor, since } = options;
  const asking = { client, scope, signal };
  const { head, budget } = await readHead(asking);
  if (!head) return;
  const base = cursor?.head;
  if (base === head) {
    yield { items: [], cursor: { head }, budget };
    return;
  }
  if (base) {
    const { target, read = 0 } = cursor.comparison ?? { target: head };
    try {
      yield* readComparison(asking, {
        base,
        target,
        start: read,
        isOnDefaultBranch: true,
      });
      return;
    } catch (error) {
      // After a force push the base may be gone, or share no ancestor.
      if (!isNotFoundError(error)) throw error;
    }
  }
  // Newest first, so the cursor says nothing before the end but where to walk on.
  const walk = cursor?.walk ?? { head };
  for await (const page of walkBack(asking, { ...walk, since })) {
    const isLast = !page.cursor.walk?.after;
    yield { ...page, cursor: isLast ? { head: walk.head } : page.cursor };
  }
}

async function* readHistory(
  client: GithubClient,
  options: ReadOptions<CommitsCursor>,
): AsyncGenerator<Page<CommitsCursor>> {
  const { scope, signal, cursor, since } = options;
  const asking = { client, scope, signal };
  const head = cursor?.walk?.head ?? (await readHead(asking)).head;
  if (!head) return;
  yield* walkBack(asking, { head, after: cursor?.walk?.after, since });
}

/** Walks from a head until as many as a whole page in a row are older than `since`; single older commits stand anywhere in a history. */
async function* walkBack(
  asking: Asking,
  options: { head: string; after?: string; since: string },
): AsyncGenerator<Page<CommitsCursor>> {
  const { head, since } = options;
  const sized = createPageSizer(HISTORY_PAGE_SIZE);
  let { after } = options;
  let oldCount = 0;
  do {
    const page = await readHistoryPage(asking, {
      revision: head,
      after,
      sized,
    });
    if (!page) return;
    const isOld = page.commits.every(
      commit => Date.parse(commit.committedDate) < Date.parse(since),
    );
    oldCount = isOld ? oldCount + page.size : 0;
    after = oldCount >= HISTORY_PAGE_SIZE ? undefined : page.after;
    yield {
      items: await itemsOf(asking, page.commits, true),
      cursor: { walk: { head, ...(after && { after }) } },
      budget: page.budget,
    };
  } while (after);
}

async function* readComparison(
  asking: Asking,
  options: {
    base: string;
    target: string;
    /** How many of its commits were read. */
    start: number;
    isOnDefaultBranch?: boolean;
  },
): AsyncGenerator<Page<CommitsCursor>> {
  const { base, target, isOnDefaultBranch } = options;
  let { start } = options;
  for (;;) {
    const { answer, size } = await readComparisonPage(asking, {
      range: `${base}...${target}`,
      start,
      sizes: comparisonSizesAt(start),
    });
    start += size;
    if (answer.result === 'notModified') return;
    const { commits } = answer.data as unknown as { commits: RestCommit[] };
    const items: JsonValue[] = [];
    for (const commit of commits) {
      items.push(await restItemOf(asking, commit, isOnDefaultBranch));
    }
    yield {
      items,
      cursor: answer.hasNextPage
        ? {
            head: base,
            comparison: { target, read: start },
          }
        : { head: target },
      budget: answer.budget,
    };
    if (!answer.hasNextPage) return;
  }
}

function comparisonSizesAt(start: number): number[] {
  return COMPARISON_SIZES.filter(size => start % size === 0);
}

/** As many commits of a comparison as GitHub manages to list, from one on. */
async function readComparisonPage(
  asking: Asking,
  options: { range: string; start: number; sizes: readonly number[] },
): Promise<{ answer: RestAnswer; size: number }> {
  const { client, ...request } = asking;
  const { range, start } = options;
  const [size, ...sizes] = options.sizes;
  try {
    const answer = await client.get({
      ...request,
      permission: PERMISSION,
      path: `/repos/${request.scope.externalId}/compare/${range}`,
      parameters: { per_page: size, page: start / size + 1 },
    });
    return { answer, size };
  } catch (error) {
    if (sizes.length === 0 || !isTooHeavy(error)) throw error;
    return readComparisonPage(asking, { range, start, sizes });
  }
}

async function readHead(
  asking: Asking,
): Promise<{ head?: string; budget?: Budget }> {
  const { client, ...request } = asking;
  const { data, budget } = await client.graphql({
    ...request,
    permission: PERMISSION,
    name: 'head',
    query: headQuery,
    variables: repositoryOf(request.scope),
  });
  const { defaultBranchRef } = data.repository as {
    defaultBranchRef?: { target: { oid: string } } | null;
  };
  return { head: defaultBranchRef?.target.oid, budget };
}

type GraphqlCommit = JsonObject & { oid: string; committedDate: string };
type CommitHistory = {
  oid: string;
  history: {
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
    nodes: GraphqlCommit[];
  };
};

async function readHistoryPage(
  asking: Asking,
  {
    revision,
    after,
    sized,
  }: { revision: string; after?: string; sized: PageSizer },
) {
  const { client, ...request } = asking;
  const { data, budget, size } = await sized(async asked => ({
    ...(await client.graphql({
      ...request,
      permission: PERMISSION,
      name: 'history',
      query: historyQuery,
      variables: {
        ...repositoryOf(request.scope),
        revision,
        size: asked,
        after: after ?? null,
      },
    })),
    size: asked,
  }));
  const { object } = data.repository as unknown as {
    object:
      | (Partial<CommitHistory> & { target?: Partial<CommitHistory> })
      | null;
  };
  const commit = object?.history ? object : object?.target;
  if (!commit?.oid || !commit.history) return undefined;
  const { nodes, pageInfo } = commit.history;
  return {
    head: commit.oid,
    commits: nodes,
    /** How many it was asked for. */
    size,
    after: (pageInfo.hasNextPage && pageInfo.endCursor) || undefined,
    budget,
  };
}

/** Files of single commits are read only where an entity is a part of the repository. */
function needsFiles(scope: ScopeRef) {
  return Boolean(scope.paths?.length);
}

async function itemsOf(
  asking: Asking,
  commits: readonly GraphqlCommit[],
  isOnDefaultBranch: boolean | undefined,
): Promise<JsonValue[]> {
  const items: JsonValue[] = [];
  for (const commit of commits) {
    items.push(
      needsFiles(asking.scope)
        ? withBranch(
            'rest',
            await readCommit(asking, commit.oid),
            isOnDefaultBranch,
          )
        : withBranch('graphql', commit, isOnDefaultBranch),
    );
  }
  return items;
}

async function restItemOf(
  asking: Asking,
  commit: RestCommit,
  isOnDefaultBranch: boolean | undefined,
) {
  const known = needsFiles(asking.scope)
    ? await readCommit(asking, commit.sha)
    : projectCommit(commit);
  return withBranch('rest', known, isOnDefaultBranch);
}

function withBranch(
  from: 'rest' | 'graphql',
  commit: JsonObject,
  isOnDefaultBranch: boolean | undefined,
): JsonObject {
  return {
    from,
    ...(isOnDefaultBranch !== undefined && { isOnDefaultBranch }),
    commit,
  };
}

async function readCommit(asking: Asking, sha: string): Promise<JsonObject> {
  const { client, ...request } = asking;
  const files: JsonObject[] = [];
  for (let page = 1; ; page += 1) {
    const answer = await client.get({
      ...request,
      permission: PERMISSION,
      path: `/repos/${request.scope.externalId}/commits/${sha}`,
      parameters: { per_page: 100, page },
    });
    if (answer.result === 'notModified')
      throw new Error('GitHub answered 304 to an unconditional request.');
    const commit = answer.data as unknown as RestCommit;
    for (const { filename, status, additions, deletions } of commit.files ??
      []) {
      files.push({ filename, status, additions, deletions });
    }
    if (!answer.hasNextPage) {
      return { ...projectCommit(commit), stats: commit.stats, files };
    }
  }
}

interface RestCommit {
  sha: string;
  html_url?: string;
  commit: {
    message: string;
    author: { name?: string; email?: string; date: string };
    committer: { date: string };
  };
  author?: { login: string; type: string } | null;
  parents: { sha: string }[];
  stats?: { additions: number; deletions: number };
  files?: {
    filename: string;
    status: string;
    additions: number;
    deletions: number;
  }[];
}

/** What is used of a commit; the rest of what REST sends is links and personal data. */
function projectCommit(value: RestCommit): JsonObject {
  const { sha, html_url, commit, author, parents } = value;
  return {
    sha,
    html_url,
    commit: {
      message: commit.message.split('\n', 1)[0],
      author: {
        name: commit.author.name,
        email: commit.author.email,
        date: commit.author.date,
      },
      committer: { date: commit.committer.date },
    },
    author: author ? { login: author.login, type: author.type } : null,
    parents: parents.map(parent => ({ sha: parent.sha })),
  };
}
