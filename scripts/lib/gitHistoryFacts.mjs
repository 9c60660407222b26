import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

async function readRows(folder, name) {
  return JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8'));
}

function commitFact({
  sha,
  parents,
  authorKey,
  authoredAt,
  committedAt,
  title,
}) {
  return {
    kind: 'commit',
    externalId: sha,
    sourceUpdatedAt: committedAt,
    parents,
    authoredAt,
    committedAt,
    title,
    author: { source: 'git', login: authorKey },
  };
}

function pullRequestFact({ row, commitBySha }) {
  const {
    number,
    title,
    headBranch,
    mergeCommitSha,
    createdAt,
    mergedAt,
    authorKey,
    commits,
  } = row;
  return {
    kind: 'pullRequest',
    externalId: String(number),
    sourceUpdatedAt: mergedAt,
    number,
    title,
    state: 'merged',
    isDraft: false,
    author: { source: 'git', login: authorKey },
    createdAt,
    mergedAt,
    closedAt: mergedAt,
    mergeCommitSha,
    headSha: commits.at(-1),
    headBranch,
    baseBranch: 'main',
    commits: commits
      .map(sha => commitBySha.get(sha))
      .map(({ sha, authoredAt, committedAt }) => ({
        sha,
        authoredAt,
        committedAt,
      })),
  };
}

function releaseFact({ tag, sha, taggedAt, isRelease }) {
  return {
    kind: 'release',
    externalId: tag,
    sourceUpdatedAt: taggedAt,
    name: tag,
    sha,
    publishedAt: taggedAt,
    isPrerelease: !isRelease,
  };
}

/** The facts of a project's git history, as the intake takes them. */
export async function readGitHistoryFacts(folder) {
  const commits = await readRows(folder, 'commits');
  const commitBySha = new Map(commits.map(commit => [commit.sha, commit]));
  const pullRequests = await readRows(folder, 'pullRequests');
  const tags = await readRows(folder, 'tags');
  return [
    ...commits.map(commitFact),
    ...pullRequests.map(row => pullRequestFact({ row, commitBySha })),
    ...tags.map(releaseFact),
  ];
}
