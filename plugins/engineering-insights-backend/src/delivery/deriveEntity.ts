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
import type { DeriveContext } from './DeriveContext';
import { deriveUnder } from './deriveUnder';
import { holdBack } from './holdBack';
import { type DeliveryPolicies, resolvePolicy } from './policy';

export interface DeriveEntityOptions {
  readonly knex: Knex;
  readonly entityId: number;
  /** ISO 8601, or -infinity: facts before then did not change since the last deriving. Everything where absent. */
  readonly fromAt?: string;
  readonly now: DateTime;
  /** Those of the configuration, of which the entity's annotations choose. */
  readonly policies: DeliveryPolicies;
}

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
    const policy = resolvePolicy({
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
    const { claims, delivery } = await deriveUnder({
      context,
      touchedFrom: isSwitched ? -Infinity : readInstant(options.fromAt),
    });
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
