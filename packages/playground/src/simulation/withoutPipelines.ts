import type { RepositorySimulation } from './repositorySimulation';

/** A repository as its host knows it when its pipelines run elsewhere: without runs and deployments. */
export function withoutPipelines(
  repository: RepositorySimulation,
): RepositorySimulation {
  return Object.create(repository, {
    workflowRuns: { value: [] },
    deployments: { value: [] },
  });
}
