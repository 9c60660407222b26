import type { Commit } from '../../simulation/model';
import type { RepositorySimulation } from '../../simulation/repositorySimulation';
import { fromIso, toIso } from '../../simulation/time';
import { nodeId, repositoryPageUrl, type Site } from '../render/site';
import { readLog } from '../revisions';
import { viewGitActor } from './actorViews';
import { connection, type ConnectionArguments } from './connection';
import { viewPullRequest } from './pullRequestViews';
import { viewRepository } from './repositoryViews';
import type { View } from './view';
import type { GraphQLResolveInfo } from 'graphql';

interface HistoryArguments extends ConnectionArguments {
  readonly since?: string | null;
  readonly until?: string | null;
  readonly path?: string | null;
}

function history(site: Site, repository: RepositorySimulation, commit: Commit) {
  return (
    args: HistoryArguments,
    context: unknown,
    info: GraphQLResolveInfo,
  ) => {
    const { since, until, path } = args;
    const commits = readLog(repository, commit.sha).filter(
      item =>
        (!since || item.committedAt >= fromIso(since)) &&
        (!until || item.committedAt <= fromIso(until)) &&
        (!path ||
          (item.parents.length < 2 &&
            item.files.some(
              file =>
                file.path === path ||
                file.path.startsWith(`${path.replace(/\/$/, '')}/`),
            ))),
    );
    return connection(commits, item => viewCommit(site, repository, item))(
      args,
      context,
      info,
    );
  };
}

export function viewCommit(
  site: Site,
  repository: RepositorySimulation,
  commit: Commit,
): View {
  const [headline, ...rest] = commit.message.split('\n');
  const url = `${repositoryPageUrl(site, repository)}/commit/${commit.sha}`;
  return {
    __typename: 'Commit',
    id: nodeId('C', repository.id, commit.sha),
    oid: commit.sha,
    abbreviatedOid: commit.sha.slice(0, 7),
    message: commit.message,
    messageHeadline: headline,
    messageBody: rest.join('\n').trim(),
    authoredDate: toIso(commit.authoredAt),
    committedDate: toIso(commit.committedAt),
    additions: () =>
      commit.files.reduce((sum, file) => sum + file.additions, 0),
    deletions: () =>
      commit.files.reduce((sum, file) => sum + file.deletions, 0),
    changedFiles: commit.files.length,
    changedFilesIfAvailable: commit.files.length,
    committedViaWeb: commit.committer.login === 'web-flow',
    url,
    commitUrl: url,
    resourcePath: new URL(url).pathname,
    author: viewGitActor(site, {
      account: commit.author,
      date: toIso(commit.authoredAt),
    }),
    committer: viewGitActor(site, {
      account: commit.committer,
      date: toIso(commit.committedAt),
    }),
    authors: connection([commit.author], account =>
      viewGitActor(site, { account, date: toIso(commit.authoredAt) }),
    ),
    parents: connection(commit.parents, sha =>
      viewCommit(site, repository, repository.graph.get(sha)),
    ),
    associatedPullRequests: connection(
      [commit.pullRequest ?? 0].flatMap(
        number => repository.findPullRequest(number) ?? [],
      ),
      item => viewPullRequest(site, repository, item),
    ),
    history: history(site, repository, commit),
    repository: () => viewRepository(site, repository),
    statusCheckRollup: null,
  };
}
