import type { ResolvedDeployment } from '../revisions/ResolvedDeployment';
import { compareDeployments } from '../select/compareDeployments';
import type { ProductionDeployment } from './ProductionDeployment';

/**
 * The successful production deployments of an entity in their order. A source
 * that tells one end of a deployment alone gives the time of both.
 */
export function listProductionDeployments(
  deployments: readonly ResolvedDeployment[],
): ProductionDeployment[] {
  return deployments
    .flatMap((deployment): ProductionDeployment[] => {
      const { environment, isProduction, outcome } = deployment;
      const finishedAt = deployment.finishedAt ?? deployment.startedAt;
      if (!isProduction || outcome !== 'success' || environment === undefined)
        return [];
      if (finishedAt === undefined) return [];
      const startedAt = Math.min(
        deployment.startedAt ?? finishedAt,
        finishedAt,
      );
      return [
        {
          ...deployment,
          environment,
          isProduction,
          outcome,
          startedAt,
          finishedAt,
        },
      ];
    })
    .sort(compareDeployments);
}
