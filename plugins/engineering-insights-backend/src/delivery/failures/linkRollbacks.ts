import type { ProductionDeployment } from '../rollouts/ProductionDeployment';
import type { Rollback } from '../rollouts/judgeRollbacks';
import { factKeyText } from '../select/factKeyText';
import type { Link } from './Link';

const CONFIDENCE = 0.9;

/** A rollback tells that what it took back had failed. */
export function linkRollbacks(options: {
  deployments: readonly ProductionDeployment[];
  rollbacks: ReadonlyMap<number, Rollback>;
  /** The rollout of each deployment, by position. */
  rolloutOf: ReadonlyMap<number, number>;
}): Link[] {
  const { deployments, rollbacks, rolloutOf } = options;
  return [...rollbacks].flatMap(([position, { takesBack }]) => {
    const rollout = rolloutOf.get(position)!;
    const failedRollout =
      takesBack === undefined ? undefined : rolloutOf.get(takesBack);
    if (failedRollout === undefined || failedRollout === rollout) return [];
    const deployment = deployments[position];
    const revision = deployment.version ?? deployment.commitSha?.slice(0, 10);
    return [
      {
        failedRollout,
        remediation: { rollout, kind: 'rollback' as const },
        evidence: {
          kind: 'rollback' as const,
          confidence: CONFIDENCE,
          title: `${deployment.environment} went back${
            revision ? ` to ${revision}` : ''
          }`,
          url: deployment.url,
          key: factKeyText(deployment),
        },
      },
    ];
  });
}
