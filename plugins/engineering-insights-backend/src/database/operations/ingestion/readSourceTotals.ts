import type { Knex } from 'knex';

export interface ListedBudget {
  readonly source: string;
  readonly origin: string;
  readonly credential: string;
  readonly limit: number;
  readonly remaining: number;
  readonly resetsAt: Date;
  /** Only scopes whose id begins so are read with it. */
  readonly scopePrefix: string | null;
}

/** How many webhooks of an origin were stored, wait, and named a scope that nobody reads. */
export interface WebhookTotals {
  readonly source: string;
  readonly origin: string;
  readonly receivedCount: number;
  readonly pendingCount: number;
  readonly unknownScopeCount: number;
}

/** Lists the rate limits as the sources last told them. */
export async function listBudgets(options: {
  readonly knex: Knex;
}): Promise<ListedBudget[]> {
  return options
    .knex('budgets')
    .orderBy(['source', 'origin', 'credential'])
    .select(
      'source',
      'origin',
      'credential',
      'limit',
      'remaining',
      'resets_at as resetsAt',
      'scope_prefix as scopePrefix',
    );
}

/** Adds up what arrived at the doors. */
export async function listWebhookTotals(options: {
  readonly knex: Knex;
}): Promise<WebhookTotals[]> {
  const { rows } = await options.knex.raw<{ rows: WebhookTotals[] }>(`
    with arrived as (
      select source, origin, 1 as received,
        case when processed_at is null then 1 else 0 end as pending,
        0 as unknown_scope
      from webhook_deliveries
      union all
      select source, origin, count, 0,
        case when reason = 'unknownScope' then count else 0 end
      from webhook_counters
      where reason <> 'badSignature'
    )
    select source, origin,
      cast(sum(received) as double precision) as "receivedCount",
      cast(sum(pending) as double precision) as "pendingCount",
      cast(sum(unknown_scope) as double precision) as "unknownScopeCount"
    from arrived
    group by source, origin`);
  return rows;
}

/** Counts the components, and those with at least one known DORA value. */
export async function countComponents(options: {
  readonly knex: Knex;
}): Promise<{ withMetricsCount: number; totalCount: number }> {
  const { rows } = await options.knex.raw<{
    rows: { withMetricsCount: number; totalCount: number }[];
  }>(`
    select
      cast(count(*) filter (where exists (
        select from current_values
        where current_values.entity_id = entities.id
          and current_values.metric_id like 'dora.%'
          and current_values.value is not null
      )) as integer) as "withMetricsCount",
      cast(count(*) as integer) as "totalCount"
    from entities
    where kind = 'component' and removed_at is null and not is_ignored`);
  return rows[0];
}
