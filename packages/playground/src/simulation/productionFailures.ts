import type { Deployment, Issue } from './model';
import type { RepositorySimulation } from './repositorySimulation';

/** Something that users met in production, and how long they did. */
export interface ProductionFailure {
  readonly issue: Issue;
  /** When a rollback or the fix had been deployed. */
  readonly mendedAt?: number;
}

/** What people noticed in production, in the order of noticing. */
export function productionFailuresOf(
  repository: RepositorySimulation,
): ProductionFailure[] {
  const succeeded = repository.deployments.flatMap(deployment => {
    const at = succeededAt(deployment);
    return at === undefined ? [] : [{ deployment, at }];
  });
  return repository.issues
    .filter(({ body }) => body.startsWith('Seen in production since #'))
    .map(issue => {
      const mending = succeeded
        .filter(({ deployment }) => isMending(deployment, issue))
        .map(({ at }) => at);
      return {
        issue,
        ...(mending.length > 0 && { mendedAt: Math.min(...mending) }),
      };
    });
}

function succeededAt(deployment: Deployment): number | undefined {
  if (!deployment.isProduction) return undefined;
  return deployment.statuses.find(({ state }) => state === 'success')
    ?.createdAt;
}

/** A fix is merged when the issue is closed; until then only going back helps. */
function isMending(deployment: Deployment, issue: Issue): boolean {
  const { createdAt, description } = deployment;
  if (issue.closedAt !== undefined && createdAt >= issue.closedAt) return true;
  return createdAt > issue.createdAt && description.startsWith('Roll back to ');
}
