import { randomUUID } from 'node:crypto';
import { ServiceUnavailableError } from '@backstage/errors';
import type { Knex } from 'knex';
import { bindServices } from '../database/operations/binding/bindServices';
import { saveEntityScopes } from '../database/operations/binding/saveEntityScopes';
import { holdEntity } from '../database/operations/delivery/holdEntity';
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

const QUERY_CANCELED = '57014';
const SERIALIZATION_FAILURE = '40001';
const TRIES = 3;

/**
 * What holds of a component and what would, by the code that derives and
 * calculates, in a transaction that is rolled back.
 *
 * A trial has a policy version and so a derivation of its own. Of what others
 * write it touches the entity's row alone, and holds it from the beginning:
 * whoever derives entities passes over one that is held, and comes back.
 */
export async function previewTrial(
  options: PreviewTrialOptions,
): Promise<{ now: Side; then?: Side }> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await previewOnce(options);
    } catch (error) {
      // The entity was derived while this waited for it, so it is to be read anew.
      const isOverrun = codeOf(error) === SERIALIZATION_FAILURE;
      if (!isOverrun || attempt === TRIES) throw toBusy(error);
    }
  }
}

async function previewOnce(
  options: PreviewTrialOptions,
): Promise<{ now: Side; then?: Side }> {
  const { trial, entityId, statementMs = STATEMENT_MS } = options;
  return rolledBack(options.knex, { statementMs }, async knex => {
    if (trial) await holdEntity({ knex, entityId });
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
  const context = {
    knex,
    entity,
    scopes,
    policy,
    derivationId,
    isTrial: true,
  };
  await deriveUnder({ context, touchedFrom: -Infinity });
  await knex('entities')
    .where('id', entity.id)
    .update('settings', JSON.stringify(settings));
  await putInForce(context);
}

function toBusy(error: unknown): unknown {
  const isBusy = [QUERY_CANCELED, SERIALIZATION_FAILURE].includes(
    codeOf(error),
  );
  return isBusy
    ? new ServiceUnavailableError(
        'The preview took too long and was given up, as the component is being derived or its database is busy; nothing was changed. Try again in a minute.',
      )
    : error;
}

function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : '';
}
