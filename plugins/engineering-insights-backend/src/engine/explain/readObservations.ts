import type { ExclusionCode } from '@sei-platform/plugin-engineering-insights-common';
import type {
  Metric,
  MetricScope,
} from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import type { Member } from '../Member';
import { observationSql } from '../observationSql';
import type { Period } from '../Period';

/** One observation as Explain lists it. */
export interface ObservationRow {
  readonly entityId: number;
  readonly observationKey: string;
  readonly observedAt: Date;
  /** Seconds since 1970 as text, to the microsecond, to go on from. */
  readonly observedEpoch: string;
  readonly value: number | null;
  /** Of a metric with categories: its number among them, from 1. */
  readonly categoryNo?: number | null;
  readonly excludedReason: ExclusionCode | null;
}

/** Where a page of records ended. */
export interface ObservationCursor {
  readonly isExcluded: boolean;
  readonly observedEpoch: string;
  readonly observationKey: string;
}

const COLUMNS = `
       entity_id as "entityId",
       observation_key as "observationKey",
       observed_at as "observedAt",
       extract(epoch from observed_at)::text as "observedEpoch",
       excluded_reason as "excludedReason"`;

/** What one observation brings to the number. */
function valueColumn({ definition }: Metric): string {
  switch (definition.aggregate) {
    case 'quantile':
      return 'value';
    case 'ratio':
      return 'numerator';
    default:
      return '1::double precision';
  }
}

interface ObservationQuestion {
  readonly knex: Knex;
  readonly metric: Metric;
  readonly scope: MetricScope;
  readonly members: readonly Member[];
  readonly periods: readonly Period[];
}

/** How many observations one target has, included and left out. */
export async function countObservations(
  options: ObservationQuestion,
): Promise<number> {
  const placed = observationSql({ ...options, metrics: [options.metric] });
  const { rows } = await options.knex.raw<{ rows: { count: number }[] }>(
    `with ${placed.sql}
     select count(*)::int as count from placed`,
    placed.bindings as never,
  );
  return rows[0].count;
}

/** A page of the observations of one target: included before left out, newest first. */
export async function readObservations(
  options: ObservationQuestion & {
    readonly after?: ObservationCursor;
    readonly limit: number;
  },
): Promise<readonly ObservationRow[]> {
  const { knex, metric, after, limit } = options;
  const placed = observationSql({ ...options, metrics: [options.metric] });
  const { rows } = await knex.raw<{ rows: ObservationRow[] }>(
    `with ${placed.sql}
     select ${COLUMNS},
            ${valueColumn(metric)} as value${
      metric.definition.categories ? ', category_no as "categoryNo"' : ''
    }
       from placed
      where not :isAfter::boolean
         or ((excluded_reason is not null)::int,
             -extract(epoch from observed_at),
             observation_key)
            > (:afterIsExcluded::int, -:afterEpoch::numeric, :afterKey::text)
      order by (excluded_reason is not null)::int,
               -extract(epoch from observed_at),
               observation_key
      limit :limit::int`,
    {
      ...placed.bindings,
      limit,
      isAfter: after !== undefined,
      afterIsExcluded: after?.isExcluded ? 1 : 0,
      afterEpoch: after?.observedEpoch ?? '0',
      afterKey: after?.observationKey ?? '',
    } as never,
  );
  return rows;
}

/**
 * The included observation that a quantile of all values is the value of, or the
 * two that it lies between: those at the rank that `percentile_cont` calculates.
 */
export async function readObservationsAtRank(
  options: ObservationQuestion & {
    /** Which part of the values lies at or below the quantile, from 0 to 1. */
    readonly part: number;
  },
): Promise<readonly ObservationRow[]> {
  const { knex, part } = options;
  const placed = observationSql({ ...options, metrics: [options.metric] });
  const { rows } = await knex.raw<{ rows: ObservationRow[] }>(
    `with ${placed.sql},
     ranked as (
       select placed.*,
              row_number() over (order by value, observed_at, observation_key)
                as rank,
              count(*) over () as sample_size
         from placed
        where excluded_reason is null
     )
     select ${COLUMNS}, value
       from ranked
      where rank in (
              floor(:part::double precision * (sample_size - 1)) + 1,
              ceil(:part::double precision * (sample_size - 1)) + 1)
      order by rank`,
    { ...placed.bindings, part } as never,
  );
  return rows;
}
