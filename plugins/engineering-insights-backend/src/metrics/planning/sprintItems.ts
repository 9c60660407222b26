import type {
  CommonTable,
  MetricScope,
} from '@sei-platform/plugin-engineering-insights-node';
import { isCandidateSql, isLeftOutAsBotSql } from '../cohortSql';
import { BOUND } from '../flow/bound';
import { issueEndAtSql } from './issueEndAtSql';
import {
  hasStepsSql,
  IS_ITEM_SQL,
  ISSUE_IDENTITY_SQL,
  ISSUE_KEY_SQL,
} from './issueSql';

/** When a sprint was closed; where a source only has its dates, when these are over. */
const ENDED_AT_SQL = `coalesce(sprint.completed_at,
               case when lower(sprint.state) not in ('active', 'future')
                 then sprint.end_at end)`;

/** Of a sprint that is known by days, planning is done on the first of them. */
const COMMITTED_AT_SQL = `case when sprint.state = 'dated'
               then sprint.start_at + interval '1 day'
               else sprint.start_at end`;

/** Whether an item was in its sprint at an instant: what the last change until then did. */
const isInAtSql = (instant: string) =>
  `coalesce((array_agg(change ->> 'action' order by no desc)
                   filter (where (change ->> 'at')::timestamptz
                     <= ${instant}))[1] = 'added', false)`;

/** The sprints of an entity that a condition on `ended_at`, `from_at` and `to_at` picks, once each, whichever of its scopes tell of them. */
function namedSprints(condition: string): CommonTable {
  return {
    name: 'named_sprint',
    sql: `
      select *
        from (
          select distinct on (bound.entity_id, place.source, place.origin,
                   sprint.external_id)
                 bound.entity_id,
                 bound.from_at,
                 bound.to_at,
                 place.source,
                 place.origin,
                 sprint.external_id,
                 min(bound.scope_id) over (partition by place.source,
                   place.origin, sprint.external_id)
                   || ':' || sprint.external_id as sprint_key,
                 sprint.name,
                 sprint.board,
                 sprint.url,
                 sprint.start_at,
                 sprint.end_at,
                 ${COMMITTED_AT_SQL} as committed_at,
                 ${ENDED_AT_SQL} as ended_at
            from bound
            join scopes as place on place.id = bound.scope_id
            join sprints as sprint
              on sprint.scope_id = bound.scope_id
             and sprint.deleted_at is null
           order by bound.entity_id, place.source, place.origin,
                    sprint.external_id, sprint.source_updated_at desc,
                    bound.scope_id
        ) as told
       where ${condition}`,
  };
}

/** The sprints that ended in the window. */
export const ENDED_IN_WINDOW = 'ended_at >= from_at and ended_at < to_at';

/**
 * The tables up to `sprint_item`: one row per entity, sprint and issue that was
 * ever in it, with how it stood at the sprint's start and at `seenAt`, by
 * default the sprint's end.
 */
export function sprintItems(
  scope: MetricScope,
  options: { readonly condition: string; readonly seenAt: string } = {
    condition: ENDED_IN_WINDOW,
    seenAt: 'sprint.ended_at',
  },
): readonly CommonTable[] {
  const { condition, seenAt } = options;
  return [
    BOUND,
    namedSprints(condition),
    {
      name: 'sprint_item',
      sql: `
      with told as materialized (
        select distinct on (${ISSUE_IDENTITY_SQL}, sprint.entity_id,
                 sprint.sprint_key)
               sprint.entity_id,
               sprint.sprint_key,
               sprint.external_id as sprint_id,
               sprint.committed_at,
               sprint.ended_at,
               ${ISSUE_KEY_SQL} as issue_key,
               issue.estimate,
               stay.is_in_at_start,
               stay.is_in_at_end,
               ${issueEndAtSql('sprint.committed_at')} as end_at_start,
               ${issueEndAtSql(seenAt)} as end_at_end,
               ${hasStepsSql('issue.transitions')}
                 or issue.status_category <> 'done'
                 or issue.closed_at is not null as is_end_known,
               ${isLeftOutAsBotSql(scope, 'issue.assignee_actor')}
                 as is_left_out_as_bot
          from named_sprint as sprint
          join bound on bound.entity_id = sprint.entity_id
          join scopes as place
            on place.id = bound.scope_id
           and place.source = sprint.source
           and place.origin = sprint.origin
          join issues as issue
            on issue.scope_id = bound.scope_id
           and jsonb_path_query_array(issue.sprint_changes, '$[*].sprintId')
               @> to_jsonb(array[sprint.external_id])
           and issue.deleted_at is null
          cross join lateral (
            select ${isInAtSql('sprint.committed_at')} as is_in_at_start,
                   ${isInAtSql(seenAt)} as is_in_at_end
              from jsonb_array_elements(issue.sprint_changes)
                   with ordinality as entry (change, no)
             where change ->> 'sprintId' = sprint.external_id
          ) as stay
         where ${isCandidateSql(scope, 'issue.assignee_actor')}
           and ${IS_ITEM_SQL}
         order by ${ISSUE_IDENTITY_SQL}, sprint.entity_id, sprint.sprint_key,
                  issue.source_updated_at desc, bound.scope_id
      )
      -- By itself, lest it be read again for each service of a group.
      select * from told`,
    },
  ];
}
