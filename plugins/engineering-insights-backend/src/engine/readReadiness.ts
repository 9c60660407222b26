import type { Knex } from 'knex';
import type { Readiness } from './Readiness';

interface ReadinessRow {
  readonly entityId: number;
  readonly scopeCount: number;
  readonly doneScopeCount: number;
  readonly scopeTitles: readonly string[];
  readonly goneScopeTitles: readonly string[];
  readonly isEveryStreamRefused: boolean;
  readonly elapsedSeconds: number | null;
  readonly isAnyStreamUnread: boolean;
  readonly streamsCoveredFrom: Date | null;
  readonly oldestSuccess: {
    at: string;
    error?: string;
    message?: string;
  } | null;
  readonly failure: { error?: string; message?: string } | null;
  readonly isDerived: boolean;
  readonly hasDeploymentRule: boolean;
  readonly hasDeployments: boolean;
  readonly hasProductionDeployments: boolean;
  readonly environments: readonly string[];
  readonly firstRolloutAt: Date | null;
  readonly lastRolloutAt: Date | null;
  readonly firstMergeAt: Date | null;
  readonly lastMergeAt: Date | null;
}

// A stream that the source refuses or does not have stops alone: the rest goes on and stays current.
const READINESS_SQL = `
  with named as (
    select distinct entity_scope.entity_id, scope.id as scope_id, scope.title,
           scope.gone_at is not null as is_gone
      from entity_scopes as entity_scope
      join scopes as scope on scope.id = entity_scope.scope_id
     where entity_scope.entity_id = any(:entityIds::int[])
  ),
  bound as (
    select entity_id, scope_id, title from named where not is_gone
  ),
  known as (
    select stream.*,
           coalesce(stream.last_error ->> 'name', '')
             in ('NotAllowedError', 'NotFoundError') as is_refused
      from streams as stream
     where stream.scope_id in (select scope_id from bound)
  ),
  followed as (
    select * from known where not is_refused
  ),
  refusal_state as (
    select bound.entity_id, bool_and(known.is_refused) as is_every_refused
      from bound
      join known on known.scope_id = bound.scope_id
     group by bound.entity_id
  ),
  scope_state as (
    select followed.scope_id,
           bool_and(followed.is_history_done) as is_done,
           bool_or(followed.covered_from is null) as is_any_unread,
           max(followed.covered_from) as covered_from,
           (select min(run.started_at)
              from stream_runs as run
             where run.stream_id = min(followed.id)) as begun_at,
           (array_agg(jsonb_build_object(
                'at', followed.last_success_at,
                'error', followed.last_error ->> 'name',
                'message', followed.last_error ->> 'message')
              order by followed.last_success_at)
              filter (where followed.last_success_at is not null))[1]
             as oldest_success,
           (array_agg(jsonb_build_object(
                'error', followed.last_error ->> 'name',
                'message', followed.last_error ->> 'message'))
              filter (where followed.last_success_at is null
                        and followed.last_error is not null))[1]
             as failure
      from followed
     group by followed.scope_id
  ),
  merge_state as (
    select scope_id.scope_id, first.merged_at as first_at, last.merged_at as last_at
      from (select distinct scope_id from bound) as scope_id
      left join lateral (
        select merged_at
          from pull_requests
         where pull_requests.scope_id = scope_id.scope_id
           and merged_at is not null and deleted_at is null
         order by merged_at limit 1) as first on true
      left join lateral (
        select merged_at
          from pull_requests
         where pull_requests.scope_id = scope_id.scope_id
           and merged_at is not null and deleted_at is null
         order by merged_at desc limit 1) as last on true
  ),
  source_state as (
    select bound.entity_id,
           count(*)::int as scope_count,
           count(*) filter (where coalesce(scope_state.is_done, true))::int
             as done_scope_count,
           array_agg(bound.title order by bound.title) as scope_titles,
           coalesce(bool_or(scope_state.is_any_unread), false) as is_any_unread,
           max(scope_state.covered_from) as covered_from,
           min(scope_state.begun_at) as begun_at,
           (array_agg(scope_state.oldest_success
              order by (scope_state.oldest_success ->> 'at')::timestamptz)
              filter (where scope_state.oldest_success is not null))[1]
             as oldest_success,
           (array_agg(scope_state.failure)
              filter (where scope_state.failure is not null))[1] as failure,
           min(merge_state.first_at) as first_merge_at,
           max(merge_state.last_at) as last_merge_at
      from bound
      left join scope_state on scope_state.scope_id = bound.scope_id
      left join merge_state on merge_state.scope_id = bound.scope_id
     group by bound.entity_id
  )
  select entity.id as "entityId",
         coalesce(source_state.scope_count, 0) as "scopeCount",
         coalesce(source_state.done_scope_count, 0) as "doneScopeCount",
         coalesce(source_state.scope_titles, '{}') as "scopeTitles",
         array(
           select named.title
             from named
            where named.entity_id = entity.id and named.is_gone
            order by named.title) as "goneScopeTitles",
         coalesce(refusal_state.is_every_refused, false)
           as "isEveryStreamRefused",
         extract(epoch from :asOf::timestamptz - source_state.begun_at)
           ::double precision as "elapsedSeconds",
         coalesce(source_state.is_any_unread, false) as "isAnyStreamUnread",
         source_state.covered_from as "streamsCoveredFrom",
         source_state.oldest_success as "oldestSuccess",
         source_state.failure as "failure",
         entity.derivation_id is not null as "isDerived",
         coalesce(entity.settings ->> 'deployments', '') <> ''
           as "hasDeploymentRule",
         exists (
           select from deployments as deployment
            where deployment.derivation_id = entity.derivation_id)
           as "hasDeployments",
         exists (
           select from deployments as deployment
            where deployment.derivation_id = entity.derivation_id
              and deployment.is_production) as "hasProductionDeployments",
         array(
           select deployment.environment
             from deployments as deployment
            where deployment.derivation_id = entity.derivation_id
              and deployment.environment is not null
            group by deployment.environment
            order by count(*) desc, deployment.environment
            limit 5) as "environments",
         (select min(rollout.finished_at) from rollouts as rollout
           where rollout.derivation_id = entity.derivation_id)
           as "firstRolloutAt",
         (select max(rollout.finished_at) from rollouts as rollout
           where rollout.derivation_id = entity.derivation_id)
           as "lastRolloutAt",
         source_state.first_merge_at as "firstMergeAt",
         source_state.last_merge_at as "lastMergeAt"
    from entities as entity
    left join source_state on source_state.entity_id = entity.id
    left join refusal_state on refusal_state.entity_id = entity.id
   where entity.id = any(:entityIds::int[])`;

