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
export const AGGREGATE_COLUMNS: Readonly<Record<Aggregate, readonly string[]>> =
  {
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
      const columns = AGGREGATE_COLUMNS[metric.definition.aggregate].map(
        column =>
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
 * The common table expression `shared`: those of whose observations another one
 * may have the same, since both read a scope, or since it is there twice itself.
 */
const SHARED_SQL = `
     shared (entity_id) as (
       select bound.entity_id
         from (
           select entity_id, count(*) over (partition by scope_id) as entity_count
             from (
               select distinct entity_id, scope_id
                 from entity_scopes
                where entity_id in (select entity_id from member)
             ) as reading
         ) as bound
        where bound.entity_count > 1
       union
       select entity_id
         from member
        group by target_id, period_no, entity_id
       having count(*) > 1
     )`;

/** The common table expression `seated`: the members with what is asked of their periods. */
function seatedSql(isPooled: boolean): string {
  // Only a few rows, which the observations are held against in memory.
  return `
     seated as materialized (
       select member.*,
              period.as_of,
              period.bucket${
                isPooled
                  ? `,
              member.entity_id in (select entity_id from shared) as is_shared`
                  : ''
              }
         from member
         join period on period.period_no = member.period_no
     )`;
}

/**
 * The common table expression `placed`. What is pooled counts once, where it
 * counted first; only what can be there twice is sorted for that, since sorting
 * a million takes longer than all the rest. The two halves read observations of
 * other members, and a half without members reads none, so that they are not
 * written down between.
 */
function placedSql(options: {
  readonly columns: string;
  readonly isPooled: boolean;
  readonly isSnapshot: boolean;
}): string {
  const { columns, isPooled, isSnapshot } = options;
  if (!isPooled)
    return `
     placed as (
       select ${columns}
         from dated
     )`;
  const key = `target_id, period_no, metric_no, ${
    isSnapshot ? 'bucket_from, ' : ''
  }observation_key`;
  return `
     placed as (
       select ${columns}
         from dated
        where not is_shared
       union all
       (select distinct on (${key})
               ${columns}
          from dated
         where is_shared
         order by ${key},
                  excluded_reason is not null, observed_at, entity_id)
     )`;
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
  const own = AGGREGATE_COLUMNS[definition.aggregate];
  const isPooled = members.some(member => member.entityId !== member.targetId);
  return {
    sql: `${[
      scope.sql,
      period.sql,
      ...(isSnapshot ? [MOMENT_SQL] : []),
      ...(isPooled ? [SHARED_SQL] : []),
      seatedSql(isPooled),
      ...commonTablesSql(shared),
    ].join(',')},
     observation as (${unionSql(options)}
     ),
     dated as not materialized (
       select seated.target_id,
              seated.period_no,${isPooled ? ' seated.is_shared,' : ''}
              observation.metric_no,
              observation.entity_id,
              observation.observation_key,
              observation.observed_at,
              ${own.map(column => `observation.${column},`).join(' ')}
              coalesce(
                observation.excluded_reason,
                case when observation.settled_at > seated.as_of
                  then 'tooRecent' end) as excluded_reason,
              ${
                isSnapshot
                  ? 'moment_of.bucket_from'
                  : `case when seated.bucket <> ''
                then date_trunc(seated.bucket,
                       observation.observed_at at time zone 'UTC') end
                as bucket_from`
              }
         from observation
         join seated
           on seated.entity_id = observation.entity_id
          and observation.observed_at >= seated.from_at
          and observation.observed_at < seated.to_at
         ${
           isSnapshot
             ? `join moment_of
           on moment_of.period_no = seated.period_no
          and moment_of.at = observation.observed_at`
             : ''
         }
     ),${placedSql({
       columns: [
         'target_id',
         'period_no',
         'metric_no',
         'entity_id',
         'observation_key',
         'observed_at',
         ...own,
         'excluded_reason',
         'bucket_from',
       ].join(', '),
       isPooled,
       isSnapshot,
     })}`,
    bindings: Object.assign(
      {},
      ...queries.map(query => query.bindings),
      scope.bindings,
      period.bindings,
    ),
  };
}
