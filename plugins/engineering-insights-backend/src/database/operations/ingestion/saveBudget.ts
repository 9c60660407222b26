import type { Knex } from 'knex';
import type { Budget } from '@sei-platform/plugin-engineering-insights-node';

/**
 * Stores the rate limit of a credential as the source last told it. Answers to
 * requests that were under way together come in any order, so of one period the
 * lowest counts.
 */
export async function saveBudget(options: {
  readonly knex: Knex;
  readonly source: string;
  readonly origin: string;
  readonly budget: Budget;
}): Promise<void> {
  const { knex, source, origin, budget } = options;
  await knex('budgets')
    .insert({
      source,
      origin,
      credential: budget.credential,
      limit: budget.limit,
      remaining: budget.remaining,
      resets_at: budget.resetsAt,
      scope_prefix: budget.scopePrefix ?? null,
    })
    .onConflict(['source', 'origin', 'credential'])
    .merge({
      limit: budget.limit,
      remaining: knex.raw(`
        case when budgets.resets_at = excluded.resets_at
          then least(budgets.remaining, excluded.remaining)
          else excluded.remaining
        end`),
      resets_at: budget.resetsAt,
      scope_prefix: budget.scopePrefix ?? null,
    });
}
