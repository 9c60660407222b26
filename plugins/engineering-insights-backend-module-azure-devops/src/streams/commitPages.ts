import type { JsonObject, JsonValue } from '@backstage/types';
import {
  isNotFoundError,
  type ScopeRef,
} from '@sei-platform/plugin-engineering-insights-node';
import { codeOf } from '../azureScope';
import type { AzureDevopsClient } from '../client';
import type { Directory } from '../createDirectory';
import { orIfNotFound } from '../orIfNotFound';
import type { AzureList } from '../readList';
import { changedFilesOf, type GitChange } from './changedFilesOf';
import { pick } from './pick';
import { askingOf, pathOf, type RepositoryReading } from './repositoryRequest';

const PAGE_SIZE = 100;
/** Each commit asks for its parents, which no list tells, and what is handed over at once is written whole or not at all. */
const AT_ONCE = 10;
const CHANGES_PAGE_SIZE = 1_000;

export interface CommitReading extends RepositoryReading {
  readonly directory: Directory;
  /** Globs of a part of the repository: then the files of each commit are asked for. */
  readonly paths?: readonly string[];
}

export interface GitCommit {
  readonly commitId: string;
  readonly comment?: string;
  readonly parents?: readonly string[] | null;
  readonly author?: object;
  readonly committer?: { readonly date?: string };
}

/** What commits are listed: all that a revision reaches, and what another reaches left out. */
export interface CommitRange {
  readonly target: string;
  readonly base?: string;
}

export function readingOf(options: {
  client: AzureDevopsClient;
  directory: Directory;
  scope: ScopeRef;
  signal: AbortSignal;
}): CommitReading | undefined {
  const { client, directory, scope, signal } = options;
  const code = codeOf(scope.externalId);
  return code && { client, directory, ...code, paths: scope.paths, signal };
}

/** The newest commit of the default branch; none where nothing was pushed yet. */
export async function findHead(
  reading: CommitReading,
): Promise<string | undefined> {
  const { client, directory, signal } = reading;
  try {
    // Without a version the default branch is meant.
    const { data } = await client.get<AzureList<GitCommit>>(askingOf(reading), {
      path: pathOf(reading, 'commits'),
      query: { 'searchCriteria.$top': 1 },
    });
    return data.value[0]?.commitId;
  } catch (error) {
    if (!isNotFoundError(error)) throw error;
    // An empty repository has no default branch; one that is gone is not there at all.
    const { defaultBranch } = await directory.repository(reading, signal);
    if (defaultBranch) throw error;
    return undefined;
  }
}

/** The commit that a revision names, unless the repository lost it. */
export async function findRevision(
  reading: CommitReading,
  revision: string,
): Promise<string | undefined> {
  if (/^[0-9a-f]{40}$/i.test(revision)) {
    const commit = await findCommit(reading, revision);
    return commit?.commitId;
  }
  for (const kind of ['tags', 'heads']) {
    const { data } = await reading.client.get<
      AzureList<{ name: string; objectId: string; peeledObjectId?: string }>
    >(askingOf(reading), {
      path: pathOf(reading, 'refs'),
      query: { filter: `${kind}/${revision}`, peelTags: 'true' },
    });
    const ref = data.value.find(
      ({ name }) => name === `refs/${kind}/${revision}`,
    );
    if (ref) return ref.peeledObjectId ?? ref.objectId;
  }
  return undefined;
}

async function findCommit(
  reading: CommitReading,
  sha: string,
): Promise<GitCommit | undefined> {
  const answer = await orIfNotFound(
    reading.client.get<GitCommit>(askingOf(reading), {
      path: pathOf(reading, 'commits', sha),
    }),
    undefined,
  );
  return answer?.data;
}

/** One page of a range, the newest first. Both ends are fixed, so the page is too. */
export async function readCommitPage(
  reading: CommitReading,
  { range, skip }: { range: CommitRange; skip: number },
): Promise<{ commits: readonly GitCommit[]; next?: number }> {
  const { base, target } = range;
  // `itemVersion` alone is where a walk begins; beside a `compareVersion` it is what that walk leaves out.
  const versions = base
    ? { itemVersion: base, compareVersion: target }
    : { itemVersion: target };
  const { data } = await reading.client.get<AzureList<GitCommit>>(
    askingOf(reading),
    {
      path: pathOf(reading, 'commits'),
      query: {
        ...Object.fromEntries(
          Object.entries(versions).flatMap(([name, version]) => [
            [`searchCriteria.${name}.version`, version],
            [`searchCriteria.${name}.versionType`, 'commit'],
          ]),
        ),
        'searchCriteria.$top': PAGE_SIZE,
        'searchCriteria.$skip': skip,
      },
    },
  );
  const isFull = data.value.length === PAGE_SIZE;
  return {
    commits: data.value,
    ...(isFull && { next: skip + PAGE_SIZE }),
  };
}

/** Some commits of a page, and the place behind them; at least one piece, as a page may have none. */
export function* piecesOf(
  commits: readonly GitCommit[],
  skip: number,
): Generator<{ commits: readonly GitCommit[]; skip: number; isLast: boolean }> {
  for (let from = 0; from < Math.max(1, commits.length); from += AT_ONCE) {
    const some = commits.slice(from, from + AT_ONCE);
    yield {
      commits: some,
      skip: skip + from + some.length,
      isLast: from + AT_ONCE >= commits.length,
    };
  }
}

export async function toCommitItems(
  reading: CommitReading,
  commits: readonly GitCommit[],
  isOnDefaultBranch?: boolean,
): Promise<JsonValue[]> {
  const items: JsonValue[] = [];
  for (const listed of commits) {
    const commit = listed.parents
      ? listed
      : await findCommit(reading, listed.commitId);
    // A force push may have lost it since the list was made.
    if (!commit) continue;
    const files = reading.paths?.length
      ? await readFiles(reading, commit.commitId)
      : undefined;
    items.push({
      ...(isOnDefaultBranch !== undefined && { isOnDefaultBranch }),
      commit: projectCommit({ ...listed, ...commit }),
      ...(files && { files }),
    });
  }
  return items;
}

/** What is used of a commit; of its text the first line. */
export function projectCommit(commit: GitCommit): JsonObject {
  const { author, committer, comment = '' } = commit;
  return {
    ...pick(commit, ['commitId', 'parents', 'remoteUrl']),
    title: comment.split('\n', 1)[0],
    ...(author && { author: pick(author, ['name', 'email', 'date']) }),
    ...(committer && { committer: pick(committer, ['date']) }),
  };
}

async function readFiles(
  reading: CommitReading,
  sha: string,
): Promise<JsonObject[]> {
  const files: JsonObject[] = [];
  for (let skip = 0; ; skip += CHANGES_PAGE_SIZE) {
    const { data } = await reading.client.get<{
      changes?: readonly GitChange[];
    }>(askingOf(reading), {
      path: pathOf(reading, 'commits', sha, 'changes'),
      query: { top: CHANGES_PAGE_SIZE, skip },
    });
    const changes = data.changes ?? [];
    files.push(...changedFilesOf(changes));
    if (changes.length < CHANGES_PAGE_SIZE) return files;
  }
}
