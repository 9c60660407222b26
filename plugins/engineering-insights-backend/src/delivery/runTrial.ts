import { randomUUID } from 'node:crypto';
import { ServiceUnavailableError } from '@backstage/errors';
import type { Knex } from 'knex';
import { holdEntity } from '../database/operations/delivery/holdEntity';
import { openDerivation } from '../database/operations/delivery/openDerivation';
import { putInForce } from '../database/operations/delivery/putInForce';
import {
  readDeliveryEntity,
  type DeliveryEntity,
} from '../database/operations/delivery/readDeliveryEntity';
import { readDeliveryScopes } from '../database/operations/delivery/readDeliveryScopes';
import { rolledBack } from '../database/rolledBack';
import { TookTooLongError } from '../database/TookTooLongError';
import { deriveUnder } from './deriveUnder';
import type { ResolvedPolicy } from './policy';

/** Inside of it nobody else derives the entity, and of what is written nothing is kept. */
export interface Trial {
  readonly knex: Knex.Transaction;
  readonly entity: DeliveryEntity;
  /** Derives the entity under a policy into rows of their own, puts them in force, and gives the id of their derivation. */
  derive(policy: ResolvedPolicy): Promise<number>;
}

/** How long a trial takes at the most, and so how long others may pass the entity over. */
export const TRIAL_LIMIT_MS = 20_000;

const SERIALIZATION_FAILURE = '40001';
const TRIES = 3;

/**
 * What an entity would have delivered, by the code that derives, in a
 * transaction that is rolled back. Undefined where the entity is gone.
 *
 * Of what others write it touches the entity's row alone, and holds it from the
 * beginning: whoever derives entities passes over one that is held, and comes
 * back.
 *
 * @throws ServiceUnavailableError where it takes longer than the limit.
 */
export async function runTrial<T>(
  options: {
    readonly knex: Knex;
    readonly entityId: number;
    /** What a sentence calls it: "The preview". */
    readonly title: string;
    readonly limitMs?: number;
  },
  run: (trial: Trial) => Promise<T>,
): Promise<T | undefined> {
  const { limitMs = TRIAL_LIMIT_MS, title } = options;
  const until = performance.now() + limitMs;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runOnce(options, until - performance.now(), run);
    } catch (error) {
      // The entity was derived while this waited for it, so it is to be read anew.
      const isOverrun = isSerializationFailure(error);
      const isLast = attempt === TRIES || performance.now() >= until;
      if (error instanceof TookTooLongError || (isOverrun && isLast)) {
        throw new ServiceUnavailableError(
          `${title} took longer than ${
            limitMs / 1_000
          } seconds and was given up; nothing was changed. The component is being derived, or its database is busy. Try again in a minute.`,
        );
      }
      if (!isOverrun) throw error;
    }
  }
}

async function runOnce<T>(
  { knex, entityId }: { readonly knex: Knex; readonly entityId: number },
  limitMs: number,
  run: (trial: Trial) => Promise<T>,
): Promise<T | undefined> {
  return rolledBack(knex, { limitMs: Math.ceil(limitMs) }, async trx => {
    await holdEntity({ knex: trx, entityId });
    const entity = await readDeliveryEntity({ knex: trx, entityId });
    return (
      entity &&
      run({
        knex: trx,
        entity,
        derive: policy => deriveTrial({ knex: trx, entity, policy }),
      })
    );
  });
}

async function deriveTrial(options: {
  knex: Knex.Transaction;
  entity: DeliveryEntity;
  policy: ResolvedPolicy;
}): Promise<number> {
  const { knex, entity, policy } = options;
  const derivationId = await openDerivation({
    ...policy,
    knex,
    entityId: entity.id,
    // A version of its own, so that what is in force stays as it is.
    name: `trial ${randomUUID()}`,
  });
  const context = {
    knex,
    entity,
    scopes: await readDeliveryScopes({ knex, entityId: entity.id }),
    policy,
    derivationId,
    isTrial: true,
  };
  await deriveUnder({ context, touchedFrom: -Infinity });
  await putInForce(context);
  return derivationId;
}

function isSerializationFailure(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return code === SERIALIZATION_FAILURE;
}
