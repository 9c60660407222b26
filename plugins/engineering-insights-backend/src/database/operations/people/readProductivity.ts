import type { MetricWindow } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';

/** What some accounts of one person did in a window. */
export interface ProductivityRow {
  readonly commitCount: number;
  readonly openedPullRequestCount: number;
  readonly mergedPullRequestCount: number;
  readonly reviewCount: number;
  /** From opening to merging; null where none was merged. */
  readonly medianMergeSeconds: number | null;
}

/** Only for that person. */
export async function readProductivity(options: {
  readonly knex: Knex;
  readonly personKeys: readonly string[];
  /** Only what they did in these places. */
  readonly scopeIds: readonly number[];
  readonly window: MetricWindow;
}): Promise<ProductivityRow> {
  const { knex, personKeys, scopeIds, window } = options;
  const { rows } = await knex.raw<{ rows: ProductivityRow[] }>(
    `with pull_request as (
       select p.created_at, p.merged_at
       from pull_requests as p
       where p.author_key = any(cast(:personKeys as text[]))
         and p.scope_id = any(cast(:scopeIds as integer[]))
         and p.deleted_at is null
     ),
     merged as (
       select extract(epoch from p.merged_at - p.created_at) as seconds
       from pull_request as p
       where p.merged_at >= cast(:fromAt as timestamptz)
         and p.merged_at < cast(:toAt as timestamptz)
     )
     select
       (
         -- A commit that several repositories hold is one.
         select count(distinct c.external_id)::integer
         from commits as c
         where c.author_key = any(cast(:personKeys as text[]))
           and c.scope_id = any(cast(:scopeIds as integer[]))
           and c.deleted_at is null
           and c.authored_at >= cast(:fromAt as timestamptz)
           and c.authored_at < cast(:toAt as timestamptz)
       ) as "commitCount",
       (
         select count(*)::integer
         from pull_request as p
         where p.created_at >= cast(:fromAt as timestamptz)
           and p.created_at < cast(:toAt as timestamptz)
       ) as "openedPullRequestCount",
       (select count(*)::integer from merged) as "mergedPullRequestCount",
       (
         select count(*)::integer
         from reviews as r
         where r.reviewer_key = any(cast(:personKeys as text[]))
           and r.scope_id = any(cast(:scopeIds as integer[]))
           and r.deleted_at is null
           and r.submitted_at >= cast(:fromAt as timestamptz)
           and r.submitted_at < cast(:toAt as timestamptz)
       ) as "reviewCount",
       (
         select percentile_cont(0.5) within group (order by m.seconds)
         from merged as m
       ) as "medianMergeSeconds"`,
    {
      personKeys: [...personKeys],
      scopeIds: [...scopeIds],
      fromAt: window.from,
      toAt: window.to,
    } as never,
  );
  return rows[0];
}
