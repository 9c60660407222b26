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

export type StatusCategory = 'todo' | 'inProgress' | 'done';

/** A work item without saying who works on it. */
export interface IssueRow {
  readonly id: string;
  readonly repositoryId: string;
  readonly key: string;
  readonly title?: string;
  readonly type?:
    | 'feature'
    | 'defect'
    | 'incident'
    | 'maintenance'
    | 'subtask'
    | 'other';
  readonly sourceType?: string;
  readonly statusCategory?: StatusCategory;
  readonly sourceStatus?: string;
  readonly priority?: string;
  /** ISO 8601, as all that ends in At. */
  readonly createdAt: string;
  readonly closedAt?: string;
  /** In the source's unit, such as story points. */
  readonly estimate?: number;
  readonly labels: readonly string[];
  readonly components: readonly string[];
  readonly parentKey?: string;
  readonly transitions: readonly {
    readonly at: string;
    readonly from?: string | null;
    readonly to: string;
    readonly toCategory: StatusCategory;
  }[];
  readonly url?: string;
  /** It is assigned to who asks. */
  readonly isOwn: boolean;
}

/** The work items of some places that were made in a window, newest first. */
export async function listIssues(options: {
  readonly knex: Knex;
  readonly filter: FactFilter;
  readonly page: FactPageInput;
}): Promise<FactPage<IssueRow>> {
  const { knex, filter, page } = options;
  const { rows } = await knex.raw<{ rows: DbFactRow[] }>(
    `with found as (
       select f.id, f.created_at
       from issues as f
       where ${factFilterSql({
         at: 'created_at',
         person: 'assignee_key',
         filter,
       })}
     ),
     ${pageSql('created_at')}
     select
       ${pageColumns('created_at')},
       p.scope_id::text as "repositoryId",
       coalesce(p.key, p.external_id) as "key",
       p.title as "title",
       p.type as "type",
       p.source_type as "sourceType",
       p.status_category as "statusCategory",
       p.source_status as "sourceStatus",
       p.priority as "priority",
       p.created_at as "createdAt",
       p.closed_at as "closedAt",
       p.estimate as "estimate",
       coalesce(p.labels, '{}') as "labels",
       coalesce(p.components, '{}') as "components",
       p.parent_key as "parentKey",
       coalesce(p.transitions, '[]') as "transitions",
       p.url as "url",
       coalesce(p.assignee_key = any(cast(:ownKeys as text[])), false)
         as "isOwn"
     from counted as c
     left join (page as k join issues as p on p.id = k.id) on true
     order by p.created_at desc, p.id desc`,
    { ...factFilterBindings(filter), ...factPageBindings(page) } as never,
  );
  return toFactPage({ rows, limit: page.limit, toItem: tellKnown<IssueRow> });
}
