import type {
  Deployment,
  DeploymentStatus,
  Release,
} from '../../simulation/model';
import type { RepositorySimulation } from '../../simulation/repositorySimulation';
import { toIso } from '../../simulation/time';
import { nodeId, repositoryPageUrl, type Site } from '../render/site';
import { viewActor } from './actorViews';
import { viewCommit } from './commitViews';
import { connection } from './connection';
import { viewRef, viewRepository } from './repositoryViews';

function viewStatus(
  site: Site,
  repository: RepositorySimulation,
  options: { deployment: Deployment; status: DeploymentStatus },
) {
  const { deployment, status } = options;
  return {
    __typename: 'DeploymentStatus',
    id: nodeId('DES', repository.id, deployment.id, status.id),
    state: status.state.toUpperCase(),
    description: status.description,
    environment: deployment.environment,
    environmentUrl: null,
    logUrl: `${repositoryPageUrl(site, repository)}/actions/runs/${
      deployment.runId
    }`,
    createdAt: toIso(status.createdAt),
    updatedAt: toIso(status.createdAt),
    creator: viewActor(site, status.creator),
    deployment: () => viewDeployment(site, repository, deployment),
  };
}

/** GitHub's summary of the last status: a deployment in force is ACTIVE. */
function stateOf(deployment: Deployment): string {
  const last = deployment.statuses[deployment.statuses.length - 1];
  if (!last) return 'PENDING';
  return last.state === 'success' ? 'ACTIVE' : last.state.toUpperCase();
}

export function viewDeployment(
  site: Site,
  repository: RepositorySimulation,
  deployment: Deployment,
) {
  const newestFirst = [...deployment.statuses].reverse();
  const status = (item: DeploymentStatus) =>
    viewStatus(site, repository, { deployment, status: item });
  const tag = repository.releases.find(
    release => release.tag === deployment.ref,
  );
  return {
    __typename: 'Deployment',
    id: nodeId('DE', repository.id, deployment.id),
    databaseId: deployment.id,
    commitOid: deployment.sha,
    commit: () =>
      viewCommit(site, repository, repository.graph.get(deployment.sha)),
    createdAt: toIso(deployment.createdAt),
    updatedAt: toIso(deployment.updatedAt),
    creator: viewActor(site, deployment.creator),
    description: deployment.description || null,
    environment: deployment.environment,
    latestEnvironment: deployment.environment,
    originalEnvironment: deployment.environment,
    task: 'deploy',
    payload: '{}',
    state: stateOf(deployment),
    ref: () => {
      if (tag)
        return viewRef(site, repository, {
          name: `refs/tags/${tag.tag}`,
          sha: tag.sha,
        });
      const sha = repository.branches.get(deployment.ref);
      return sha
        ? viewRef(site, repository, {
            name: `refs/heads/${deployment.ref}`,
            sha,
          })
        : null;
    },
    latestStatus: () =>
      newestFirst.length > 0 ? status(newestFirst[0]) : null,
    statuses: connection(newestFirst, status),
    repository: () => viewRepository(site, repository),
  };
}

export function viewRelease(
  site: Site,
  repository: RepositorySimulation,
  release: Release,
) {
  const url = `${repositoryPageUrl(site, repository)}/releases/tag/${
    release.tag
  }`;
  return {
    __typename: 'Release',
    id: nodeId('RE', repository.id, release.id),
    databaseId: release.id,
    name: release.name,
    tagName: release.tag,
    description: release.body,
    url,
    resourcePath: new URL(url).pathname,
    isDraft: false,
    isPrerelease: false,
    isLatest: release === repository.releases[repository.releases.length - 1],
    immutable: false,
    createdAt: toIso(release.createdAt),
    publishedAt: toIso(release.publishedAt),
    updatedAt: toIso(release.publishedAt),
    author: null,
    tag: () =>
      viewRef(site, repository, {
        name: `refs/tags/${release.tag}`,
        sha: release.sha,
      }),
    tagCommit: () =>
      viewCommit(site, repository, repository.graph.get(release.sha)),
    releaseAssets: connection([], () => undefined),
    repository: () => viewRepository(site, repository),
  };
}
