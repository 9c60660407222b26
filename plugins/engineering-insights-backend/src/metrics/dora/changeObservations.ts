import type {
  MetricScope,
  ObservationQuery,
} from '@sei-platform/plugin-engineering-insights-node';
import { isCandidateSql, isLeftOutAsBotSql } from '../cohortSql';
import { BRINGER_SQL, CHANGE_START_SQL } from './changeStartSql';

/** The claims up to the end of a window. */
const CLAIMED_UNTIL_SQL = `
        from scope
        join deployment_commits as change
          on change.derivation_id = scope.derivation_id
         and change.finished_at < scope.to_at`;

/** The claims of a window. */
const CLAIMED_SQL = `${CLAIMED_UNTIL_SQL}
         and change.finished_at >= scope.from_at`;

/** Rollouts that brought no commit at all stand for their unknown changes. */
const WITHOUT_CHANGE_SQL = `
      select scope.entity_id,
             rollout.rollout_key as observation_key,
             rollout.finished_at as observed_at,
             null::double precision as value,
             rollout.no_change_reason as excluded_reason
        from scope
        join rollouts as rollout
          on rollout.derivation_id = scope.derivation_id
         and rollout.finished_at >= scope.from_at
         and rollout.finished_at < scope.to_at
       where rollout.no_change_reason in
             ('noRevision', 'unresolvedRevision', 'revisionAlreadyDeployed')`;

/** Every commit since it was written, from the claims alone. */
function commitsSql(scope: MetricScope): string {
  return `
      select scope.entity_id,
             change.scope_id || ':' || change.sha as observation_key,
             change.finished_at as observed_at,
             extract(epoch from change.finished_at - change.started_at)
               ::double precision as value,
             case
               when change.excluded_reason is not null
                 then change.excluded_reason
               when ${isLeftOutAsBotSql(scope, 'change.actor')} then 'bot'
             end as excluded_reason${CLAIMED_SQL}
       where ${isCandidateSql(scope, 'change.actor')}`;
}

/** Every commit since another start than its writing. */
function startedCommitsSql(scope: MetricScope): string {
  const start = CHANGE_START_SQL[scope.start ?? 'authored'];
  return `
      select scope.entity_id,
             change.scope_id || ':' || change.sha as observation_key,
             change.finished_at as observed_at,
             case when start.at <= change.finished_at
               then extract(epoch from change.finished_at - start.at)
                 ::double precision end as value,
             case
               when start.reason is not null then start.reason
               when ${isLeftOutAsBotSql(scope, 'change.actor')} then 'bot'
               when ${start.isOfPullRequest} and pull_request.id is null
                 then 'noPullRequest'
               when start.at is null then 'timeUnknown'
               when start.at > change.finished_at then 'startsAfterFinish'
             end as excluded_reason${CLAIMED_SQL}${BRINGER_SQL}${start.joins}
        cross join lateral (
          select ${start.at} as at, ${start.reason} as reason
        ) as start
       where ${isCandidateSql(scope, 'change.actor')}`;
}

/**
 * Every pull request that first reached production in a window, since the earliest
 * start of its commits that count and came then, or since it was opened or merged.
 * It counts where one of these commits does, and its author decides whose work it
 * is. What came with a later rollout tells nothing of it, so that it is there once,
 * whatever the window. A commit without one is left out.
 */
function pullRequestsSql(scope: MetricScope): string {
  const start = CHANGE_START_SQL[scope.start ?? 'authored'];
  return `
      select brought.entity_id,
             brought.scope_id || ':' || brought.external_id as observation_key,
             brought.finished_at as observed_at,
             case when not is_without and not is_unknown
                    and brought.started_at <= brought.finished_at
               then extract(epoch from brought.finished_at - brought.started_at)
                 ::double precision end as value,
             case
               when not is_counted then brought.reason
               when ${isLeftOutAsBotSql(scope, 'brought.actor')} then 'bot'
               when is_without then 'noPullRequest'
               when is_unknown then 'timeUnknown'
               when brought.started_at > brought.finished_at
                 then 'startsAfterFinish'
             end as excluded_reason
        from (
          select claimed.entity_id,
                 claimed.scope_id,
                 claimed.external_id,
                 claimed.is_without,
                 claimed.actor,
                 min(claimed.finished_at) as finished_at,
                 min(claimed.started_at) filter (where claimed.reason is null)
                   as started_at,
                 bool_or(claimed.reason is null) as is_counted,
                 bool_or(claimed.reason is null and claimed.started_at is null)
                   as is_unknown,
                 -- What stands for other commits says least of why none counts.
                 (array_agg(claimed.reason order by claimed.reason in
                   ('mergeCommit', 'squashCommit', 'rebasedCopy'),
                   claimed.reason))[1] as reason
            from (
              select scope.entity_id,
                     change.scope_id,
                     coalesce(pull_request.external_id, change.sha)
                       as external_id,
                     pull_request.id is null as is_without,
                     case when pull_request.id is null then change.actor
                       else pull_request.author_actor end as actor,
                     scope.from_at,
                     change.finished_at,
                     min(change.finished_at) over (
                       partition by scope.entity_id, change.scope_id,
                         coalesce(pull_request.external_id, change.sha),
                         pull_request.id is null) as first_finished_at,
                     ${start.at} as started_at,
                     ${
                       start.reason
                     } as reason${CLAIMED_UNTIL_SQL}${BRINGER_SQL}${start.joins}
            ) as claimed
           where claimed.finished_at = claimed.first_finished_at
             and claimed.finished_at >= claimed.from_at
             and ${isCandidateSql(scope, 'claimed.actor')}
           group by claimed.entity_id, claimed.scope_id, claimed.external_id,
                    claimed.is_without, claimed.actor
        ) as brought`;
}

function changesSql(scope: MetricScope): string {
  if (scope.unit === 'pullRequest') return pullRequestsSql(scope);
  return scope.start && scope.start !== 'authored'
    ? startedCommitsSql(scope)
    : commitsSql(scope);
}

/** The changes that first reached production in a window, counted and measured as the reader chose. */
export function changeObservations(scope: MetricScope): ObservationQuery {
  return {
    sql: `${changesSql(scope)}
      union all${WITHOUT_CHANGE_SQL}`,
    bindings: {},
  };
}
