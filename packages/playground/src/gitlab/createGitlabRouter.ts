import express, { Router, type Request, type Response } from 'express';
import type { PullRequest } from '../simulation/model';
import type { RepositorySimulation } from '../simulation/repositorySimulation';
import { fromIso } from '../simulation/time';
import type { World } from '../simulation/world';
import { PLAYGROUND_TOKEN } from '../server/authentication';
import { createFaults, type Fault } from '../server/faults';
import { HttpError } from '../server/httpError';
import type { RateLimits } from '../server/rateLimits';
import {
  compareRevisions,
  readLog,
  resolveRevision,
} from '../server/revisions';
import { createGitlabGraphqlHandler } from './graphql';
import { pathOf, type GitlabSite } from './project';
import {
  deploymentUpdatedAt,
  renderApprovals,
  renderCommit,
  renderDeployment,
  renderDiff,
  renderIssue,
  renderJob,
  renderMergeRequest,
  renderNotes,
  renderPipeline,
  renderProject,
  renderRelease,
  renderTag,
} from './render';
import {
  createGitlabAuthentication,
  createGitlabLimit,
  sendGitlabError,
  sendGitlabJson,
  takeGitlabPage,
} from './respond';

export interface GitlabOptions {
  readonly world: World;
  readonly seed: string;
  readonly faults?: readonly Fault[];
  readonly tokens?: readonly string[];
  readonly limits: RateLimits;
}

interface ProjectRequest {
  readonly req: Request;
  readonly site: GitlabSite;
  readonly project: RepositorySimulation;
  /** One page of these. */
  page<T>(items: readonly T[]): T[];
}

function notFound(what: string) {
  return new HttpError(404, `404 ${what} Not Found`);
}

function siteOf(req: Request): GitlabSite {
  return { origin: `${req.protocol}://${req.get('host')}${mountOf(req)}` };
}

/** What stands before `/api`. */
function mountOf(req: Request): string {
  return req.originalUrl.replace(/\/api\/.*$/, '');
}

/** Cuts and orders a list by the time of change, as the query says. */
function byUpdate<T>(
  req: Request,
  items: readonly T[],
  updatedAt: (item: T) => number,
): T[] {
  const { updated_after: after, updated_before: before, sort } = req.query;
  const from = typeof after === 'string' ? fromIso(after) : -Infinity;
  const to = typeof before === 'string' ? Date.parse(before) / 1000 : Infinity;
  const sign = sort === 'asc' ? 1 : -1;
  return items
    .filter(item => updatedAt(item) >= from && updatedAt(item) <= to)
    .sort((left, right) => sign * (updatedAt(left) - updatedAt(right)));
}

function listCommits({ req, site, project, page }: ProjectRequest) {
  const name = String(req.query.ref_name ?? project.profile.defaultBranch);
  const [base, target] = name.split('..');
  const head = resolveRevision(project, target ?? base);
  const from =
    target === undefined ? undefined : resolveRevision(project, base);
  if (!head || (target !== undefined && !from)) throw notFound('Commit');
  const commits = from
    ? [...compareRevisions(project, from, head).ahead].reverse()
    : readLog(project, head.sha);
  return page(commits).map(commit => renderCommit(site, project, commit));
}

function findCommit({ req, project }: ProjectRequest) {
  const commit = resolveRevision(project, req.params.sha);
  if (!commit) throw notFound('Commit');
  return commit;
}

function findMergeRequest({ req, project }: ProjectRequest): PullRequest {
  const item = project.findPullRequest(Number(req.params.iid));
  if (!item) throw notFound('Merge Request');
  return item;
}

function listClosedIssues(request: ProjectRequest) {
  const { site, project, page } = request;
  const { closes } = findMergeRequest(request);
  const issues = project.issues.filter(({ number }) => closes.includes(number));
  return page(issues).map(issue => renderIssue(site, project, issue));
}

function listJobs({ req, site, project, page }: ProjectRequest) {
  const id = Number(req.params.pipeline);
  const run = project.workflowRuns.find(each => each.id === id);
  if (!run) throw notFound('Pipeline');
  return page(run.jobs).map(job => renderJob(site, project, { run, job }));
}

