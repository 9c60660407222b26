import type { Actor } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { tellKnown } from './tellKnown';

/** A submitted verdict without saying whose it is. */
export interface ReviewRow {
  readonly id: string;
  readonly pullRequestId: string;
  readonly state?: 'approved' | 'changesRequested' | 'commented' | 'dismissed';
  /** ISO 8601. */
  readonly submittedAt?: string;
  readonly commentCount?: number;
  readonly reviewerKind: Actor;
  /** Who asks submitted it. */
  readonly isOwn: boolean;
}

/** The reviews of some pull requests, where these are of some places or one's own; oldest first, and of each so many at most. */
export async function listReviews(options: {
  readonly knex: Knex;
  readonly pullRequestIds: readonly string[];
  readonly scopeIds: readonly number[];
  readonly ownKeys: readonly string[];
  readonly limit: number;
}): Promise<readonly ReviewRow[]> {
  const { knex, pullRequestIds, scopeIds, ownKeys, limit } = options;
  const { rows } = await knex.raw<{ rows: object[] }>(
    `with numbered as (
       select
         r.*,
         p.id as pull_request_id,
         row_number() over (
           partition by p.id order by r.submitted_at, r.id
         ) as place
       from pull_requests as p
       join reviews as r
         on r.scope_id = p.scope_id
         and r.pull_request_external_id = p.external_id
         and r.deleted_at is null
       where p.id = any(cast(:pullRequestIds as bigint[]))
         and (
           p.scope_id = any(cast(:scopeIds as integer[]))
           or p.author_key = any(cast(:ownKeys as text[]))
         )
         and p.deleted_at is null
     )
     select
       n.id::text as "id",
       n.pull_request_id::text as "pullRequestId",
       n.state as "state",
       n.submitted_at as "submittedAt",
       n.comment_count as "commentCount",
       coalesce(n.reviewer_actor, 'unknown') as "reviewerKind",
       coalesce(n.reviewer_key = any(cast(:ownKeys as text[])), false)
         as "isOwn"
     from numbered as n
     where n.place <= :limit
     order by n.pull_request_id, n.place`,
    {
      pullRequestIds: [...pullRequestIds],
      scopeIds: [...scopeIds],
      ownKeys: [...ownKeys],
      limit,
    } as never,
  );
  return rows.map(row => tellKnown<ReviewRow>(row));
}
