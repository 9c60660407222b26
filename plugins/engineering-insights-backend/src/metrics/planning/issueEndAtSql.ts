import { isDroppedSql } from './isDroppedSql';
import { hasStepsSql } from './issueSql';

const endSql = (status: string) =>
  `case when ${isDroppedSql(status)} then 'dropped' else 'done' end`;

/** The SQL text of how an issue had ended at an instant: done or dropped; null where it was open then. Reads `issue`. */
export function issueEndAtSql(instant: string): string {
  return `(case
            when ${hasStepsSql('issue.transitions')} then (
              select case when step ->> 'toCategory' = 'done'
                       then ${endSql("step ->> 'to'")} end
                from jsonb_array_elements(issue.transitions)
                     with ordinality as entry (step, no)
               where (step ->> 'at')::timestamptz <= ${instant}
               order by no desc
               limit 1)
            when issue.closed_at <= ${instant}
              then ${endSql('issue.source_status')}
          end)`;
}
