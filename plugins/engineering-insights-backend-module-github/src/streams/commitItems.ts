import type { JsonObject, JsonValue } from '@backstage/types';
import type { ScopeRef } from '@sei-platform/plugin-engineering-insights-node';
import type { GithubClient } from '../client';

export const CONTENTS_PERMISSION = 'Contents: read';

/** A repository, and who is asked about it. */
export interface Asking {
  readonly client: GithubClient;
  readonly scope: ScopeRef;
  readonly signal: AbortSignal;
}

export type GraphqlCommit = JsonObject & {
  oid: string;
  committedDate: string;
};

export interface RestCommit {
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

/** Commits of GraphQL as the stream stores them. */
export async function itemsOf(
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

/** A commit of REST as the stream stores it. */
export async function restItemOf(
  asking: Asking,
  commit: RestCommit,
  isOnDefaultBranch: boolean | undefined,
): Promise<JsonValue> {
  const known = needsFiles(asking.scope)
    ? await readCommit(asking, commit.sha)
    : projectCommit(commit);
  return withBranch('rest', known, isOnDefaultBranch);
}

/** Files of single commits are read only where an entity is a part of the repository. */
export function needsFiles(scope: ScopeRef) {
  return Boolean(scope.paths?.length);
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
      permission: CONTENTS_PERMISSION,
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
