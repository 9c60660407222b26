import type { Router } from 'express';
import { githubIssuesOf } from '../../simulation/githubIssuesOf';
import type { PullRequest } from '../../simulation/model';
import { fromIso } from '../../simulation/time';
import { notFound } from '../httpError';
import { renderCommit, renderFile } from '../render/commits';
import { renderIssue } from '../render/issues';
import {
  filesOf,
  renderFullPullRequest,
  renderPullRequest,
  renderReview,
} from '../render/pullRequests';
import { renderRepository } from '../render/repositories';
import {
  answer,
  readText,
  repositoryPaths,
  type RepositoryRequest,
  type RestContext,
} from './restContext';

interface Dated {
  readonly number: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly closedAt?: number;
}

/** The order that GitHub's lists share: newest first unless asked otherwise. */
function sortBy<T extends Dated>(
  request: RepositoryRequest,
  items: readonly T[],
  usual: 'asc' | 'desc',
): T[] {
  const field =
    readText(request.req, 'sort') === 'updated' ? 'updatedAt' : 'createdAt';
  const sign = (readText(request.req, 'direction') ?? usual) === 'asc' ? 1 : -1;
  return [...items].sort(
    (a, b) => sign * (a[field] - b[field] || a.number - b.number),
  );
}

function hasState(request: RepositoryRequest, item: Dated): boolean {
  const state = readText(request.req, 'state') ?? 'open';
  return (
    state === 'all' || (item.closedAt === undefined) === (state === 'open')
  );
}

function listPullRequests(request: RepositoryRequest) {
  const { req, site, repository, page } = request;
  const head = readText(req, 'head')?.split(':').pop();
  const base = readText(req, 'base') ?? repository.profile.defaultBranch;
  const matching = repository.pullRequests.filter(
    item =>
      hasState(request, item) &&
      (!head || item.branch === head) &&
      base === repository.profile.defaultBranch,
  );
  const sort = readText(req, 'sort') ?? 'created';
  const repo = renderRepository(site, repository);
  return page(
    sortBy(request, matching, sort === 'created' ? 'desc' : 'asc'),
  ).map(item => renderPullRequest(site, repository, item, repo));
}

function listIssues(request: RepositoryRequest) {
  const { req, site, repository, page } = request;
  const since = readText(req, 'since');
  const labels = readText(req, 'labels')?.split(',') ?? [];
  const matching = [
    ...githubIssuesOf(repository),
    ...repository.pullRequests,
  ].filter(
    item =>
      hasState(request, item) &&
      (!since || item.updatedAt >= fromIso(since)) &&
      labels.every(label => item.labels.includes(label)),
  );
  return page(sortBy(request, matching, 'desc')).map(item =>
    renderIssue(site, repository, item),
  );
}

function findPullRequest({ req, repository }: RepositoryRequest): PullRequest {
  const pullRequest = repository.findPullRequest(Number(req.params.number));
  if (!pullRequest) throw notFound();
  return pullRequest;
}

function listReviews(request: RepositoryRequest) {
  const { site, repository, page } = request;
  const pullRequest = findPullRequest(request);
  return page(pullRequest.reviews).map(review =>
    renderReview(site, repository, { pullRequest, review }),
  );
}

function listCommits(request: RepositoryRequest) {
  const { site, repository, page } = request;
  return page(findPullRequest(request).commits).map(sha =>
    renderCommit(site, repository, repository.graph.get(sha)),
  );
}

function listFiles(request: RepositoryRequest) {
  const { site, repository, page } = request;
  const pullRequest = findPullRequest(request);
  return page(filesOf(repository, pullRequest)).map(file =>
    renderFile(site, repository, { file, sha: pullRequest.headSha }),
  );
}

function getIssue(request: RepositoryRequest) {
  const { req, site, repository } = request;
  const number = Number(req.params.number);
  const issue =
    repository.findPullRequest(number) ??
    githubIssuesOf(repository).find(item => item.number === number);
  if (!issue) throw notFound();
  return renderIssue(site, repository, issue);
}

export function addPullRequestRoutes(
  router: Router,
  context: RestContext,
): void {
  const get = (tail: string, render: (request: RepositoryRequest) => unknown) =>
    router.get(repositoryPaths(tail), answer(context, render));
  get('/pulls', listPullRequests);
  get('/pulls/:number(\\d+)', request =>
    renderFullPullRequest(
      request.site,
      request.repository,
      findPullRequest(request),
    ),
  );
  get('/pulls/:number(\\d+)/reviews', listReviews);
  get('/pulls/:number(\\d+)/commits', listCommits);
  get('/pulls/:number(\\d+)/files', listFiles);
  get('/pulls/:number(\\d+)/comments', request =>
    request.page(findPullRequest(request) && []),
  );
  get('/issues', listIssues);
  get('/issues/:number(\\d+)', getIssue);
}
