import type {
  CommonTable,
  MetricScope,
} from '@sei-platform/plugin-engineering-insights-node';
import { isCandidateSql, isLeftOutAsBotSql } from '../cohortSql';
import { BOUND, touchesPathsSql } from './bound';
import { isReviewByOtherSql } from './isReviewByOtherSql';

/**
 * The tables up to `open_pull_request`: one row per entity, moment and pull
 * request that was open then, with the stage that it was in. A review that lets
 * it wait again, such as a change request, leaves it in review.
 */
export function openPullRequests(scope: MetricScope): readonly CommonTable[] {
  return [
    BOUND,
    {
      name: 'open_pull_request',
      sql: `
      select bound.entity_id,
             bound.calendar_id,
             bound.scope_id || ':' || pull_request.external_id
               as observation_key,
             moment.at,
             pull_request.created_at,
             case
               when coalesce(pull_request.ready_for_review_at > moment.at,
                      pull_request.is_draft, false) then 'draft'
               when review.last_state is null then 'waiting'
               when review.last_state = 'approved' then 'approved'
               else 'inReview'
             end as stage,
             ${isLeftOutAsBotSql(scope, 'pull_request.author_actor')}
               as is_left_out_as_bot
        from moment
        join bound
          on moment.at >= bound.from_at
         and moment.at < bound.to_at
        join pull_requests as pull_request
          on pull_request.scope_id = bound.scope_id
         and pull_request.created_at <= moment.at
         and coalesce(pull_request.merged_at, pull_request.closed_at,
               'infinity') > moment.at
         and (pull_request.state = 'open'
              or coalesce(pull_request.merged_at, pull_request.closed_at)
                 is not null)
         and pull_request.deleted_at is null
        cross join lateral (
          select (array_agg(review.state order by review.submitted_at desc,
                    review.external_id))[1] as last_state
            from reviews as review
           where review.scope_id = pull_request.scope_id
             and review.pull_request_external_id = pull_request.external_id
             and review.submitted_at <= moment.at
             and ${isReviewByOtherSql({
               review: 'review',
               author: 'pull_request.author_key',
             })}
        ) as review
       where ${isCandidateSql(scope, 'pull_request.author_actor')}
         and ${touchesPathsSql('pull_request.files')}`,
    },
  ];
}
