import type { Knex } from 'knex';
import { prepared } from '../../prepared';

/** Makes a derivation the one whose rows count for its entity. */
export async function putInForce(options: {
  knex: Knex;
  entityId: number;
  derivationId: number;
}): Promise<void> {
  const { knex, entityId, derivationId } = options;
  await prepared(
    knex,
    'update derivations set in_force_from = now() where id = :derivationId',
    {
      derivationId,
    },
  );
  await prepared(
    knex,
    'update entities set derivation_id = :derivationId where id = :entityId',
    {
      derivationId,
      entityId,
    },
  );
}
