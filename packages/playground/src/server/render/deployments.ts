import type { Deployment, DeploymentStatus } from '../../simulation/model';
import type { RepositorySimulation } from '../../simulation/repositorySimulation';
import { toIso } from '../../simulation/time';
import { nodeId, repositoryApiUrl, repositoryPageUrl, type Site } from './site';
import { renderUser } from './users';

export function renderDeployment(
  site: Site,
  repository: RepositorySimulation,
  deployment: Deployment,
) {
  const api = repositoryApiUrl(site, repository);
  const url = `${api}/deployments/${deployment.id}`;
  return {
    url,
    id: deployment.id,
    node_id: nodeId('DE', repository.id, deployment.id),
    task: 'deploy',
    original_environment: deployment.environment,
    environment: deployment.environment,
    description: deployment.description || null,
    created_at: toIso(deployment.createdAt),
    updated_at: toIso(deployment.updatedAt),
    statuses_url: `${url}/statuses`,
    repository_url: api,
    creator: renderUser(site, deployment.creator),
    sha: deployment.sha,
    ref: deployment.ref,
    payload: {},
    transient_environment: false,
    // GitHub decides by the name alone unless the caller says otherwise.
    production_environment: deployment.environment === 'production',
    performed_via_github_app: null,
  };
}

export function renderDeploymentStatus(
  site: Site,
  repository: RepositorySimulation,
  options: { deployment: Deployment; status: DeploymentStatus },
) {
  const { deployment, status } = options;
  const api = repositoryApiUrl(site, repository);
  const log = `${repositoryPageUrl(site, repository)}/actions/runs/${
    deployment.runId
  }`;
  return {
    url: `${api}/deployments/${deployment.id}/statuses/${status.id}`,
    id: status.id,
    node_id: nodeId('DES', repository.id, deployment.id, status.id),
    state: status.state,
    creator: renderUser(site, status.creator),
    description: status.description,
    environment: deployment.environment,
    target_url: log,
    created_at: toIso(status.createdAt),
    updated_at: toIso(status.createdAt),
    deployment_url: `${api}/deployments/${deployment.id}`,
    repository_url: api,
    environment_url: `https://${repository.profile.name}.${deployment.environment}.acme.example`,
    log_url: log,
    performed_via_github_app: null,
  };
}
