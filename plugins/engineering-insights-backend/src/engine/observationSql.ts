import type { Aggregate } from '@sei-platform/plugin-engineering-insights-common';
import type {
  Metric,
  MetricScope,
  SqlQuery,
} from '@sei-platform/plugin-engineering-insights-node';
import { commonTablesSql } from './commonTablesSql';
import type { Member } from './Member';
import type { Period } from './Period';

/** What a metric's text returns beside the common columns. */
const COLUMNS: Readonly<Record<Aggregate, readonly string[]>> = {
  quantile: ['value', 'category_no'],
  ratio: ['numerator', 'denominator'],
  perDay: [],
  perServiceDay: [],
  count: ['category_no'],
  perPerson: ['person_key'],
  fewestForHalf: ['person_key'],
};

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
     scope (entity_id, derivation_id, calendar_id, from_at, to_at) as (
       select member.entity_id,
              entity.derivation_id,
              coalesce(entity.calendar_id, (
                select id from calendars where name = 'default')),
              min(member.from_at),
              max(member.to_at)
         from member
         join entities as entity on entity.id = member.entity_id
        group by member.entity_id, entity.derivation_id, entity.calendar_id
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
     period (period_no, from_at, as_of, bucket) as (
       select ordinality::int - 1, from_at, as_of, bucket
         from unnest(:engineFroms::timestamptz[], :engineAsOfs::timestamptz[],
                     :engineBuckets::text[])
              with ordinality as asked (from_at, as_of, bucket, ordinality)
     )`,
    bindings: {
      engineFroms: periods.map(period => period.from),
      engineAsOfs: periods.map(period => period.asOf),
      // Empty: no series.
      engineBuckets: periods.map(period => period.bucket ?? ''),
    },
  };
}

/**
 * The common table expressions `moment_of`, at which instants a snapshot is
 * taken for each period (`bucket_from` is null) and each of its buckets, and
 * `moment`, all of them. Each is the last microsecond, as an end is not included.
 */
const MOMENT_SQL = `
     moment_of (period_no, bucket_from, at) as (
       select period_no, null::timestamp, as_of - interval '1 microsecond'
         from period
       union all
       select period.period_no,
              bucket.from_at,
              least((bucket.from_at + ('1 ' || period.bucket)::interval)
                at time zone 'UTC', period.as_of) - interval '1 microsecond'
         from period
        cross join lateral generate_series(
                date_trunc(period.bucket, period.from_at at time zone 'UTC'),
                (period.as_of - interval '1 microsecond') at time zone 'UTC',
                ('1 ' || period.bucket)::interval) as bucket (from_at)
        where period.bucket <> ''
     ),
     moment (at) as (
       select distinct at from moment_of
     )`;

/** The number of an observation's category among those of its metric, from 1. */
function categoryNoSql({ definition }: Metric): string {
  const ids = definition.categories?.map(({ id }) => `'${id}'`);
  return ids
    ? `array_position(array[${ids.join(', ')}], category)`
    : 'null::int';
}

/** The observations of several metrics of one aggregate under each other, told apart by `metric_no`. */
function unionSql(options: {
  readonly metrics: readonly Metric[];
  readonly scope: MetricScope;
}): string {
  return options.metrics
    .map((metric, metricNo) => {
      const { sql, hasSettledAt } = metric.observations(options.scope);
      const columns = COLUMNS[metric.definition.aggregate].map(column =>
        column === 'category_no'
          ? `${categoryNoSql(metric)} as category_no,`
          : `${column},`,
      );
      return `
       select ${metricNo} as metric_no, entity_id, observation_key, observed_at,
              ${columns.join(' ')} excluded_reason,
              ${hasSettledAt ? 'settled_at' : 'null::timestamptz as settled_at'}
         from (${sql}
         ) as observed`;
    })
    .join('\n       union all');
}

/**
 * The common table expressions that put the observations of metrics of one
 * aggregate, all snapshots or none, where they are asked for: `placed` has one row
 * per target, period, metric and observation key, of a snapshot also per bucket;
 * `metric_no` counts the metrics from 0. What a roll-up sees through several
 * components counts once, where it counted first.
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
  const shared = queries.flatMap(query => query.shared ?? []);
  const scope = scopeSql(members);
  const period = periodSql(options.periods);
  const [{ definition }] = metrics;
  const { isSnapshot = false } = definition;
  const columns = COLUMNS[definition.aggregate].map(
    column => `observation.${column},`,
  );
  // Of a component by itself each key is there once; only what is pooled can be there twice.
  const isPooled = members.some(member => member.entityId !== member.targetId);
  const once = isPooled
    ? `distinct on (target_id, period_no, metric_no, ${
        isSnapshot ? 'bucket_from, ' : ''
      }observation_key)`
    : '';
  const order = isPooled
    ? `order by target_id, period_no, metric_no,
                ${isSnapshot ? 'bucket_from, ' : ''}observation_key,
                excluded_reason is not null, observed_at, entity_id`
    : '';
  return {
    sql: `${[
      scope.sql,
      period.sql,
      ...(isSnapshot ? [MOMENT_SQL] : []),
      ...commonTablesSql(shared),
    ].join(',')},
     observation as (${unionSql(options)}
     ),
     dated as (
       select member.target_id,
              member.period_no,
              observation.metric_no,
              observation.entity_id,
              observation.observation_key,
              observation.observed_at,
              ${columns.join(' ')}
              coalesce(
                observation.excluded_reason,
                case when observation.settled_at > period.as_of
                  then 'tooRecent' end) as excluded_reason,
              ${
                isSnapshot
                  ? 'moment_of.bucket_from'
                  : `case when period.bucket <> ''
                then date_trunc(period.bucket,
                       observation.observed_at at time zone 'UTC') end
                as bucket_from`
              }
         from observation
         join member
           on member.entity_id = observation.entity_id
          and observation.observed_at >= member.from_at
          and observation.observed_at < member.to_at
         join period on period.period_no = member.period_no
         ${
           isSnapshot
             ? `join moment_of
           on moment_of.period_no = member.period_no
          and moment_of.at = observation.observed_at`
             : ''
         }
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
