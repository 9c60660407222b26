import type {
  CommonTable,
  MetricScope,
} from '@sei-platform/plugin-engineering-insights-node';
import { isCandidateSql } from '../cohortSql';
import { BOUND, touchesPathsSql } from './bound';

/** The tables up to `merged`: one row per entity and pull request merged in its scopes and paths while it counts. */
export function mergedPullRequests(scope: MetricScope): readonly CommonTable[] {
  return [
    BOUND,
    {
      name: 'merged',
      sql: `
      select bound.entity_id,
             bound.derivation_id,
             bound.calendar_id,
             bound.scope_id || ':' || pull_request.external_id
               as observation_key,
             pull_request.id,
             pull_request.scope_id,
             pull_request.external_id,
             pull_request.author_key,
             pull_request.author_actor,
             pull_request.created_at,
             pull_request.ready_for_review_at,
             pull_request.merged_at,
             pull_request.commits,
             pull_request.additions,
             pull_request.deletions
        from bound
        join pull_requests as pull_request
          on pull_request.scope_id = bound.scope_id
         and pull_request.merged_at is not null
         and pull_request.merged_at >= bound.from_at
         and pull_request.merged_at < bound.to_at
         and pull_request.deleted_at is null
       where ${isCandidateSql(scope, 'pull_request.author_actor')}
         and ${touchesPathsSql('pull_request.files')}`,
    },
  ];
}
