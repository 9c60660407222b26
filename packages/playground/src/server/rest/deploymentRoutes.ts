import type { Router } from 'express';
import type { Deployment } from '../../simulation/model';
import { toIso } from '../../simulation/time';
import { notFound } from '../httpError';
import {
  renderDeployment,
  renderDeploymentStatus,
} from '../render/deployments';
import { renderRef, renderRelease, renderTag } from '../render/releases';
import { nodeId, repositoryApiUrl, repositoryPageUrl } from '../render/site';
import {
  answer,
  readText,
  repositoryPaths,
  type RepositoryRequest,
  type RestContext,
} from './restContext';

function listDeployments({ req, site, repository, page }: RepositoryRequest) {
  const wanted = {
    sha: readText(req, 'sha'),
    ref: readText(req, 'ref'),
    environment: readText(req, 'environment'),
  };
  const task = readText(req, 'task') ?? 'deploy';
  const matching = repository.deployments.filter(
    item =>
      task === 'deploy' &&
      (!wanted.sha || item.sha === wanted.sha) &&
      (!wanted.ref || item.ref === wanted.ref) &&
      (!wanted.environment || item.environment === wanted.environment),
  );
  return page(matching.reverse()).map(item =>
    renderDeployment(site, repository, item),
  );
}

function findDeployment({ req, repository }: RepositoryRequest): Deployment {
  const deployment = repository.deployments.find(
    item => item.id === Number(req.params.deployment),
  );
  if (!deployment) throw notFound();
  return deployment;
}

function listStatuses(request: RepositoryRequest) {
  const { site, repository, page } = request;
  const deployment = findDeployment(request);
  return page([...deployment.statuses].reverse()).map(status =>
    renderDeploymentStatus(site, repository, { deployment, status }),
  );
}

function listEnvironments({ site, repository, page }: RepositoryRequest) {
  const names = [
    repository.profile.staging,
    ...repository.profile.production,
  ].flatMap(name => name ?? []);
  const deployed = names.filter(name =>
    repository.deployments.some(item => item.environment === name),
  );
  const environments = page(deployed).map((name, index) => ({
    id: repository.id + index + 1,
    node_id: nodeId('EN', repository.id, name),
    name,
    url: `${repositoryApiUrl(site, repository)}/environments/${name}`,
    html_url: `${repositoryPageUrl(
      site,
      repository,
    )}/deployments/activity_log?environments_filter=${name}`,
    created_at: toIso(repository.start),
    updated_at: toIso(repository.start),
    protection_rules: [],
    deployment_branch_policy: null,
  }));
  return { total_count: deployed.length, environments };
}

function refsOf({
  repository,
}: RepositoryRequest): { name: string; sha: string }[] {
  const branches = [...repository.branches].map(([name, sha]) => ({
    name: `refs/heads/${name}`,
    sha,
  }));
  const tags = repository.releases.map(({ tag, sha }) => ({
    name: `refs/tags/${tag}`,
    sha,
  }));
  return [...branches, ...tags].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function listMatchingRefs(request: RepositoryRequest) {
  const { req, site, repository, page } = request;
  const prefix = `refs/${req.params.ref}`;
  const matching = refsOf(request).filter(ref => ref.name.startsWith(prefix));
  return page(matching).map(ref => renderRef(site, repository, ref));
}

function getRef(request: RepositoryRequest) {
  const ref = refsOf(request).find(
    ({ name }) => name === `refs/${request.req.params.ref}`,
  );
  if (!ref) throw notFound();
  return renderRef(request.site, request.repository, ref);
}

function newestFirst<T>(items: readonly T[]): T[] {
  return [...items].reverse();
}

function findRelease(request: RepositoryRequest) {
  const { tag, release: id } = request.req.params;
  const release = request.repository.releases.find(item =>
    tag ? item.tag === tag : item.id === Number(id),
  );
  if (!release) throw notFound();
  return renderRelease(request.site, request.repository, release);
}

export function addDeploymentRoutes(
  router: Router,
  context: RestContext,
): void {
  const get = (tail: string, render: (request: RepositoryRequest) => unknown) =>
    router.get(repositoryPaths(tail), answer(context, render));
  get('/deployments', listDeployments);
  get('/deployments/:deployment(\\d+)', request =>
    renderDeployment(request.site, request.repository, findDeployment(request)),
  );
  get('/deployments/:deployment(\\d+)/statuses', listStatuses);
  get('/environments', listEnvironments);
  get('/releases', ({ site, repository, page }) =>
    page(newestFirst(repository.releases)).map(release =>
      renderRelease(site, repository, release),
    ),
  );
  get('/releases/tags/:tag', findRelease);
  get('/releases/:release(\\d+)', findRelease);
  get('/tags', ({ site, repository, page }) =>
    page(newestFirst(repository.releases)).map(release =>
      renderTag(site, repository, release),
    ),
  );
  get('/git/matching-refs/:ref(*)', listMatchingRefs);
  get('/git/refs/:ref(*)', listMatchingRefs);
  get('/git/ref/:ref(*)', getRef);
}
