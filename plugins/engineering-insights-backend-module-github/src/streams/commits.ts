import type { JsonObject, JsonValue } from '@backstage/types';
import {
  type Budget,
  type Page,
  type ReadOptions,
  type ScopeRef,
  type Stream,
} from '@sei-platform/plugin-engineering-insights-node';
import type { GithubClient } from '../client';
import { isNotFoundError } from '../isNotFoundError';
import { normalizeCommit } from '../normalize/commits';
import { headQuery, historyQuery } from '../queries/commits';
import { repositoryOf } from '../repositoryOf';

const PERMISSION = 'Contents: read';
const COMPARISON_PAGE_SIZE = 100;
/** A revision that meets no known commit within this many pages of 100 stays without a base. */
const REVISION_PAGES = 20;

export type CommitsCursor = {
  /** Everything that this revision reaches was read. */
  head?: string;
  /** A comparison that is not read to its end yet. */
  comparison?: { target: string; nextPage: number };
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
    const head = (await readHistoryPage(asking, { revision }))?.head;
    // A revision that the repository lost is no failure: delivery lists it as unresolved.
    if (!head) return;
    try {
      yield* readComparison(asking, { base, target: head, page: 1 });
      return;
    } catch (error) {
      if (!isNotFoundError(error)) throw error;
    }
  }
  const known = new Set(knownHeads);
  let after: string | undefined;
  for (let count = 0; count < REVISION_PAGES; count += 1) {
    const page = await readHistoryPage(asking, { revision, after });
    if (!page) return;
    after = page.after;
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
    const { target, nextPage } = cursor.comparison ?? {
      target: head,
      nextPage: 1,
    };
    try {
      yield* readComparison(asking, {
        base,
        target,
        page: nextPage,
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

/** Walks from a head until a whole page is older than `since`; single older commits stand anywhere in a history. */
async function* walkBack(
  asking: Asking,
  options: { head: string; after?: string; since: string },
): AsyncGenerator<Page<CommitsCursor>> {
  const { head, since } = options;
  let { after } = options;
  do {
    const page = await readHistoryPage(asking, { revision: head, after });
    if (!page) return;
    const isOld = page.commits.every(
      commit => Date.parse(commit.committedDate) < Date.parse(since),
    );
    after = isOld ? undefined : page.after;
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
    page: number;
    isOnDefaultBranch?: boolean;
  },
): AsyncGenerator<Page<CommitsCursor>> {
  const { client, ...request } = asking;
  const { base, target, isOnDefaultBranch } = options;
  for (let page = options.page; ; page += 1) {
    const answer = await client.get({
      ...request,
      permission: PERMISSION,
      path: `/repos/${request.scope.externalId}/compare/${base}...${target}`,
      parameters: { per_page: COMPARISON_PAGE_SIZE, page },
    });
    if (answer.result === 'notModified') return;
    const { commits } = answer.data as unknown as { commits: RestCommit[] };
    const items: JsonValue[] = [];
    for (const commit of commits) {
      items.push(await restItemOf(asking, commit, isOnDefaultBranch));
    }
    yield {
      items,
      cursor: answer.hasNextPage
        ? { head: base, comparison: { target, nextPage: page + 1 } }
        : { head: target },
      budget: answer.budget,
    };
    if (!answer.hasNextPage) return;
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
  { revision, after }: { revision: string; after?: string },
) {
  const { client, ...request } = asking;
  const { data, budget } = await client.graphql({
    ...request,
    permission: PERMISSION,
    name: 'history',
    query: historyQuery,
    variables: {
      ...repositoryOf(request.scope),
      revision,
      after: after ?? null,
    },
  });
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
