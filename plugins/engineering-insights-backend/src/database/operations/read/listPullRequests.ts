import type { PullRequestDetails } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import {
  factFilterBindings,
  factFilterSql,
  type FactFilter,
} from './FactFilter';
import {
  type DbFactRow,
  type FactPage,
  factPageBindings,
  type FactPageInput,
  pageColumns,
  pageSql,
  toFactPage,
} from './FactPage';
import { tellKnown } from './tellKnown';

/** A pull request as it is told, and to whom. */
export interface PullRequestRow extends PullRequestDetails {
  /** Who asks opened it. */
  readonly isOwn: boolean;
}

/** The pull requests of some places that were opened in a window, newest first. */
export async function listPullRequests(options: {
  readonly knex: Knex;
  readonly filter: FactFilter;
  readonly page: FactPageInput;
}): Promise<FactPage<PullRequestRow>> {
  const { knex, filter, page } = options;
  const { rows } = await knex.raw<{ rows: DbFactRow[] }>(
    `with found as (
       select f.id, f.created_at
       from pull_requests as f
       where ${factFilterSql({
         at: 'created_at',
         person: 'author_key',
         filter,
       })}
     ),
     ${pageSql('created_at')}
     select
       ${pageColumns('created_at')},
       p.scope_id::text as "repositoryId",
       p.number as "number",
       p.title as "title",
       p.state as "state",
       p.is_draft as "isDraft",
       p.created_at as "createdAt",
       p.ready_for_review_at as "readyForReviewAt",
       p.merged_at as "mergedAt",
       p.closed_at as "closedAt",
       p.merge_commit_sha as "mergeCommitSha",
       p.head_sha as "headSha",
       p.base_branch as "baseBranch",
       coalesce(p.commits, '[]') as "commits",
       p.additions as "additions",
       p.deletions as "deletions",
       p.changed_file_count as "changedFileCount",
       coalesce(p.labels, '{}') as "labels",
       coalesce(p.issue_keys, '{}') as "issueKeys",
       p.url as "url",
       coalesce(p.author_actor, 'unknown') as "authorKind",
       coalesce(p.author_key = any(cast(:ownKeys as text[])), false) as "isOwn"
     from counted as c
     left join (page as k join pull_requests as p on p.id = k.id) on true
     order by p.created_at desc, p.id desc`,
    { ...factFilterBindings(filter), ...factPageBindings(page) } as never,
  );
  return toFactPage({
    rows,
    limit: page.limit,
    toItem: tellKnown<PullRequestRow>,
  });
}
