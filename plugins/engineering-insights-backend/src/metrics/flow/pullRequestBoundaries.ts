import type {
  CommonTable,
  MetricScope,
} from '@sei-platform/plugin-engineering-insights-node';
import { isLeftOutAsBotSql } from '../cohortSql';
import { isReviewByOtherSql } from './isReviewByOtherSql';
import { mergedPullRequests } from './mergedPullRequests';

/**
 * The tables up to `bounded`: one row per entity and pull
 * request merged in its scope, with the boundaries of the phases.
 *
 * Reviews are those of someone else who is no machine, up to the merge. A
 * boundary that contradicts its neighbours is said to be out of order: the first
 * commit where it is later than what follows, being ready where it is later than
 * the first review.
 */
export function pullRequestBoundaries(
  scope: MetricScope,
): readonly CommonTable[] {
  return [
    ...mergedPullRequests(scope),
    {
      name: 'reviewed',
      sql: `
      select merged.entity_id,
             merged.calendar_id,
             merged.observation_key,
             merged.merged_at,
             ready.at as ready_at,
             ${isLeftOutAsBotSql(scope, 'merged.author_actor')}
               as is_left_out_as_bot,
             original.first_commit_at,
             review.first_at as first_review_at,
             review.approved_at,
             carrier.finished_at as deployed_at,
             coalesce(carrier.is_contributing, false) as is_contributing,
             coalesce(ready.at > review.first_at, false)
               or ready.at > merged.merged_at as is_ready_out_of_order
        from merged
        cross join lateral (
          select coalesce(merged.ready_for_review_at, merged.created_at) as at
        ) as ready
        cross join lateral (
          select min((commit ->> 'authoredAt')::timestamptz) as first_commit_at
            from jsonb_array_elements(
                   case jsonb_typeof(merged.commits)
                     when 'array' then merged.commits
                   end) as commit
        ) as original
        cross join lateral (
          select min(review.submitted_at) as first_at,
                 max(review.submitted_at)
                   filter (where review.state = 'approved') as approved_at
            from reviews as review
           where review.scope_id = merged.scope_id
             and review.pull_request_external_id = merged.external_id
             and review.submitted_at <= merged.merged_at
             and ${isReviewByOtherSql({
               review: 'review',
               author: 'merged.author_key',
             })}
        ) as review
        -- The limit keeps this a look-up by key, also where few rows are asked for.
        left join lateral (
          select finished_at, is_contributing
            from deployment_pull_requests
           where derivation_id = merged.derivation_id
             and pull_request_id = merged.id
           limit 1
        ) as carrier on true`,
    },
    {
      name: 'bounded',
      sql: `
      select reviewed.*,
             coalesce(reviewed.first_commit_at > least(
               case when not is_ready_out_of_order then reviewed.ready_at end,
               reviewed.first_review_at, reviewed.merged_at), false)
               as is_commit_out_of_order,
             coalesce(reviewed.deployed_at < reviewed.merged_at, false)
               as is_deployed_out_of_order
        from reviewed`,
    },
  ];
}
