import type {
  BandLevel,
  MetricWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';

/** Which metric, by which version of its definition. */
export interface AskedMetric {
  readonly id: string;
  readonly version: number;
}

export interface BandCount {
  readonly metricId: string;
  readonly band: BandLevel;
  readonly serviceCount: number;
}

export interface MonthBandCount {
  /** First UTC date of the month. */
  readonly month: string;
  readonly metricId: string;
  /** What was read, and is in no band, is unknown. */
  readonly level: BandLevel | 'unknown' | 'notRead';
  readonly serviceCount: number;
}

function metricBindings(metrics: readonly AskedMetric[]) {
  return {
    metricIds: metrics.map(({ id }) => id),
    metricVersions: metrics.map(({ version }) => version),
  };
}

/** How many of some services are in each band in the window of so many days; those in none are not counted. */
export async function countBands(options: {
  readonly knex: Knex;
  readonly entityIds: readonly number[];
  readonly days: number;
  readonly metrics: readonly AskedMetric[];
}): Promise<readonly BandCount[]> {
  const { knex, entityIds, days, metrics } = options;
  // Not prepared: of a thousand services the plan is another one than of five.
  const { rows } = await knex.raw<{ rows: BandCount[] }>(
    `with asked as (
       select *
         from unnest(:metricIds::text[], :metricVersions::int[])
              as asked (metric_id, metric_version)
     )
     select value.metric_id as "metricId",
            value.band as "band",
            count(*)::int as "serviceCount"
       from unnest(:entityIds::int[]) as service (entity_id)
       join current_values as value
         on value.entity_id = service.entity_id
        and value.window_days = :days::int
       join asked
         on asked.metric_id = value.metric_id
        and asked.metric_version = value.metric_version
      where value.band is not null
      group by 1, 2`,
    { entityIds: [...entityIds], days, ...metricBindings(metrics) },
  );
  return rows;
}

/** A service in a time in which it belonged. */
export interface ServiceSpan extends MetricWindow {
  readonly entityId: number;
}

/** Since when it is known of a service whether there was something of a metric. */
export interface CoveredSince {
  readonly entityId: number;
  readonly metricId: string;
  /** ISO 8601; absent where nothing is known. */
  readonly from?: string;
}

/** How many services there were in each month in each band, by what each month has by itself. */
export async function countBandsByMonth(options: {
  readonly knex: Knex;
  readonly spans: readonly ServiceSpan[];
  readonly coverage: readonly CoveredSince[];
  readonly months: readonly MetricWindow[];
  readonly metrics: readonly AskedMetric[];
}): Promise<readonly MonthBandCount[]> {
  const { knex, spans, coverage, months, metrics } = options;
  const { rows } = await knex.raw<{ rows: MonthBandCount[] }>(
    `with asked as (
       select *
         from unnest(:metricIds::text[], :metricVersions::int[])
              as asked (metric_id, metric_version)
     ),
     month as (
       select *
         from unnest(:monthFroms::timestamptz[], :monthTos::timestamptz[])
              as month (from_at, to_at)
     ),
     covered as (
       select *
         from unnest(:coveredIds::int[], :coveredMetricIds::text[],
                     :coveredFroms::timestamptz[])
              as covered (entity_id, metric_id, from_at)
     ),
     present as (
       select distinct service.entity_id, month.from_at, month.to_at
         from unnest(:entityIds::int[], :fromAts::timestamptz[],
                     :toAts::timestamptz[])
              as service (entity_id, from_at, to_at)
         join month
           on service.from_at < month.to_at
          and service.to_at > month.from_at
     ),
     banded as (
       select value.entity_id, value.from_at, value.metric_id, value.band
         from present
         join bucket_values as value
           on value.bucket = 'month'
          and value.entity_id = present.entity_id
          and value.from_at = present.from_at
          and value.band is not null
         join asked
           on asked.metric_id = value.metric_id
          and asked.metric_version = value.metric_version
     ),
     judged as (
       select present.from_at,
              covered.metric_id,
              case when banded.band is not null then banded.band
                   when covered.from_at < present.to_at then 'unknown'
                   else 'notRead' end as level
         from present
         join covered on covered.entity_id = present.entity_id
         left join banded
           on banded.entity_id = present.entity_id
          and banded.from_at = present.from_at
          and banded.metric_id = covered.metric_id
     )
     select to_char(from_at at time zone 'UTC', 'YYYY-MM-DD') as "month",
            metric_id as "metricId",
            level as "level",
            count(*)::int as "serviceCount"
       from judged
      group by 1, 2, 3`,
    {
      entityIds: spans.map(({ entityId }) => entityId),
      fromAts: spans.map(({ from }) => from),
      toAts: spans.map(({ to }) => to),
      coveredIds: coverage.map(({ entityId }) => entityId),
      coveredMetricIds: coverage.map(({ metricId }) => metricId),
      coveredFroms: coverage.map(({ from }) => from ?? null),
      monthFroms: months.map(({ from }) => from),
      monthTos: months.map(({ to }) => to),
      ...metricBindings(metrics),
    },
  );
  return rows;
}
