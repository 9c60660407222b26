import type {
  Metric,
  MetricScope,
  ObservationQuery,
  SqlQuery,
} from '@sei-platform/plugin-engineering-insights-node';
import type { Member } from './Member';
import type { Period } from './Period';

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

/** The common table expression `period`: as of when each is seen, and by what its series is cut. */
function periodSql(periods: readonly Period[]): SqlQuery {
  return {
    sql: `
     period (period_no, as_of, bucket) as (
       select ordinality::int - 1, as_of, bucket
         from unnest(:engineAsOfs::timestamptz[], :engineBuckets::text[])
              with ordinality as asked (as_of, bucket, ordinality)
     )`,
    bindings: {
      engineAsOfs: periods.map(period => period.asOf),
      // Empty: no series.
      engineBuckets: periods.map(period => period.bucket ?? ''),
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
      ({ sql, hasSettledAt }, metricNo) => `
       select ${metricNo} as metric_no, entity_id, observation_key, observed_at,
              ${columns}, excluded_reason,
              ${hasSettledAt ? 'settled_at' : 'null::timestamptz as settled_at'}
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
  /** Those that the members name by number. */
  readonly periods: readonly Period[];
}): SqlQuery {
  const { metrics, members } = options;
  const queries = metrics.map(metric => metric.observations(options.scope));
  const shared = new Set(queries.flatMap(query => query.sharedSql ?? []));
  const scope = scopeSql(members);
  const period = periodSql(options.periods);
  const isRatio = metrics.some(
    metric => metric.definition.aggregate === 'ratio',
  );
  const columns = isRatio
    ? 'observation.numerator, observation.denominator'
    : 'observation.value';
  // Of a component by itself each key is there once; only what is pooled can be there twice.
  const isPooled = members.some(member => member.entityId !== member.targetId);
  const once = isPooled
    ? 'distinct on (target_id, period_no, metric_no, observation_key)'
    : '';
  const order = isPooled
    ? `order by target_id, period_no, metric_no, observation_key,
                excluded_reason is not null, observed_at, entity_id`
    : '';
  return {
    sql: `${[scope.sql, period.sql, ...shared].join(',')},
     observation as (${unionSql({ queries, isRatio })}
     ),
     dated as (
       select member.target_id,
              member.period_no,
              observation.metric_no,
              observation.entity_id,
              observation.observation_key,
              observation.observed_at,
              ${columns},
              coalesce(
                observation.excluded_reason,
                case when observation.settled_at > period.as_of
                  then 'tooRecent' end) as excluded_reason,
              case when period.bucket <> ''
                then date_trunc(period.bucket,
                       observation.observed_at at time zone 'UTC') end
                as bucket_from
         from observation
         join member
           on member.entity_id = observation.entity_id
          and observation.observed_at >= member.from_at
          and observation.observed_at < member.to_at
         join period on period.period_no = member.period_no
     ),
     placed as (
       select ${once} *
         from dated
        ${order}
     )`,
    bindings: Object.assign(
      {},
      ...queries.map(query => query.bindings),
      scope.bindings,
      period.bindings,
    ),
  };
}