const PROJECT_ROUTES: Readonly<
  Record<string, (request: ProjectRequest) => unknown>
> = {
  '': ({ site, project }) => renderProject(site, project),
  '/merge_requests': ({ req, site, project, page }) =>
    page(byUpdate(req, project.pullRequests, item => item.updatedAt)).map(
      item => renderMergeRequest(site, project, item),
    ),
  '/merge_requests/:iid/notes': request =>
    request.page(renderNotes(request.site, findMergeRequest(request))),
  '/merge_requests/:iid/approvals': request =>
    renderApprovals(request.site, findMergeRequest(request)),
  '/merge_requests/:iid/commits': request =>
    request
      .page([...findMergeRequest(request).commits].reverse())
      .map(sha =>
        renderCommit(
          request.site,
          request.project,
          request.project.graph.get(sha),
        ),
      ),
  '/merge_requests/:iid/closes_issues': listClosedIssues,
  '/repository/commits': listCommits,
  '/repository/commits/:sha': request =>
    renderCommit(request.site, request.project, findCommit(request)),
  '/repository/commits/:sha/diff': request =>
    request.page(renderDiff(findCommit(request))),
  '/repository/tags': ({ site, project, page }) =>
    page(
      [...project.releases].sort(
        (left, right) => right.createdAt - left.createdAt,
      ),
    ).map(release => renderTag(site, project, release)),
  '/releases': ({ site, project, page }) =>
    page([...project.releases].reverse()).map(release =>
      renderRelease(site, project, release),
    ),
  '/pipelines': ({ req, site, project, page }) =>
    page(byUpdate(req, project.workflowRuns, run => run.updatedAt)).map(run =>
      renderPipeline(site, project, run),
    ),
  '/pipelines/:pipeline/jobs': listJobs,
  '/deployments': ({ req, site, project, page }) =>
    page(byUpdate(req, project.deployments, deploymentUpdatedAt)).map(
      deployment => renderDeployment(site, project, deployment),
    ),
  '/issues': ({ req, site, project, page }) =>
    page(byUpdate(req, project.issues, issue => issue.updatedAt)).map(issue =>
      renderIssue(site, project, issue),
    ),
  // Its scanners have found nothing yet.
  '/vulnerabilities': ({ page }) => page([]),
};

/** GitLab's addresses: REST below `/api/v4`, GraphQL at `/api/graphql`. */
export function createGitlabRouter(options: GitlabOptions): Router {
  const { world, limits, seed, faults = [] } = options;
  const { tokens = [PLAYGROUND_TOKEN] } = options;
  const { company } = world;
  const find = (id: string) =>
    company.gitlabProjects
      .map(({ name }) => world.gitlabProject(name))
      .find(
        project =>
          project &&
          (String(project.id) === id ||
            pathOf(company.login, project.profile) === id.toLowerCase()),
      );
  const router = Router();
  router.use((_req, res, next) => {
    res.set('server', 'nginx').removeHeader('x-github-media-type');
    next();
  });
  router.use(
    '/api',
    createGitlabAuthentication(tokens),
    createFaults({ seed: `${seed} gitlab`, faults }),
    createGitlabLimit(limits),
  );
  for (const [tail, render] of Object.entries(PROJECT_ROUTES)) {
    router.get(`/api/v4/projects/:id${tail}`, (req, res) => {
      const project = find(req.params.id);
      if (!project) throw notFound('Project');
      const page = <T>(items: readonly T[]) => takeGitlabPage(req, res, items);
      const body = render({ req, site: siteOf(req), project, page });
      sendGitlabJson(req, res, body);
    });
  }
  router.get('/api/v4/groups/:id/projects', (req: Request, res: Response) => {
    if (req.params.id !== company.login) throw notFound('Group');
    const projects = company.gitlabProjects
      .map(({ name }) => renderProject(siteOf(req), world.gitlabProject(name)!))
      .sort((left, right) =>
        right.last_activity_at.localeCompare(left.last_activity_at),
      );
    sendGitlabJson(req, res, takeGitlabPage(req, res, projects));
  });
  router.post(
    '/api/graphql',
    express.json({ limit: '1mb' }),
    createGitlabGraphqlHandler(find),
  );
  router.use(sendGitlabError);
  return router;
}
