import type { Bench } from '../Bench';

/**
 * What is kept of what a source sent, per fact: how often an item changes, and
 * how many bytes it takes, as the GitHub connector stores it of the playground.
 */
const STORED = [
  { table: 'commits', stream: 'commits', times: 1, length: 750 },
  { table: 'pull_requests', stream: 'pull-requests', times: 2, length: 1_400 },
  { table: 'source_deployments', stream: 'deployments', times: 2, length: 560 },
  { table: 'pipeline_runs', stream: 'workflow-runs', times: 2, length: 480 },
] as const;

/** Deliveries per pull request: of itself, its reviews, pushes, runs and deployment. */
const DELIVERIES = 10;
/** Of the body of a delivery as it is stored. */
const DELIVERY_LENGTH = 4_500;

/** Months are dropped whole, so with a retention of 30 days the most that there is at once is this. */
const PAYLOAD_DAYS = 61;
const INBOX_DAYS = 30;

const textSql = (length: number) => `repeat('.', ${length})`;

/** Fills the payloads and the inbox as they are at the end of a month. */
export async function loadPayloads({ knex, now }: Bench): Promise<void> {
  // The lengths are those of what is stored, compressed where Postgres does; what is made up here is not to be compressed again.
  for (const table of ['payloads', 'payloads_default', 'webhook_deliveries']) {
    await knex.raw('alter table ?? alter column body set storage external', [
      table,
    ]);
  }
  for (const { table, stream, times, length } of STORED) {
    await knex.raw(
      `insert into payloads (
         scope_id, stream, external_id, observed_at, source_updated_at, body, body_hash
       )
       select fact.scope_id, '${stream}', fact.external_id,
              fact.source_updated_at, fact.source_updated_at,
              jsonb_build_object('body', ${textSql(length)}),
              encode(sha256((fact.id || '-' || stored.nth)::bytea), 'hex')
         from ${table} as fact
        cross join generate_series(1, ${times}) as stored (nth)
        where fact.source_updated_at > :now::timestamptz - interval '${PAYLOAD_DAYS} days'`,
      { now },
    );
  }
  await knex.raw(
    `insert into webhook_deliveries (
       source, origin, delivery_key, headers, body, received_at, processed_at
     )
     select 'github', 'https://github.com', fact.id || '-' || delivery.nth,
            jsonb_build_object('x-github-event', 'pull_request'),
            jsonb_build_object('body', ${textSql(DELIVERY_LENGTH)}),
            fact.source_updated_at, fact.source_updated_at
       from pull_requests as fact
      cross join generate_series(1, ${DELIVERIES}) as delivery (nth)
      where fact.source_updated_at > :now::timestamptz - interval '${INBOX_DAYS} days'`,
    { now },
  );
}
