import type {
  CommonTable,
  MetricScope,
} from '@sei-platform/plugin-engineering-insights-node';
import { isCandidateSql, isLeftOutAsBotSql } from '../cohortSql';
import { BOUND } from '../flow/bound';
import { isDroppedSql } from './isDroppedSql';
import {
  hasStepsSql,
  IS_ITEM_SQL,
  ISSUE_IDENTITY_SQL,
  ISSUE_KEY_SQL,
} from './issueSql';

/** For so many days before a moment what was done counts as done in the cumulative flow. */
export const DONE_DAYS = 90;

/**
 * Some issue of the scope was ever in progress. Where none was, the source may
 * know only open and closed, so that nothing is known of what is in progress.
 */
const IS_PROGRESS_TOLD_SQL = `exists (
               select from issues as begun
                where begun.scope_id = bound.scope_id
                  and begun.transitions @> '[{"toCategory": "inProgress"}]')`;

function trackedIssues(scope: MetricScope): CommonTable {
  return {
    name: 'tracked_issue',
    sql: `
      with told as materialized (
        select distinct on (${ISSUE_IDENTITY_SQL}, bound.entity_id)
               bound.entity_id,
               bound.calendar_id,
               bound.from_at as counts_from,
               bound.to_at as counts_to,
               edge.first_at,
               edge.last_at,
               ${ISSUE_KEY_SQL} as observation_key,
               issue.id as issue_id,
               bound.is_progress_told,
               ${isLeftOutAsBotSql(scope, 'issue.assignee_actor')}
                 as is_left_out_as_bot
          from (
            select bound.*, ${IS_PROGRESS_TOLD_SQL} as is_progress_told
              from bound
          ) as bound
          cross join (
            select min(at) as first_at, max(at) as last_at from moment
          ) as edge
          cross join lateral (
            select issue.*
              from issues as issue
             where issue.scope_id = bound.scope_id
               and coalesce(issue.closed_at, 'infinity'::timestamptz)
                   > edge.first_at - interval '${DONE_DAYS} days'
               and issue.created_at <= edge.last_at
               and issue.deleted_at is null
               and ${isCandidateSql(scope, 'issue.assignee_actor')}
               and ${IS_ITEM_SQL}
            -- Scope by scope, lest all issues there are be read.
            offset 0
          ) as issue
         order by ${ISSUE_IDENTITY_SQL}, bound.entity_id,
                  issue.source_updated_at desc, bound.scope_id
      )
      select told.*,
             issue.created_at,
             issue.closed_at,
             issue.source_status,
             case when ${hasStepsSql('issue.transitions')}
               then issue.transitions end as steps,
             ${hasStepsSql('issue.transitions')}
               or issue.status_category = 'todo'
               or issue.closed_at is not null as is_state_known
        from told
        join issues as issue on issue.id = told.issue_id`,
  };
}

/** From its creation until it became something else; then each of its steps; and closed, where no step says so. */
const SPANS_SQL = `
          select 'todo' as category,
                 created_at as from_at,
                 coalesce((steps -> 0 ->> 'at')::timestamptz, closed_at,
                   'infinity') as to_at,
                 null as status
           union all
          select step ->> 'toCategory',
                 (step ->> 'at')::timestamptz,
                 coalesce((steps -> no::int ->> 'at')::timestamptz,
                   case when step ->> 'toCategory' <> 'done'
                     then closed_at end,
                   'infinity'),
                 step ->> 'to'
            from jsonb_array_elements(steps)
                 with ordinality as entry (step, no)
           union all
          select 'done',
                 greatest(closed_at, (steps -> -1 ->> 'at')::timestamptz),
                 'infinity',
                 source_status
           where closed_at is not null
             and steps -> -1 ->> 'toCategory' is distinct from 'done'`;

/**
 * The tables up to `issue_state`: one row per entity, moment and issue that
 * existed then, with the category of its status at that moment, whatever it is
 * today. What was done long before is left out.
 */
export function issueStates(scope: MetricScope): readonly CommonTable[] {
  return [
    BOUND,
    trackedIssues(scope),
    {
      name: 'issue_state',
      sql: `
      with placed as materialized (
        select tracked_issue.entity_id,
               tracked_issue.calendar_id,
               tracked_issue.observation_key,
               tracked_issue.issue_id,
               tracked_issue.is_state_known,
               tracked_issue.is_progress_told,
               tracked_issue.is_left_out_as_bot,
               span.category,
               ${isDroppedSql('span.status')} as is_dropped,
               moment.at
          from tracked_issue
          cross join lateral (${SPANS_SQL}
          ) as span
          join moment
            on moment.at >= span.from_at
           and moment.at < span.to_at
           and moment.at >= tracked_issue.counts_from
           and moment.at < tracked_issue.counts_to
           and (span.category <> 'done'
                or least(span.from_at, tracked_issue.closed_at)
                   > moment.at - interval '${DONE_DAYS} days')
         where span.to_at > tracked_issue.first_at
           and span.from_at <= tracked_issue.last_at
      )
      -- By itself, lest it be read again for each service of a group.
      select * from placed`,
    },
  ];
}
