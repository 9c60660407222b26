import type {
  CommonTable,
  MetricScope,
} from '@sei-platform/plugin-engineering-insights-node';
import { issueStates } from './issueStates';

/**
 * The tables up to `issue_in_progress`: one row per entity, moment and issue
 * that was in progress then, or may have been, with the reason that leaves it out.
 */
export function issuesInProgress(scope: MetricScope): readonly CommonTable[] {
  return [
    ...issueStates(scope),
    {
      name: 'issue_in_progress',
      sql: `
      select issue_state.*,
             case
               when is_left_out_as_bot then 'bot'
               when category = 'todo' then 'timeUnknown'
             end as left_out_reason
        from issue_state
       where category = 'inProgress'
          or (category = 'todo'
              and not (is_state_known and is_progress_told))`,
    },
  ];
}

/** In words, what is left out of what is in progress. */
export const IN_PROGRESS_EXCLUDES = [
  'Open issues of trackers and projects that never told of progress, such as those of GitHub and GitLab',
  'Issues that are in progress now and of which the history of the status is not known',
] as const;
