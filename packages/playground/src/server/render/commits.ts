import { hash } from 'node:crypto';
import { sizeOf } from '../../simulation/changes';
import type { Account, Commit, FileChange } from '../../simulation/model';
import type { RepositorySimulation } from '../../simulation/repositorySimulation';
import { toIso } from '../../simulation/time';
import { nodeId, repositoryApiUrl, repositoryPageUrl, type Site } from './site';
import { renderUser } from './users';

function renderGitUser(account: Account, at: number) {
  return { name: account.name, email: account.email, date: toIso(at) };
}

export function renderCommit(
  site: Site,
  repository: RepositorySimulation,
  commit: Commit,
) {
  const api = repositoryApiUrl(site, repository);
  const page = repositoryPageUrl(site, repository);
  const url = `${api}/commits/${commit.sha}`;
  const isSigned = commit.committer.login === 'web-flow';
  return {
    sha: commit.sha,
    node_id: nodeId('C', repository.id, commit.sha),
    commit: {
      author: renderGitUser(commit.author, commit.authoredAt),
      committer: renderGitUser(commit.committer, commit.committedAt),
      message: commit.message,
      tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
      url: `${api}/git/commits/${commit.sha}`,
      comment_count: 0,
      verification: {
        verified: isSigned,
        reason: isSigned ? 'valid' : 'unsigned',
        signature: null,
        payload: null,
        verified_at: null,
      },
    },
    url,
    html_url: `${page}/commit/${commit.sha}`,
    comments_url: `${url}/comments`,
    author: renderUser(site, commit.author),
    committer: renderUser(site, commit.committer),
    parents: commit.parents.map(sha => ({
      sha,
      url: `${api}/commits/${sha}`,
      html_url: `${page}/commit/${sha}`,
    })),
  };
}

export function renderFile(
  site: Site,
  repository: RepositorySimulation,
  options: { file: FileChange; sha: string },
) {
  const { file, sha } = options;
  const page = repositoryPageUrl(site, repository);
  return {
    sha: hash('sha1', `${sha} ${file.path}`),
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${page}/blob/${sha}/${encodeURIComponent(file.path)}`,
    raw_url: `${page}/raw/${sha}/${encodeURIComponent(file.path)}`,
    contents_url: `${repositoryApiUrl(
      site,
      repository,
    )}/contents/${encodeURIComponent(file.path)}?ref=${sha}`,
  };
}

export function renderCommitWithFiles(
  site: Site,
  repository: RepositorySimulation,
  commit: Commit,
) {
  const additions = commit.files.reduce((sum, file) => sum + file.additions, 0);
  return {
    ...renderCommit(site, repository, commit),
    stats: {
      total: sizeOf(commit.files),
      additions,
      deletions: sizeOf(commit.files) - additions,
    },
    files: commit.files.map(file =>
      renderFile(site, repository, { file, sha: commit.sha }),
    ),
  };
}
