import { randomUUID } from 'node:crypto';
import { ServiceUnavailableError } from '@backstage/errors';
import type { Knex } from 'knex';
import { bindServices } from '../database/operations/binding/bindServices';
import { saveEntityScopes } from '../database/operations/binding/saveEntityScopes';
import { openDerivation } from '../database/operations/delivery/openDerivation';
import { putInForce } from '../database/operations/delivery/putInForce';
import type { DeliveryEntity } from '../database/operations/delivery/readDeliveryEntity';
import { readDeliveryEntity } from '../database/operations/delivery/readDeliveryEntity';
import { readDeliveryScopes } from '../database/operations/delivery/readDeliveryScopes';
import { rolledBack } from '../database/rolledBack';
import { deriveUnder, type ResolvedPolicy } from '../delivery';
import { readSide } from './readSide';
import type { TriedBinding } from './TriedBinding';

type Side = Awaited<ReturnType<typeof readSide>>;

export interface PreviewTrialOptions
  extends Omit<Parameters<typeof readSide>[0], 'now'> {
  /** ISO 8601. */
  readonly now: string;
  /** What would hold; absent where nothing is tried. */
  readonly trial?: {
    /** The entity's annotations, by their names without prefix. */
    readonly settings: Readonly<Record<string, unknown>>;
    readonly policy: ResolvedPolicy;
    readonly entityScopes?: TriedBinding['entityScopes'];
  };
  /** How long a statement may take. */
  readonly statementMs?: number;
}

const STATEMENT_MS = 10_000;

// query_canceled, lock_not_available
const GIVEN_UP = ['57014', '55P03'];
const SERIALIZATION_FAILURE = '40001';

/**
 * What holds of a component and what would, by the code that derives and
 * calculates, in a transaction that is rolled back.
 *
 * It takes no turn in the queue of those who derive the entity, as it writes
 * none of their rows but the entity's pointer, and that at its end: a trial has a
 * policy version of its own, and so a derivation of its own.
 */
export async function previewTrial(
  options: PreviewTrialOptions,
): Promise<{ now: Side; then?: Side }> {
  try {
    return await previewOnce(options);
  } catch (error) {
    if (codeOf(error) !== SERIALIZATION_FAILURE) throw toBusy(error);
  }
  // The entity was derived meanwhile, which takes it a moment.
  try {
    return await previewOnce(options);
  } catch (error) {
    throw toBusy(error);
  }
}

async function previewOnce(
  options: PreviewTrialOptions,
): Promise<{ now: Side; then?: Side }> {
  const { trial, entityId, statementMs = STATEMENT_MS } = options;
  return rolledBack(options.knex, { statementMs }, async knex => {
    const now = await readSide({ ...options, knex });
    const entity = await readDeliveryEntity({ knex, entityId });
    if (!trial || !entity) return { now };
    if (trial.entityScopes) {
      const { entityScopes } = trial;
      await saveEntityScopes({ knex, entityIds: [entityId], entityScopes });
      await bindServices({ knex });
    }
    await deriveTrial({ ...trial, knex, entity });
    return { now, then: await readSide({ ...options, knex }) };
  });
}

async function deriveTrial(options: {
  knex: Knex.Transaction;
  entity: DeliveryEntity;
  settings: Readonly<Record<string, unknown>>;
  policy: ResolvedPolicy;
}): Promise<void> {
  const { knex, entity, settings, policy } = options;
  const derivationId = await openDerivation({
    ...policy,
    knex,
    entityId: entity.id,
    name: `trial ${randomUUID()}`,
  });
  const scopes = await readDeliveryScopes({ knex, entityId: entity.id });
  await deriveUnder({
    context: { knex, entity, scopes, policy, derivationId, isTrial: true },
    touchedFrom: -Infinity,
  });
  // Last, as the entity's row keeps others waiting from then on.
  await knex('entities')
    .where('id', entity.id)
    .update('settings', JSON.stringify(settings));
  await putInForce({ knex, entityId: entity.id, derivationId });
}

function toBusy(error: unknown): unknown {
  const code = codeOf(error);
  if (code === SERIALIZATION_FAILURE) {
    return new ServiceUnavailableError(
      'This component is being derived anew at the moment, so nothing was tried. Try again in a few seconds.',
    );
  }
  return GIVEN_UP.includes(code)
    ? new ServiceUnavailableError(
        'The preview took too long and was given up; nothing was changed. Try again when less is being collected.',
      )
    : error;
}

function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : '';
}
