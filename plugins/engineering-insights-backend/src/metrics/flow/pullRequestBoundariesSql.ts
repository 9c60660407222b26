import type { MetricScope } from '@sei-platform/plugin-engineering-insights-node';
import { isCandidateSql, isLeftOutAsBotSql } from '../cohortSql';
import { globRegexSql } from './globRegexSql';

/**
 * The common table expressions up to `bounded`: one row per entity and pull
 * request merged in its scope, with the boundaries of the phases.
 *
 * A pull request with unknown files counts for every entity of its scope.
 * Reviews are those of someone else who is no machine, up to the merge. A
 * boundary that contradicts its neighbours is said to be out of order: the first
 * commit where it is later than what follows, being ready where it is later than
 * the first review.
 */
export function pullRequestBoundariesSql(scope: MetricScope): string {
  return `
    bound as (
      select scope.entity_id,
             scope.derivation_id,
             scope.from_at,
             scope.to_at,
             entity_scope.scope_id,
             bool_or(coalesce(cardinality(entity_scope.paths), 0) = 0)
               as has_all_paths,
             array_agg(${globRegexSql('path.glob')})
               filter (where path.glob is not null) as path_patterns
        from scope
        join entity_scopes as entity_scope
          on entity_scope.entity_id = scope.entity_id
        left join lateral unnest(entity_scope.paths) as path (glob) on true
       group by scope.entity_id, scope.derivation_id, scope.from_at,
                scope.to_at, entity_scope.scope_id
    ),
    merged as (
      select bound.entity_id,
             bound.derivation_id,
             pull_request.id,
             pull_request.scope_id,
             pull_request.external_id,
             pull_request.author_key,
             pull_request.merged_at,
             coalesce(pull_request.ready_for_review_at,
               pull_request.created_at) as ready_at,
             original.first_commit_at,
             ${isLeftOutAsBotSql(scope, 'pull_request.author_actor')}
               as is_left_out_as_bot
        from bound
        join pull_requests as pull_request
          on pull_request.scope_id = bound.scope_id
         and pull_request.merged_at is not null
         and pull_request.merged_at >= bound.from_at
         and pull_request.merged_at < bound.to_at
         and pull_request.deleted_at is null
        cross join lateral (
          select min((commit ->> 'authoredAt')::timestamptz) as first_commit_at
            from jsonb_array_elements(
                   case jsonb_typeof(pull_request.commits)
                     when 'array' then pull_request.commits
                   end) as commit
        ) as original
       where ${isCandidateSql(scope, 'pull_request.author_actor')}
         and (bound.has_all_paths
              or jsonb_typeof(pull_request.files) is distinct from 'array'
              or exists (
                select
                  from jsonb_array_elements(
                    case jsonb_typeof(pull_request.files)
                      when 'array' then pull_request.files
                    end) as file
                 where file ->> 'path' ~ any (bound.path_patterns)))
    ),
    reviewed as (
      select merged.*,
             review.first_at as first_review_at,
             review.approved_at,
             carrier.finished_at as deployed_at,
             coalesce(carrier.is_contributing, false) as is_contributing,
             coalesce(merged.ready_at > review.first_at, false)
               or merged.ready_at > merged.merged_at as is_ready_out_of_order
        from merged
        cross join lateral (
          select min(review.submitted_at) as first_at,
                 max(review.submitted_at)
                   filter (where review.state = 'approved') as approved_at
            from reviews as review
           where review.scope_id = merged.scope_id
             and review.pull_request_external_id = merged.external_id
             and review.deleted_at is null
             and review.submitted_at <= merged.merged_at
             and review.reviewer_key is distinct from merged.author_key
             and coalesce(review.reviewer_actor, 'unknown')
                 not in ('bot', 'agent')
        ) as review
        -- The limit keeps this a look-up by key, also where few rows are asked for.
        left join lateral (
          select finished_at, is_contributing
            from deployment_pull_requests
           where derivation_id = merged.derivation_id
             and pull_request_id = merged.id
           limit 1
        ) as carrier on true
    ),
    bounded as (
      select reviewed.*,
             reviewed.scope_id || ':' || reviewed.external_id
               as observation_key,
             coalesce(reviewed.first_commit_at > least(
               case when not is_ready_out_of_order then reviewed.ready_at end,
               reviewed.first_review_at, reviewed.merged_at), false)
               as is_commit_out_of_order,
             coalesce(reviewed.deployed_at < reviewed.merged_at, false)
               as is_deployed_out_of_order
        from reviewed
    )`;
}
