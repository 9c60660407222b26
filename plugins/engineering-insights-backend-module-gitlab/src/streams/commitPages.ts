import { Commits, Projects } from '@gitbeaker/rest';
import type { JsonObject, JsonValue } from '@backstage/types';
import {
  isNotFoundError,
  type ScopeRef,
} from '@sei-platform/plugin-engineering-insights-node';
import { actorOf } from '../accountOf';
import type { Asking, GitlabAnswer, GitlabClient } from '../client';
import { linesOf } from './linesOf';
import { pick } from './pick';
import { readAll } from './readAll';

const PAGE_SIZE = 100;
/** Each commit asks for its files, and a page is written whole or not at all. */
const PAGE_SIZE_WITH_FILES = 10;

/** One project and how it is asked. */
export interface CommitReading {
  readonly client: GitlabClient;
  readonly scope: ScopeRef;
  readonly asking: Asking;
}

/** A place in the list of a revision's commits, which stays where it is. */
export type CommitPlace = { nextPage: number; perPage: number };

export interface GitCommit {
  id: string;
  author_name?: string;
  committed_date: string;
}

export function readingOf(options: {
  client: GitlabClient;
  scope: ScopeRef;
  signal: AbortSignal;
}): CommitReading {
  const { client, scope, signal } = options;
  return { client, scope, asking: { signal, role: 'Reporter' } };
}

export function firstPlace(scope: ScopeRef): CommitPlace {
  const perPage = needsFiles(scope) ? PAGE_SIZE_WITH_FILES : PAGE_SIZE;
  return { nextPage: 1, perPage };
}

/** Files of single commits are read only where an entity is a part of the repository. */
function needsFiles(scope: ScopeRef) {
  return Boolean(scope.paths?.length);
}

/** The newest commit of the default branch; none where nothing was pushed yet. */
export async function findHead(
  reading: CommitReading,
): Promise<string | undefined> {
  const { client, scope, asking } = reading;
  try {
    const { data } = await client.get(asking, Commits, commits =>
      commits.all(scope.externalId, { perPage: 1, page: 1 }),
    );
    return data[0]?.id;
  } catch (error) {
    if (!isNotFoundError(error)) throw error;
    // GitLab has no commits of an empty repository; of a project that is gone it has nothing else either.
    const { data } = await client.get(asking, Projects, projects =>
      projects.show(scope.externalId),
    );
    if (data.default_branch) throw error;
    return undefined;
  }
}

/** The commit that a name points to, unless the repository lost it. */
export async function findRevision(
  { client, scope, asking }: CommitReading,
  revision: string,
): Promise<string | undefined> {
  try {
    const { data } = await client.get(asking, Commits, commits =>
      commits.show(scope.externalId, revision),
    );
    return data.id;
  } catch (error) {
    if (isNotFoundError(error)) return undefined;
    throw error;
  }
}

/** One page of what a revision or a range of two reaches, newest first. */
export async function readCommitPage(
  { client, scope, asking }: CommitReading,
  { refName, place }: { refName: string; place: CommitPlace },
): Promise<GitlabAnswer<GitCommit[]> & { place: CommitPlace }> {
  const { nextPage: page, perPage } = place;
  const answer = await client.get<Commits, GitCommit[]>(
    asking,
    Commits,
    commits =>
      commits.all(scope.externalId, {
        refName,
        page,
        perPage,
        withStats: true,
      }) as unknown as Promise<GitCommit[]>,
  );
  return {
    ...answer,
    // GitLab does not count commits, so a full page may have another one that it does not name.
    hasNextPage: answer.hasNextPage || answer.data.length === perPage,
    place: { nextPage: page + 1, perPage },
  };
}

export async function toCommitItems(
  reading: CommitReading,
  commits: readonly GitCommit[],
  isOnDefaultBranch?: boolean,
): Promise<JsonValue[]> {
  const items: JsonValue[] = [];
  for (const commit of commits) {
    const files = needsFiles(reading.scope)
      ? await readFiles(reading, commit.id)
      : undefined;
    items.push({
      from: 'rest',
      ...(isOnDefaultBranch !== undefined && { isOnDefaultBranch }),
      commit: projectCommit(commit),
      ...(files && { files }),
    });
  }
  return items;
}

/** What is used of a commit; its text is not, but for the first line. */
function projectCommit(commit: GitCommit): JsonObject {
  return {
    ...pick(commit, [
      'id',
      'title',
      'parent_ids',
      'author_name',
      'author_email',
      'authored_date',
      'committed_date',
      'web_url',
      'stats',
    ]),
    ...actorOf(commit.author_name ?? ''),
  };
}

async function readFiles(
  { client, scope, asking }: CommitReading,
  sha: string,
): Promise<JsonObject[]> {
  const files = await readAll<{ diff?: string }>(query =>
    client.get<Commits, { diff?: string }[]>(
      asking,
      Commits,
      commits =>
        commits.showDiff(
          scope.externalId,
          sha,
          query as object,
        ) as unknown as Promise<{ diff?: string }[]>,
    ),
  );
  return files.map(({ diff, ...file }) => ({
    ...pick(file, ['new_path', 'new_file', 'deleted_file', 'renamed_file']),
    ...linesOf(diff),
  }));
}
