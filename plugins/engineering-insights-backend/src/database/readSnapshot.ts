import type { Knex } from 'knex';
import { preparedTransaction } from './prepared';

/**
 * Reads with several queries as of one moment, so that no answer mixes what was
 * before and after a change; over one connection, however many queries.
 */
export async function readSnapshot<T>(
  knex: Knex,
  read: (snapshot: Knex) => Promise<T>,
): Promise<T> {
  return preparedTransaction(knex, read, {
    isolationLevel: 'repeatable read',
    readOnly: true,
  });
}
