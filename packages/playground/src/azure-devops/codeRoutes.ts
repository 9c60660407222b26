import type { Request } from 'express';
import { HttpError } from '../server/httpError';
import {
  compareRevisions,
  readLog,
  resolveRevision,
} from '../server/revisions';
import type { PullRequest } from '../simulation/model';
import type { RepositorySimulation } from '../simulation/repositorySimulation';
import type { AzureContext } from './azureContext';
import { guidOf, repositoriesOf } from './project';
import {
  renderAnnotatedTag,
  renderCommit,
  renderCommitRef,
  renderPullRequest,
  renderRepository,
  renderTagRef,
  renderThreads,
  tagObjectId,
} from './renderCode';
import { between, takeBySkip, takeByToken, textOf, wrap } from './respond';

/** Repositories, pull requests, commits and tags. */
export function addCodeRoutes({ get, world }: AzureContext): void {
  const find = (req: Request) => {
    const name = req.params.repository.toLowerCase();
    const found = repositoriesOf(world).find(
      ({ id, profile }) =>
        profile.name === name || guidOf('repository', id) === name,
    );
    if (!found) throw notFound('Git repository');
    return found;
  };
  const findPullRequest = (req: Request) => {
    const id = Number(req.params.id);
    const found = find(req).pullRequests.find(item => item.id === id);
    if (!found) throw notFound('pull request');
    return found;
  };
  const base = '/_apis/git/repositories/:repository';

  get(base, ({ req, site }) => renderRepository(site, find(req)));
  get(`${base}/pullrequests`, ({ req, site }) =>
    wrap(
      takeBySkip(req, filterPullRequests(req, find(req).pullRequests)).map(
        item => renderPullRequest(site, find(req), item),
      ),
    ),
  );
  get('/_apis/git/pullrequests', ({ req, site }) => {
    const all = repositoriesOf(world).flatMap(repository =>
      filterPullRequests(req, repository.pullRequests).map(item => ({
        repository,
        item,
      })),
    );
    return wrap(
      takeBySkip(req, all).map(({ repository, item }) =>
        renderPullRequest(site, repository, item),
      ),
    );
  });
  const pullRequest = `${base}/pullRequests/:id`;
  get(`${pullRequest}/threads`, ({ req }) =>
    wrap(renderThreads(findPullRequest(req))),
  );
  get(`${pullRequest}/commits`, ({ req, res, site }) => {
    const repository = find(req);
    const shas = [...findPullRequest(req).commits].reverse();
    return wrap(
      takeByToken(req, res, shas).map(sha =>
        renderCommitRef(site, repository, repository.graph.get(sha)),
      ),
    );
  });
  get(`${pullRequest}/workitems`, ({ req, site }) => {
    const { closes } = findPullRequest(req);
    const issues = find(req).issues.filter(({ number }) =>
      closes.includes(number),
    );
    return wrap(
      issues.map(({ id }) => ({
        id: String(id),
        url: `${site.origin}/_apis/wit/workItems/${id}`,
      })),
    );
  });
  get(`${base}/commits`, ({ req, site }) => {
    const repository = find(req);
    return wrap(
      takeCommits(req, listCommits(req, repository)).map(commit =>
        renderCommitRef(site, repository, commit),
      ),
    );
  });
  get(`${base}/commits/:sha`, ({ req, site }) => {
    const repository = find(req);
    const commit = repository.graph.find(req.params.sha);
    if (!commit) throw notFound('commit');
    return renderCommit(site, repository, commit);
  });
  get(`${base}/refs`, ({ req, res, site }) =>
    wrap(
      takeByToken(req, res, listTags(req, find(req))).map(release =>
        renderTagRef(site, release),
      ),
    ),
  );
  get(`${base}/annotatedtags/:object`, ({ req }) => {
    const release = find(req).releases.find(
      each => tagObjectId(each) === req.params.object,
    );
    if (!release) throw notFound('annotated tag');
    return renderAnnotatedTag(release);
  });
}

function notFound(what: string) {
  return new HttpError(404, `TF401019: The ${what} does not exist.`);
}

/** As the query says, the newest first. */
function filterPullRequests(
  req: Request,
  items: readonly PullRequest[],
): PullRequest[] {
  const closedAt = (item: PullRequest) => item.mergedAt ?? item.closedAt;
  const status = textOf(req, 'searchCriteria.status') ?? 'active';
  const isClosedRange =
    textOf(req, 'searchCriteria.queryTimeRangeType') === 'closed';
  return between(req, items, {
    from: 'searchCriteria.minTime',
    to: 'searchCriteria.maxTime',
    at: item => (isClosedRange ? closedAt(item) : item.createdAt),
  })
    .filter(item => status === 'all' || closedAt(item) === undefined)
    .reverse();
}

/** What a version reaches; beside a version to compare, what that one reaches and the first does not. */
function listCommits(req: Request, repository: RepositorySimulation) {
  const item = textOf(req, 'searchCriteria.itemVersion.version');
  const compared = textOf(req, 'searchCriteria.compareVersion.version');
  const from = resolveRevision(
    repository,
    item ?? repository.profile.defaultBranch,
  );
  const to =
    compared === undefined ? undefined : resolveRevision(repository, compared);
  if (!from || (compared !== undefined && !to)) throw notFound('version');
  return to
    ? [...compareRevisions(repository, from, to).ahead].reverse()
    : readLog(repository, from.sha);
}

/** Commits take the parameters of a page with a prefix. */
function takeCommits<T>(req: Request, items: readonly T[]): T[] {
  const { 'searchCriteria.$skip': skip, 'searchCriteria.$top': top } =
    req.query;
  const from = Number(skip ?? 0);
  return items.slice(from, from + Number(top ?? 100));
}

/** The filter names the beginning of what stands behind `refs/`. */
function listTags(req: Request, repository: RepositorySimulation) {
  const filter = textOf(req, 'filter') ?? '';
  return repository.releases.filter(({ tag }) =>
    `tags/${tag}`.startsWith(filter),
  );
}
