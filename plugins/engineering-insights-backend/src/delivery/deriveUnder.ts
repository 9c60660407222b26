import { relinkClaims, type RelinkedClaims } from './claims/relinkClaims';
import type { DeriveContext } from './DeriveContext';
import { judgeDelivery } from './failures/judgeDelivery';
import { loadDeployments } from './loadDeployments';
import type { ResolvedDeployment } from './revisions/ResolvedDeployment';
import { groupRollouts } from './rollouts/groupRollouts';
import { judgeRollbacks, type Rollback } from './rollouts/judgeRollbacks';
import { listProductionDeployments } from './rollouts/listProductionDeployments';
import type { ProductionDeployment } from './rollouts/ProductionDeployment';
import { type Delivery, saveDelivery } from './saveDelivery';
import { factKeyText } from './select/factKeyText';

/**
 * Derives what an entity delivered under one policy into the rows of its
 * derivation. What finished before `touchedFrom` (milliseconds since 1970, or
 * -Infinity) stands as it is.
 */
export async function deriveUnder(options: {
  context: DeriveContext;
  touchedFrom: number;
}): Promise<{ delivery: Delivery; claims: RelinkedClaims }> {
  const { context, touchedFrom } = options;
  const all = await loadDeployments(context);
  const production = listProductionDeployments(all);
  const claims = await relinkClaims({
    context,
    deployments: production,
    touchedFrom,
  });
  const { delivery, rollbacks } = assemble({
    context,
    all,
    production,
    claims,
  });
  const rolloutIds = await saveDelivery({ context, delivery });
  await judgeDelivery({ context, delivery, rollbacks, rolloutIds });
  return { delivery, claims };
}

/** Leaves out what does not count for the entity and makes rollouts of the rest. */
function assemble(options: {
  context: DeriveContext;
  all: readonly ResolvedDeployment[];
  production: readonly ProductionDeployment[];
  claims: RelinkedClaims;
}): { delivery: Delivery; rollbacks: ReadonlyMap<number, Rollback> } {
  const { context, all, production, claims } = options;
  const positions = production.flatMap((_, index) =>
    claims.records[index].isCounted ? [index] : [],
  );
  const counted = positions.map(position => production[position]);
  const rollbacks = judgeRollbacks(counted);
  const { count } = context.policy.policy.environments;
  const rollouts = groupRollouts({ deployments: counted, rollbacks, count });
  return {
    rollbacks,
    delivery: {
      all: leaveOutOthers({ context, all, production, claims }),
      counted,
      records: positions.map(position => claims.records[position]),
      rollouts,
      rolloutOf: new Map(
        rollouts.flatMap((rollout, index) =>
          rollout.positions.map(
            position => [factKeyText(counted[position]), index] as const,
          ),
        ),
      ),
      rollbackKeys: new Set(
        [...rollbacks.keys()].map(position => factKeyText(counted[position])),
      ),
      made: [...claims.made].map(([position, result]) => ({
        deployment: production[position],
        result,
      })),
    },
  };
}

/**
 * In a scope that the entity owns some paths of, an attempt that names no
 * entity and claims nothing (it failed, or went elsewhere than to production)
 * counts if the same revision counted in production.
 */
function leaveOutOthers(options: {
  context: DeriveContext;
  all: readonly ResolvedDeployment[];
  production: readonly ProductionDeployment[];
  claims: RelinkedClaims;
}): ResolvedDeployment[] {
  const { context, all, production, claims } = options;
  const withPaths = new Set(
    context.scopes.filter(scope => scope.paths !== null).map(scope => scope.id),
  );
  const verdicts = new Map<string, boolean>();
  const countedIdentities = new Set<string>();
  for (const [position, deployment] of production.entries()) {
    const { isCounted } = claims.records[position];
    verdicts.set(factKeyText(deployment), isCounted);
    if (isCounted && deployment.identity !== undefined)
      countedIdentities.add(deployment.identity);
  }
  return all.filter(deployment => {
    const isJudged =
      !deployment.isNamed &&
      withPaths.has(deployment.commitScopeId ?? deployment.scopeId);
    return (
      verdicts.get(factKeyText(deployment)) ??
      (!isJudged ||
        (deployment.identity !== undefined &&
          countedIdentities.has(deployment.identity)))
    );
  });
}
