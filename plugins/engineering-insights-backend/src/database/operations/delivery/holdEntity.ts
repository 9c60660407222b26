import type { Knex } from 'knex';
import { prepared } from '../../prepared';

/** Waits until nobody else works on an entity, and keeps others from it until the transaction ends; foreign keys to it are left alone. */
export async function holdEntity(options: {
  knex: Knex.Transaction;
  entityId: number;
}): Promise<void> {
  const { knex, entityId } = options;
  await prepared(
    knex,
    'select e.id from entities as e where e.id = :entityId for no key update',
    { entityId },
  );
}
