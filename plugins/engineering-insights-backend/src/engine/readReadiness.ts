import type { FactKind } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { prepared } from '../database/prepared';
import { readFactTimes } from './readFactTimes';
import type { Readiness, StreamState } from './Readiness';

type Nullable<T> = { readonly [K in keyof T]-?: T[K] | null };

interface ReadinessRow
  extends Pick<
    Readiness,
    | 'scopes'
    | 'goneScopeTitles'
    | 'deploymentsFrom'
    | 'hasIssueIncidents'
    | 'isDerived'
    | 'hasDeploymentRule'
    | 'hasDeployments'
    | 'hasProductionDeployments'
    | 'environments'
  > {
  readonly entityId: number;
  readonly streams: readonly (Nullable<StreamState> &
    Pick<StreamState, 'scopeId' | 'isHistoryDone'>)[];
  readonly firstRolloutAt: Date | null;
  readonly lastRolloutAt: Date | null;
}

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
  stream_state as (
    select bound.entity_id,
           jsonb_agg(jsonb_build_object(
             'scopeId', stream.scope_id,
             'produces', stream.produces,
             'isHistoryDone', stream.is_history_done,
             'begunAt', case when not stream.is_history_done then (
               select min(run.started_at)
                 from stream_runs as run
                where run.stream_id = stream.id) end,
             'coveredFrom', stream.covered_from,
             'lastSuccessAt', stream.last_success_at,
             'error', stream.last_error ->> 'name',
             'message', stream.last_error ->> 'message')
             order by stream.id) as streams
      from bound
      join streams as stream on stream.scope_id = bound.scope_id
     group by bound.entity_id
  ),
  source_state as (
    select bound.entity_id,
           jsonb_agg(
             jsonb_build_object('id', bound.scope_id, 'title', bound.title)
             order by bound.title) as scopes
      from bound
     group by bound.entity_id
  )
  select entity.id as "entityId",
         coalesce(source_state.scopes, '[]') as "scopes",
         array(
           select named.title
             from named
            where named.entity_id = entity.id and named.is_gone
            order by named.title) as "goneScopeTitles",
         coalesce(stream_state.streams, '[]') as "streams",
         coalesce(policy_version.policy #>> '{deployments,from}', 'deployments')
           as "deploymentsFrom",
         coalesce(jsonb_path_exists(
             (policy_version.policy -> 'incidents') - 'services', '$.*[*]'),
           false) as "hasIssueIncidents",
         -- A group has boards of its own and delivers nothing itself.
         entity.derivation_id is not null or entity.kind = 'group'
           as "isDerived",
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
           as "lastRolloutAt"
    from entities as entity
    left join source_state on source_state.entity_id = entity.id
    left join stream_state on stream_state.entity_id = entity.id
    left join derivations as derivation on derivation.id = entity.derivation_id
    left join policy_versions as policy_version
      on policy_version.id = derivation.policy_version_id
   where entity.id = any(:entityIds::int[])`;

const instantOf = (text: string | null) =>
  text === null ? undefined : new Date(text).toISOString();

function toStreamState(row: ReadinessRow['streams'][number]): StreamState {
  return {
    scopeId: row.scopeId,
    produces: row.produces,
    isHistoryDone: row.isHistoryDone,
    begunAt: instantOf(row.begunAt),
    coveredFrom: instantOf(row.coveredFrom),
    lastSuccessAt: instantOf(row.lastSuccessAt),
    error: row.error ?? undefined,
    message: row.message ?? undefined,
  };
}

function toReadiness(
  { entityId: _, ...row }: ReadinessRow,
  asOf: string,
  factTimes: Readiness['factTimes'],
): Readiness {
  return {
    ...row,
    asOf,
    streams: row.streams.map(toStreamState),
    parts: [],
    firstRolloutAt: row.firstRolloutAt?.toISOString(),
    lastRolloutAt: row.lastRolloutAt?.toISOString(),
    factTimes,
  };
}

/** What is known of the sources of each component. */
export async function readReadiness(options: {
  readonly knex: Knex;
  readonly entityIds: readonly number[];
  /** Kinds of facts of which it is told when the first and the last was. */
  readonly datedKinds: readonly FactKind[];
  /** ISO 8601. */
  readonly asOf: string;
}): Promise<ReadonlyMap<number, Readiness>> {
  const { knex, entityIds, asOf } = options;
  const factTimes = await readFactTimes({
    knex,
    entityIds,
    kinds: options.datedKinds,
  });
  const { rows } = await prepared<{ rows: ReadinessRow[] }>(
    knex,
    READINESS_SQL,
    {
      entityIds: [...entityIds],
    },
  );
  return new Map(
    rows.map(row => [
      row.entityId,
      toReadiness(row, asOf, factTimes.get(row.entityId) ?? new Map()),
    ]),
  );
}
