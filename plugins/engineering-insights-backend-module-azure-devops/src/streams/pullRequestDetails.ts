import type { JsonObject } from '@backstage/types';
import { readByToken, type AzureList } from '../readList';
import { changedFilesOf, type GitChange } from './changedFilesOf';
import { pick } from './pick';
import type { PullRequest } from './pullRequests';
import { projectThreads, type Thread } from './projectThreads';
import { askingOf, pathOf, type RepositoryReading } from './repositoryRequest';

const PAGE_SIZE = 100;

export interface PullRequestReading extends RepositoryReading {
  /** Globs of a part of the repository: then the files that changed are asked for. */
  readonly paths?: readonly string[];
}

interface GitCommit {
  readonly commitId: string;
  readonly author?: { readonly date?: string };
  readonly committer?: { readonly date?: string };
}

/** Comments and votes, and when it left draft. */
export async function readEvents(
  reading: PullRequestReading,
  pullRequest: PullRequest,
): Promise<JsonObject[]> {
  const { data } = await reading.client.get<AzureList<Thread>>(
    askingOf(reading),
    {
      path: pathOf(
        reading,
        'pullRequests',
        pullRequest.pullRequestId,
        'threads',
      ),
    },
  );
  return projectThreads(data.value, pullRequest);
}

/** Oldest first. */
export async function readCommits(
  reading: PullRequestReading,
  id: number,
): Promise<JsonObject[]> {
  const { records } = await readByToken<GitCommit>(
    reading.client,
    askingOf(reading),
    {
      path: pathOf(reading, 'pullRequests', id, 'commits'),
      query: { $top: PAGE_SIZE },
    },
  );
  return records.reverse().map(({ commitId, author, committer }) => ({
    commitId,
    ...(author && { author: pick(author, ['date']) }),
    ...(committer && { committer: pick(committer, ['date']) }),
  }));
}

export async function readWorkItemIds(
  reading: PullRequestReading,
  id: number,
): Promise<string[]> {
  const { data } = await reading.client.get<
    AzureList<{ id?: string | number }>
  >(askingOf(reading), {
    path: pathOf(reading, 'pullRequests', id, 'workitems'),
  });
  return data.value.flatMap(({ id: workItem }) =>
    workItem === undefined ? [] : [String(workItem)],
  );
}

/** The files that differ from where the branch began; none where a commit is not known any more. */
export async function readChangedFiles(
  reading: PullRequestReading,
  pullRequest: PullRequest,
): Promise<JsonObject[] | undefined> {
  const base = pullRequest.lastMergeTargetCommit?.commitId;
  const target = pullRequest.lastMergeSourceCommit?.commitId;
  if (!base || !target) return undefined;
  const files: JsonObject[] = [];
  let count = 0;
  for (;;) {
    const { data } = await reading.client.get<{
      allChangesIncluded?: boolean;
      changes?: readonly GitChange[];
    }>(askingOf(reading), {
      path: pathOf(reading, 'diffs', 'commits'),
      query: {
        baseVersion: base,
        baseVersionType: 'commit',
        targetVersion: target,
        targetVersionType: 'commit',
        diffCommonCommit: 'true',
        $top: PAGE_SIZE,
        $skip: count,
      },
    });
    const changes = data.changes ?? [];
    count += changes.length;
    files.push(...changedFilesOf(changes));
    if (data.allChangesIncluded !== false || changes.length === 0) return files;
  }
}
