import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import { lockEntity } from '../database/operations/delivery/lockEntity';
import { openDerivation } from '../database/operations/delivery/openDerivation';
import { preparedTransaction } from '../database/prepared';
import {
  putInForce,
  type SwitchedPolicy,
} from '../database/operations/delivery/putInForce';
import { readDeliveryEntity } from '../database/operations/delivery/readDeliveryEntity';
import { readDeliveryScopes } from '../database/operations/delivery/readDeliveryScopes';
import { relinkClaims, type RelinkedClaims } from './claims/relinkClaims';
import type { DeriveContext } from './DeriveContext';
import { judgeDelivery } from './failures/judgeDelivery';
import { holdBack } from './holdBack';
import { loadDeployments } from './loadDeployments';
import {
  type DeliveryPolicies,
  resolvePolicy,
  type ResolvedPolicy,
} from './policy';
import type { ResolvedDeployment } from './revisions/ResolvedDeployment';
import { groupRollouts } from './rollouts/groupRollouts';
import { judgeRollbacks, type Rollback } from './rollouts/judgeRollbacks';
import { listProductionDeployments } from './rollouts/listProductionDeployments';
import type { ProductionDeployment } from './rollouts/ProductionDeployment';
import { type Delivery, saveDelivery } from './saveDelivery';
import { factKeyText } from './select/factKeyText';

export type DeriveEntityOptions = {
  readonly knex: Knex;
  readonly entityId: number;
  /** ISO 8601, or -infinity: facts before then did not change since the last deriving. Everything where absent. */
  readonly fromAt?: string;
  readonly now: DateTime;
} & (
  | {
      /** Those of the configuration, of which the entity's annotations choose. */
      readonly policies: DeliveryPolicies;
    }
  | {
      /** The one to derive under, whatever the annotations say. */
      readonly policy: ResolvedPolicy;
    }
);

export type DeriveEntityResult =
  | { readonly status: 'gone' }
  | {
      readonly status: 'derived';
      readonly derivationId: number;
      /** Another policy came into force. */
      readonly isSwitched: boolean;
      /** Which, and in whose place. */
      readonly switched?: SwitchedPolicy;
      /** Deployments whose claims were made anew. */
      readonly relinkedCount: number;
      readonly rolloutCount: number;
      /** What of the policy was not as documented, each a sentence. */
      readonly problems: readonly string[];
    };

/**
 * Derives what an entity delivered from its facts, in one transaction and one
 * at a time: deployments, claims, rollouts, failures, recoveries. The rows end
 * the same in whatever order the facts came. Under a new policy everything is
 * derived beside the old rows, which are left as they are, and then put in
 * force.
 */
export async function deriveEntity(
  options: DeriveEntityOptions,
): Promise<DeriveEntityResult> {
  return preparedTransaction(options.knex, async knex => {
    await lockEntity({ knex, entityId: options.entityId });
    const entity = await readDeliveryEntity({
      knex,
      entityId: options.entityId,
    });
    if (!entity) return { status: 'gone' };
    const policy =
      'policy' in options
        ? options.policy
        : resolvePolicy({
            policies: options.policies,
            settings: entity.settings,
            entityRef: entity.ref,
          });
    const derivationId = await openDerivation({
      knex,
      entityId: entity.id,
      ...policy,
    });
    const scopes = await readDeliveryScopes({ knex, entityId: entity.id });
    const context: DeriveContext = {
      knex,
      entity,
      scopes,
      policy,
      derivationId,
    };

    const isSwitched = entity.derivationId !== derivationId;
    const touchedFrom = isSwitched ? -Infinity : readInstant(options.fromAt);
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
    await holdBack({ context, rollouts: delivery.rollouts, now: options.now });
    const switched = isSwitched ? await putInForce(context) : undefined;
    return {
      status: 'derived',
      derivationId,
      isSwitched,
      ...(switched && { switched }),
      relinkedCount: claims.made.size,
      rolloutCount: delivery.rollouts.length,
      problems: policy.problems,
    };
  });
}

function readInstant(fromAt: string | undefined): number {
  if (fromAt === undefined || fromAt === '-infinity') return -Infinity;
  return DateTime.fromISO(fromAt, { zone: 'utc' }).toMillis();
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
