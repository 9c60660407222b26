import { ServiceUnavailableError } from '@backstage/errors';
import createKnex, { type Knex } from 'knex';
import { BoundedPool, type BoundedPoolOptions } from './BoundedPool';

/** With fewer connections there is nothing to divide. */
const LEAST_CONNECTIONS = 4;
/** Left to questions whatever is collected and calculated. */
const KEPT_FOR_QUESTIONS = 2;
const PATIENCE_MS = 10_000;

/** Two ways to one pool of connections, neither of which can take all of it. */
export interface SplitPool {
  /** For what callers ask. */
  readonly questions: Knex;
  /** For what is done without anyone asking: reading sources, deriving, calculating. */
  readonly work: Knex;
}

function busy(): Error {
  return new ServiceUnavailableError(
    'More is asked at the moment than can be answered. Ask again in a few seconds.',
  );
}

/** Cancels one after another, each over a connection of its own: the pool may be empty. */
function createCancel({ client }: Knex): (connection: object) => Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  return connection => {
    const next = last.then(() => client.cancelQuery(connection));
    last = next.catch(() => {});
    return next;
  };
}

/** Divides the pool, unless it is too small for that. */
export function splitPool(options: {
  readonly knex: Knex;
  /** Connections that questions hold at once; half of the pool where absent. */
  readonly questionsAtOnce?: number;
  /** How long a question waits for a connection. */
  readonly patienceMs?: number;
}): SplitPool {
  const { knex, questionsAtOnce, patienceMs = PATIENCE_MS } = options;
  const { pool } = knex.client;
  const size: number = pool?.max ?? 0;
  if (size < LEAST_CONNECTIONS) return { questions: knex, work: knex };
  const cancel = createCancel(knex);
  const boundTo = (
    atOnce: number,
    ends?: Pick<BoundedPoolOptions<object>, 'cancel' | 'patience'>,
  ) =>
    createKnex({
      client: 'pg',
      connectionPool: BoundedPool.create({ pool, atOnce, ...ends }),
      // It warns of whoever waits in vain, which is told to who asked.
      log: { warn: () => {} },
    });
  return {
    questions: boundTo(
      Math.min(questionsAtOnce ?? Math.floor(size / 2), size - 1),
      { cancel, patience: { ms: patienceMs, error: busy } },
    ),
    work: boundTo(size - KEPT_FOR_QUESTIONS),
  };
}
