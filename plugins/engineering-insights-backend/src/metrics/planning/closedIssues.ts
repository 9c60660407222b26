import type {
  CommonTable,
  MetricScope,
} from '@sei-platform/plugin-engineering-insights-node';
import { isCandidateSql, isLeftOutAsBotSql } from '../cohortSql';
import { BOUND } from '../flow/bound';
import { isDroppedSql } from './isDroppedSql';
import { IS_ITEM_SQL, ISSUE_IDENTITY_SQL, ISSUE_KEY_SQL } from './issueSql';

/**
 * The tables up to `closed_issue`: one row per entity and issue that was last
 * closed in the window, and is closed still, with the reason that leaves it out
 * of whatever is measured. Of copies through several scopes the newest is taken.
 */
export function closedIssues(scope: MetricScope): readonly CommonTable[] {
  return [
    BOUND,
    {
      name: 'closed_issue',
      sql: `
      with told as materialized (
        select distinct on (${ISSUE_IDENTITY_SQL}, bound.entity_id)
               bound.entity_id,
               bound.calendar_id,
               ${ISSUE_KEY_SQL} as observation_key,
               issue.id as issue_id,
               issue.created_at,
               issue.closed_at,
               issue.type,
               issue.priority,
               issue.labels,
               case
                 when ${isLeftOutAsBotSql(scope, 'issue.assignee_actor')}
                   then 'bot'
                 when ${isDroppedSql('issue.source_status')} then 'notDone'
               end as left_out_reason
          from bound
          cross join lateral (
            select issue.*
              from issues as issue
             where issue.scope_id = bound.scope_id
               and coalesce(issue.closed_at, 'infinity'::timestamptz)
                   >= bound.from_at
               and coalesce(issue.closed_at, 'infinity'::timestamptz)
                   < bound.to_at
               and issue.status_category = 'done'
               and issue.deleted_at is null
               and ${isCandidateSql(scope, 'issue.assignee_actor')}
               and ${IS_ITEM_SQL}
            -- Scope by scope, lest all issues there are be read.
            offset 0
          ) as issue
         order by ${ISSUE_IDENTITY_SQL}, bound.entity_id,
                  issue.source_updated_at desc, bound.scope_id
      )
      -- By itself, lest it be read again for each service of a group.
      select * from told`,
    },
  ];
}
