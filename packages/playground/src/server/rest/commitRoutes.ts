import type { Router } from 'express';
import type { Commit } from '../../simulation/model';
import { mergeFiles } from '../../simulation/changes';
import { fromIso } from '../../simulation/time';
import { HttpError, notFound } from '../httpError';
import { readPage } from '../paging';
import {
  renderCommit,
  renderCommitWithFiles,
  renderFile,
} from '../render/commits';
import { renderPullRequest } from '../render/pullRequests';
import { repositoryApiUrl, repositoryPageUrl } from '../render/site';
import { compareRevisions, readLog, resolveRevision } from '../revisions';
import {
  answer,
  readText,
  repositoryPaths,
  type RepositoryRequest,
  type RestContext,
} from './restContext';

const MAXIMUM_FILES = 300;
const UNPAGED_COMPARISON = 250;

function touches(commit: Commit, path: string): boolean {
  return (
    commit.parents.length < 2 &&
    commit.files.some(
      file =>
        file.path === path ||
        file.path.startsWith(`${path.replace(/\/$/, '')}/`),
    )
  );
}

function listCommits({ req, site, repository, page }: RepositoryRequest) {
  const head = resolveRevision(
    repository,
    readText(req, 'sha') ?? repository.head,
  );
  if (!head) throw notFound();
  const since = readText(req, 'since');
  const until = readText(req, 'until');
  const path = readText(req, 'path');
  const author = readText(req, 'author');
  const commits = readLog(repository, head.sha).filter(
    commit =>
      (!since || commit.committedAt >= fromIso(since)) &&
      (!until || commit.committedAt <= fromIso(until)) &&
      (!path || touches(commit, path)) &&
      (!author ||
        commit.author.login === author ||
        commit.author.email === author),
  );
  return page(commits).map(commit => renderCommit(site, repository, commit));
}

function comparisonStatus(ahead: number, behind: number): string {
  if (ahead > 0 && behind > 0) return 'diverged';
  if (ahead > 0) return 'ahead';
  return behind > 0 ? 'behind' : 'identical';
}

function compare({ req, site, repository, page }: RepositoryRequest) {
  const [baseName, headName] = req.params.basehead.split('...');
  const base = resolveRevision(repository, baseName);
  const head = headName ? resolveRevision(repository, headName) : undefined;
  if (!base || !head) throw notFound();
  const { ahead, behindBy, mergeBase } = compareRevisions(
    repository,
    base,
    head,
  );
  if (!mergeBase)
    throw new HttpError(
      404,
      `No common ancestor between ${baseName} and ${headName}.`,
    );
  const isPaged =
    req.query.page !== undefined || req.query.per_page !== undefined;
  const request = isPaged
    ? readPage(req)
    : { page: 1, perPage: UNPAGED_COMPARISON };
  const url = `${repositoryApiUrl(site, repository)}/compare/${
    req.params.basehead
  }`;
  const html = `${repositoryPageUrl(site, repository)}/compare/${
    req.params.basehead
  }`;
  const files =
    request.page === 1 ? mergeFiles(ahead).slice(0, MAXIMUM_FILES) : undefined;
  return {
    url,
    html_url: html,
    permalink_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    base_commit: renderCommit(site, repository, base),
    merge_base_commit: renderCommit(site, repository, mergeBase),
    status: comparisonStatus(ahead.length, behindBy),
    ahead_by: ahead.length,
    behind_by: behindBy,
    total_commits: ahead.length,
    commits: page(ahead, request).map(commit =>
      renderCommit(site, repository, commit),
    ),
    ...(files && {
      files: files.map(file =>
        renderFile(site, repository, { file, sha: head.sha }),
      ),
    }),
  };
}

function findCommit({ req, repository }: RepositoryRequest): Commit {
  const commit = resolveRevision(repository, req.params.ref);
  // GitHub's word for a name that is no revision.
  if (!commit)
    throw new HttpError(422, `No commit found for SHA: ${req.params.ref}`);
  return commit;
}

function listPullRequestsOfCommit(request: RepositoryRequest) {
  const { site, repository, page } = request;
  const { pullRequest: number } = findCommit(request);
  const pullRequest =
    number === undefined ? undefined : repository.findPullRequest(number);
  return page(pullRequest ? [pullRequest] : []).map(item =>
    renderPullRequest(site, repository, item),
  );
}

export function addCommitRoutes(router: Router, context: RestContext): void {
  router.get(repositoryPaths('/commits'), answer(context, listCommits));
  router.get(
    repositoryPaths('/commits/:ref/pulls'),
    answer(context, listPullRequestsOfCommit),
  );
  router.get(
    repositoryPaths('/commits/:ref(*)'),
    answer(context, request =>
      renderCommitWithFiles(
        request.site,
        request.repository,
        findCommit(request),
      ),
    ),
  );
  router.get(
    repositoryPaths('/compare/:basehead(*)'),
    answer(context, compare),
  );
}
