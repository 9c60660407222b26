import type {
  Metric,
  MetricScope,
  ObservationQuery,
  SqlQuery,
} from '@sei-platform/plugin-engineering-insights-node';
import type { Member } from './Member';

/**
 * The common table expressions `member` (which component counts for which
 * target, and when) and `scope`, which a metric's text reads.
 */
export function scopeSql(members: readonly Member[]): SqlQuery {
  return {
    sql: `
     member (target_id, period_no, entity_id, from_at, to_at) as (
       select *
         from unnest(:engineTargetIds::int[], :enginePeriodNos::int[],
                     :engineEntityIds::int[], :engineFromAts::timestamptz[],
                     :engineToAts::timestamptz[])
     ),
     scope (entity_id, derivation_id, from_at, to_at) as (
       select member.entity_id,
              entity.derivation_id,
              min(member.from_at),
              max(member.to_at)
         from member
         join entities as entity on entity.id = member.entity_id
        group by member.entity_id, entity.derivation_id
     )`,
    bindings: {
      engineTargetIds: members.map(member => member.targetId),
      enginePeriodNos: members.map(member => member.periodNo),
      engineEntityIds: members.map(member => member.entityId),
      engineFromAts: members.map(member => member.from),
      engineToAts: members.map(member => member.to),
    },
  };
}

/** The observations of several metrics of one aggregate under each other, told apart by `metric_no`. */
function unionSql(options: {
  readonly queries: readonly ObservationQuery[];
  readonly isRatio: boolean;
}): string {
  const { queries, isRatio } = options;
  const columns = isRatio ? 'numerator, denominator' : 'value';
  return queries
    .map(
      ({ sql }, metricNo) => `
       select ${metricNo} as metric_no, entity_id, observation_key, observed_at,
              ${columns}, excluded_reason
         from (${sql}
         ) as observed`,
    )
    .join('\n       union all');
}

/**
 * The common table expressions that put the observations of metrics of one
 * aggregate where they are asked for: `placed` has one row per target, period,
 * metric and observation key; `metric_no` counts the metrics from 0. What a
 * roll-up sees through several components counts once, where it counted first.
 */
export function observationSql(options: {
  readonly metrics: readonly Metric[];
  readonly scope: MetricScope;
  readonly members: readonly Member[];
}): SqlQuery {
  const { metrics, members } = options;
  const queries = metrics.map(metric => metric.observations(options.scope));
  const shared = new Set(queries.flatMap(query => query.sharedSql ?? []));
  const scope = scopeSql(members);
  const isRatio = metrics.some(
    metric => metric.definition.aggregate === 'ratio',
  );
  const columns = isRatio
    ? 'observation.numerator, observation.denominator'
    : 'observation.value';
  return {
    sql: `${[scope.sql, ...shared].join(',')},
     observation as (${unionSql({ queries, isRatio })}
     ),
     placed as (
       select distinct on
              (member.target_id, member.period_no, observation.metric_no,
               observation.observation_key)
              member.target_id,
              member.period_no,
              observation.metric_no,
              observation.entity_id,
              observation.observation_key,
              observation.observed_at,
              ${columns},
              observation.excluded_reason
         from observation
         join member
           on member.entity_id = observation.entity_id
          and observation.observed_at >= member.from_at
          and observation.observed_at < member.to_at
        order by member.target_id,
                 member.period_no,
                 observation.metric_no,
                 observation.observation_key,
                 observation.excluded_reason is not null,
                 observation.observed_at,
                 observation.entity_id
     )`,
    bindings: Object.assign(
      {},
      ...queries.map(query => query.bindings),
      scope.bindings,
    ),
  };
}
