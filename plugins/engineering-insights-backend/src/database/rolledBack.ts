import type { Knex } from 'knex';
import { preparedTransaction } from './prepared';

/** How a transaction ends whose every write is forgotten. */
class RollBack extends Error {}

/**
 * Runs something that writes, as of one moment and over one connection, and
 * forgets all that it wrote. No statement takes longer than `statementMs`,
 * waiting for others included.
 */
export async function rolledBack<T>(
  knex: Knex,
  options: { statementMs: number },
  run: (trx: Knex.Transaction) => Promise<T>,
): Promise<T> {
  let result: { readonly value: T } | undefined;
  try {
    await preparedTransaction(
      knex,
      async trx => {
        await trx.raw(
          `select set_config('statement_timeout', :statementMs::text, true)`,
          { statementMs: options.statementMs },
        );
        result = { value: await run(trx) };
        throw new RollBack();
      },
      { isolationLevel: 'repeatable read' },
    );
  } catch (error) {
    if (!(error instanceof RollBack)) throw error;
  }
  return result!.value;
}
