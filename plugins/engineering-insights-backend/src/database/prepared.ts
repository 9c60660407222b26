import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { currentQuestion } from './pools/asQuestion';

const names = new Map<string, string>();
let isPossible = true;

function nameOf(sql: string): string {
  const known = names.get(sql);
  if (known) return known;
  const hash = createHash('sha256').update(sql).digest('hex');
  const name = `engineering-insights-${hash.slice(0, 32)}`;
  names.set(sql, name);
  return name;
}

/**
 * A raw query whose text is parsed and planned once per connection, which for
 * a query of many tables and few rows is most of its time. The text must be one
 * of few: what differs from call to call stands in the bindings.
 */
export function prepared<TResult>(
  knex: Knex,
  sql: string,
  bindings: Readonly<Record<string, unknown>>,
): Knex.Raw<TResult> {
  const raw = knex.raw<TResult>(sql, bindings as never);
  return isPossible ? (raw.options({ name: nameOf(sql) }) as typeof raw) : raw;
}

// invalid_sql_statement_name, duplicate_prepared_statement
const LOST = ['26000', '42P05'];

/**
 * Whether an error says that the connection is not the one that a query was
 * prepared on, as behind a pooler that hands out another one for each
 * transaction. From then on nothing is prepared, so that another try succeeds.
 */
export function isPreparingRefused(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  const isRefused = typeof code === 'string' && LOST.includes(code);
  if (isRefused) isPossible = false;
  return isRefused;
}

/** A transaction with prepared queries, run once more without preparing where the connection turns out to refuse it. */
export async function preparedTransaction<T>(
  knex: Knex,
  run: (trx: Knex.Transaction) => Promise<T>,
  config?: Knex.TransactionConfig,
): Promise<T> {
  const limitMs = currentQuestion()?.limitMs;
  const runOnce = () =>
    knex.transaction(async trx => {
      const settings = [
        // All are look-ups by index, so that one plan serves whatever the values.
        ...(isPossible ? ['plan_cache_mode = force_generic_plan'] : []),
        // Also where the plugin itself is gone, and nobody cancels any more.
        ...(limitMs ? [`statement_timeout = ${Math.ceil(limitMs)}`] : []),
      ];
      if (settings.length > 0) {
        await trx.raw(settings.map(each => `set local ${each}`).join('; '));
      }
      return run(trx);
    }, config);
  try {
    return await runOnce();
  } catch (error) {
    if (isPreparingRefused(error)) return runOnce();
    throw error;
  }
}
