import type {
  CommonTable,
  MetricScope,
} from '@sei-platform/plugin-engineering-insights-node';
import { closedIssues } from './closedIssues';
import { hasStepsSql } from './issueSql';
import { startedAtSql } from './startedAtSql';

/**
 * The tables up to `started_issue`: the closed issues with the time at which
 * each was first in progress, or the reason why that says nothing.
 */
export function startedIssues(scope: MetricScope): readonly CommonTable[] {
  return [
    ...closedIssues(scope),
    {
      name: 'started_issue',
      sql: `
      with told as materialized (
        select closed_issue.*,
               issue.transitions,
               work.started_at,
               case
                 when left_out_reason is not null then left_out_reason
                 when not ${hasStepsSql('issue.transitions')} then 'timeUnknown'
                 when work.started_at is null then 'notStarted'
                 when work.started_at > closed_issue.closed_at
                   then 'boundaryOutOfOrder'
               end as no_time_reason
          from closed_issue
          join issues as issue on issue.id = closed_issue.issue_id
          cross join lateral (
            select ${startedAtSql('issue.transitions')} as started_at
          ) as work
      )
      -- By itself, lest it be read again for each service of a group.
      select * from told`,
    },
  ];
}
