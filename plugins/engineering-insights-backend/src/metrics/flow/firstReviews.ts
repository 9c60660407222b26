import type {
  CommonTable,
  MetricScope,
} from '@sei-platform/plugin-engineering-insights-node';
import { isCandidateSql, isLeftOutAsBotSql } from '../cohortSql';
import { BOUND, touchesPathsSql } from './bound';
import { isReviewByOtherSql } from './isReviewByOtherSql';

/**
 * The tables up to `first_review`: one row per entity and pull request that got
 * its first review by someone else who is no machine while the entity counts,
 * whatever became of it. A review after the merge or the closing is none.
 *
 * A draft that no source says to have been ready was not ready when it was
 * opened either: when it was is not known.
 */
export function firstReviews(scope: MetricScope): readonly CommonTable[] {
  return [
    BOUND,
    {
      name: 'first_review',
      sql: `
      select bound.entity_id,
             bound.calendar_id,
             bound.scope_id || ':' || pull_request.external_id
               as observation_key,
             review.submitted_at as first_review_at,
             coalesce(pull_request.ready_for_review_at,
               case when not coalesce(pull_request.is_draft, false)
                 then pull_request.created_at end) as ready_at,
             ${isLeftOutAsBotSql(scope, 'pull_request.author_actor')}
               as is_left_out_as_bot
        from bound
        join reviews as review
          on review.scope_id = bound.scope_id
         and review.submitted_at >= bound.from_at
         and review.submitted_at < bound.to_at
        join pull_requests as pull_request
          on pull_request.scope_id = review.scope_id
         and pull_request.external_id = review.pull_request_external_id
         and review.submitted_at <= coalesce(pull_request.merged_at,
               pull_request.closed_at, 'infinity')
         and ${isReviewByOtherSql({
           review: 'review',
           author: 'pull_request.author_key',
         })}
         and pull_request.deleted_at is null
       where ${isCandidateSql(scope, 'pull_request.author_actor')}
         and ${touchesPathsSql('pull_request.files')}
         and not exists (
           select
             from reviews as earlier
            where earlier.scope_id = pull_request.scope_id
              and earlier.pull_request_external_id = pull_request.external_id
              and (earlier.submitted_at, earlier.external_id)
                  < (review.submitted_at, review.external_id)
              and ${isReviewByOtherSql({
                review: 'earlier',
                author: 'pull_request.author_key',
              })}
         )`,
    },
  ];
}
