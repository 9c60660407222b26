import type { Knex } from 'knex';
import type { UnstoredReason } from './countWebhook';

/** What arrived at the door of one installation of a source. */
export interface WebhookSummary {
  readonly source: string;
  /** Empty where it is not known at which installation. */
  readonly origin: string;
  readonly storedCount: number;
  readonly pendingCount: number;
  readonly pendingSince: Date | null;
  readonly failedCount: number;
  readonly unstored: Readonly<Partial<Record<UnstoredReason, number>>>;
}

const SQL = `
  with stored as (
    select source, origin, count(*) as count
    from webhook_deliveries
    group by source, origin
  ),
  waiting as (
    select source, origin,
      count(*) filter (where due_at < 'infinity') as pending_count,
      min(received_at) filter (where due_at < 'infinity') as pending_since,
      count(*) filter (where due_at = 'infinity') as failed_count
    from webhook_deliveries
    where processed_at is null
    group by source, origin
  ),
  unstored as (
    select source, origin, jsonb_object_agg(reason, count) as counts
    from webhook_counters
    group by source, origin
  ),
  door as (
    select source, origin from stored
    union
    select source, origin from unstored
  )
  select
    source as "source",
    origin as "origin",
    coalesce(stored.count, 0)::integer as "storedCount",
    coalesce(waiting.pending_count, 0)::integer as "pendingCount",
    waiting.pending_since as "pendingSince",
    coalesce(waiting.failed_count, 0)::integer as "failedCount",
    coalesce(unstored.counts, '{}') as "unstored"
  from door
  left join stored using (source, origin)
  left join waiting using (source, origin)
  left join unstored using (source, origin)`;

/** Adds up the webhooks of each installation of a source. */
export async function summarizeWebhooks(options: {
  readonly knex: Knex;
}): Promise<readonly WebhookSummary[]> {
  const { rows } = await options.knex.raw<{ rows: WebhookSummary[] }>(SQL);
  return rows;
}
