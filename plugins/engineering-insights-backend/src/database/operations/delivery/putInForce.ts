import type { Knex } from 'knex';

/** Makes a derivation the one whose rows count for its entity. */
export async function putInForce(options: {
  knex: Knex;
  entityId: number;
  derivationId: number;
}): Promise<void> {
  const { knex, entityId, derivationId } = options;
  await knex.raw(
    'update derivations set in_force_from = now() where id = :derivationId',
    {
      derivationId,
    },
  );
  await knex.raw(
    'update entities set derivation_id = :derivationId where id = :entityId',
    {
      derivationId,
      entityId,
    },
  );
}
