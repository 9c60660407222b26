import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Fact } from '@sei-platform/plugin-engineering-insights-common';

const DIRECTORY = resolve(__dirname, '../../../../../examples/git-history');

interface Commit {
  readonly sha: string;
  readonly parents: string[];
  readonly authoredAt: string;
  readonly committedAt: string;
  readonly title: string;
}

interface PullRequest {
  readonly number: number;
  readonly title: string;
  readonly headBranch: string;
  readonly mergeCommitSha: string;
  readonly createdAt: string;
  readonly mergedAt: string;
  readonly commits: readonly string[];
}

interface Tag {
  readonly tag: string;
  readonly sha: string;
  readonly taggedAt: string;
  readonly isRelease: boolean;
}

/** A real project's history, of which each release is a deployment. */
export interface GitHistory {
  readonly commits: readonly Commit[];
  readonly pullRequests: readonly PullRequest[];
  /** Those of the default branch; the commits of other ones are not part of the history. */
  readonly releases: readonly Tag[];
}

export function readGitHistory(project: string): GitHistory {
  const read = <Row>(name: string): Row[] =>
    JSON.parse(
      readFileSync(resolve(DIRECTORY, project, `${name}.json`), 'utf8'),
    );
  const commits = read<Commit>('commits');
  const shas = new Set(commits.map(commit => commit.sha));
  const releases = read<Tag>('tags').filter(
    tag => tag.isRelease && shas.has(tag.sha),
  );
  return { commits, releases, pullRequests: read<PullRequest>('pullRequests') };
}

export function gitHistoryFacts({
  commits,
  pullRequests,
  releases,
}: GitHistory): Fact[] {
  const clock = new Map(
    commits.map(({ sha, authoredAt, committedAt }) => [
      sha,
      { sha, authoredAt, committedAt },
    ]),
  );
  return [
    ...commits.map(
      ({ sha, ...commit }): Fact => ({
        kind: 'commit',
        externalId: sha,
        ...commit,
      }),
    ),
    ...pullRequests.map(
      (pullRequest): Fact => ({
        ...pullRequest,
        kind: 'pullRequest',
        externalId: `${pullRequest.number}`,
        state: 'merged',
        isDraft: false,
        headSha: pullRequest.commits.at(-1) ?? pullRequest.mergeCommitSha,
        baseBranch: 'main',
        commits: pullRequest.commits.map(sha => clock.get(sha)!),
      }),
    ),
    ...releases.map(
      ({ tag, sha, taggedAt }): Fact => ({
        kind: 'release',
        externalId: tag,
        sha,
        publishedAt: taggedAt,
        isPrerelease: false,
      }),
    ),
  ];
}
