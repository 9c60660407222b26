import type { Knex } from 'knex';
import { preparedTransaction } from './prepared';
import { TookTooLongError } from './TookTooLongError';

/** How a transaction ends whose every write is forgotten. */
class RollBack extends Error {}

const QUERY_CANCELED = '57014';
const AGAIN_MS = 250;

/**
 * Ends what a transaction is at when its time is over. A limit of Postgres's
 * own is of one statement, and many short ones take long as well.
 */
async function cancelAfter(options: {
  knex: Knex;
  trx: Knex.Transaction;
  limitMs: number;
}): Promise<{ isOver(): boolean; stop(): void }> {
  const { knex, trx, limitMs } = options;
  const { rows } = await trx.raw<{ rows: { pid: number; begunAt: string }[] }>(
    `select pg_backend_pid() as pid, now()::text as "begunAt"
       from set_config('statement_timeout', :limitMs::text, true)`,
    { limitMs },
  );
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  // Of this transaction, and not of a later one over the same connection.
  const cancel = () =>
    knex.raw(
      `select pg_cancel_backend(a.pid)
         from pg_stat_activity as a
        where a.pid = :pid and a.xact_start = :begunAt::timestamptz`,
      rows[0] as never,
    );
  const end = () => {
    isOver = true;
    // Where no connection is free for it, the limit of each statement is left.
    cancel().then(undefined, () => {});
    // Between two statements there was nothing to cancel.
    timer = setTimeout(end, AGAIN_MS);
  };
  timer = setTimeout(end, limitMs);
  return { isOver: () => isOver, stop: () => clearTimeout(timer) };
}

/**
 * Runs something that writes, as of one moment and over one connection, and
 * forgets all that it wrote. All of it takes `limitMs` at the most, waiting for
 * others included.
 *
 * @throws TookTooLongError
 */
export async function rolledBack<T>(
  knex: Knex,
  { limitMs }: { limitMs: number },
  run: (trx: Knex.Transaction) => Promise<T>,
): Promise<T> {
  let result: { readonly value: T } | undefined;
  try {
    await preparedTransaction(
      knex,
      async trx => {
        const limit = await cancelAfter({ knex, trx, limitMs });
        try {
          result = { value: await run(trx) };
        } finally {
          limit.stop();
        }
        if (limit.isOver()) throw new TookTooLongError(limitMs);
        throw new RollBack();
      },
      { isolationLevel: 'repeatable read' },
    );
  } catch (error) {
    const { code } = (error ?? {}) as { code?: unknown };
    if (code === QUERY_CANCELED) throw new TookTooLongError(limitMs);
    if (!(error instanceof RollBack)) throw error;
  }
  return result!.value;
}
