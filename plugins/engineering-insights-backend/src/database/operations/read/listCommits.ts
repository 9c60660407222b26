import type { Actor } from '@sei-platform/plugin-engineering-insights-common';
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

/** A commit without saying who made it. */
export interface CommitRow {
  readonly id: string;
  readonly repositoryId: string;
  readonly sha: string;
  readonly parents: readonly string[];
  /** ISO 8601. */
  readonly authoredAt: string;
  /** ISO 8601. */
  readonly committedAt?: string;
  readonly title?: string;
  readonly additions?: number;
  readonly deletions?: number;
  readonly changedFileCount?: number;
  readonly isOnDefaultBranch?: boolean;
  readonly url?: string;
  readonly authorKind: Actor;
  /** Who asks made it. */
  readonly isOwn: boolean;
}

/** The commits of some places that were authored in a window, newest first. */
export async function listCommits(options: {
  readonly knex: Knex;
  readonly filter: FactFilter;
  readonly page: FactPageInput;
}): Promise<FactPage<CommitRow>> {
  const { knex, filter, page } = options;
  const { rows } = await knex.raw<{ rows: DbFactRow[] }>(
    `with found as (
       select f.id, f.authored_at
       from commits as f
       where ${factFilterSql({
         at: 'authored_at',
         person: 'author_key',
         filter,
       })}
     ),
     ${pageSql('authored_at')}
     select
       ${pageColumns('authored_at')},
       p.scope_id::text as "repositoryId",
       p.external_id as "sha",
       coalesce(p.parents, '{}') as "parents",
       p.authored_at as "authoredAt",
       p.committed_at as "committedAt",
       p.title as "title",
       p.additions as "additions",
       p.deletions as "deletions",
       jsonb_array_length(p.files) as "changedFileCount",
       p.is_on_default_branch as "isOnDefaultBranch",
       p.url as "url",
       coalesce(p.author_actor, 'unknown') as "authorKind",
       coalesce(p.author_key = any(cast(:ownKeys as text[])), false) as "isOwn"
     from counted as c
     left join (page as k join commits as p on p.id = k.id) on true
     order by p.authored_at desc, p.id desc`,
    { ...factFilterBindings(filter), ...factPageBindings(page) } as never,
  );
  return toFactPage({ rows, limit: page.limit, toItem: tellKnown<CommitRow> });
}