function toReadiness(row: ReadinessRow): Readiness {
  const remaining = row.scopeCount - row.doneScopeCount;
  const { oldestSuccess, failure } = row;
  return {
    scopeCount: row.scopeCount,
    doneScopeCount: row.doneScopeCount,
    scopeTitles: row.scopeTitles,
    goneScopeTitles: row.goneScopeTitles,
    isEveryStreamRefused: row.isEveryStreamRefused,
    secondsLeft:
      remaining > 0 && row.doneScopeCount > 0 && row.elapsedSeconds !== null
        ? Math.round((row.elapsedSeconds / row.doneScopeCount) * remaining)
        : undefined,
    isCollecting:
      remaining > 0 ||
      row.isAnyStreamUnread ||
      (row.scopeCount > 0 && !row.isDerived),
    isAnyStreamUnread: row.isAnyStreamUnread,
    streamsCoveredFrom: row.streamsCoveredFrom?.toISOString(),
    oldestSuccess: oldestSuccess
      ? {
          at: new Date(oldestSuccess.at).toISOString(),
          error: oldestSuccess.error ?? undefined,
          message: oldestSuccess.message ?? undefined,
        }
      : undefined,
    failure: failure?.error
      ? { error: failure.error, message: failure.message ?? '' }
      : undefined,
    isDerived: row.isDerived,
    hasDeploymentRule: row.hasDeploymentRule,
    hasDeployments: row.hasDeployments,
    hasProductionDeployments: row.hasProductionDeployments,
    environments: row.environments,
    firstRolloutAt: row.firstRolloutAt?.toISOString(),
    lastRolloutAt: row.lastRolloutAt?.toISOString(),
    firstMergeAt: row.firstMergeAt?.toISOString(),
    lastMergeAt: row.lastMergeAt?.toISOString(),
  };
}

/** What is known of the sources of each component, in one query. */
export async function readReadiness(options: {
  readonly knex: Knex;
  readonly entityIds: readonly number[];
  readonly asOf: string;
}): Promise<ReadonlyMap<number, Readiness>> {
  const { knex, entityIds, asOf } = options;
  const { rows } = await knex.raw<{ rows: ReadinessRow[] }>(READINESS_SQL, {
    entityIds: [...entityIds],
    asOf,
  } as never);
  return new Map(rows.map(row => [row.entityId, toReadiness(row)]));
}
