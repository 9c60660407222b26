import type {
  Aggregate,
  Exclusion,
  ExclusionCode,
} from '@sei-platform/plugin-engineering-insights-common';
import type {
  Metric,
  MetricScope,
} from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import { prepared } from '../database/prepared';
import { histogramSql } from './histogram';
import type { Measurement, PeriodMeasurement } from './Measurement';
import type { Member } from './Member';
import { observationSql } from './observationSql';
import type { Period } from './Period';

const AGGREGATE_SQL: Readonly<Record<Aggregate, string>> = {
  quantile: `,
            percentile_cont(array[0.5, 0.85]) within group (order by placed.value)
              as quantiles,
            avg(placed.value) as mean,
            ${histogramSql('placed.value')}`,
  ratio: `,
            sum(placed.numerator) as numerator,
            sum(placed.denominator) as denominator`,
  perDay: `,
            array_agg(distinct (placed.observed_at at time zone 'UTC')::date)
              ::text[] as "activeDays"`,
  count: '',
  gauge: '',
};

interface MeasurementRow {
  readonly metricNo: number;
  readonly targetId: number;
  readonly periodNo: number;
  readonly part: 'period' | 'bucket' | 'entity';
  readonly bucketFrom: string | null;
  readonly entityId: number | null;
  readonly excludedReason: ExclusionCode | null;
  readonly observationCount: number;
  /** The median and p85. */
  readonly quantiles?: readonly [number | null, number | null] | null;
  readonly mean?: number | null;
  readonly histogram?: readonly number[];
  readonly greatest?: number | null;
  readonly numerator?: number | null;
  readonly denominator?: number | null;
  readonly activeDays?: readonly string[];
}

/** The key of a target's period in what `measure` returns. */
export function periodKey(targetId: number, periodNo: number): string {
  return `${targetId}:${periodNo}`;
}

/** Totals per period; per bucket and per component too, where those are asked for. */
function measurementSql(options: {
  readonly placed: string;
  readonly aggregate: Aggregate;
  readonly hasBuckets: boolean;
  readonly isPooled: boolean;
}): string {
  const { placed, aggregate, hasBuckets, isPooled } = options;
  const sets = ['(metric_no, target_id, period_no, excluded_reason)'];
  const parts: string[] = [];
  if (hasBuckets) {
    sets.push(
      '(metric_no, target_id, period_no, excluded_reason, bucket_from)',
    );
    parts.push(`when grouping(placed.bucket_from) = 0 then 'bucket'`);
  }
  if (isPooled) {
    sets.push('(metric_no, target_id, period_no, excluded_reason, entity_id)');
    parts.push(`when grouping(placed.entity_id) = 0 then 'entity'`);
  }
  return `
    with ${placed}
    select placed.metric_no as "metricNo",
           placed.target_id as "targetId",
           placed.period_no as "periodNo",
           placed.excluded_reason as "excludedReason",
           case ${[...parts, "when true then 'period'"].join(' ')} end as part,
           ${
             hasBuckets ? 'placed.bucket_from::date::text' : 'null'
           } as "bucketFrom",
           ${isPooled ? 'placed.entity_id' : 'null'} as "entityId",
           count(*)::int as "observationCount"${AGGREGATE_SQL[aggregate]}
      from placed
     group by grouping sets (${sets.join(', ')})`;
}

function toMeasurement(rows: readonly MeasurementRow[]): Measurement {
  const included = rows.find(row => row.excludedReason === null);
  const excluded: Exclusion[] = rows
    .flatMap(row =>
      row.excludedReason === null
        ? []
        : [{ code: row.excludedReason, count: row.observationCount }],
    )
    .sort((a, b) => b.count - a.count || a.code.localeCompare(b.code));
  return {
    includedCount: included?.observationCount ?? 0,
    excluded,
    p50: included?.quantiles?.[0] ?? undefined,
    p85: included?.quantiles?.[1] ?? undefined,
    mean: included?.mean ?? undefined,
    histogram: included?.histogram,
    greatest: included?.greatest ?? undefined,
    numerator: included?.numerator ?? undefined,
    denominator: included?.denominator ?? undefined,
    activeDays: included?.activeDays,
  };
}

function toPeriodMeasurement(
  rows: readonly MeasurementRow[],
): PeriodMeasurement {
  const byBucket = new Map<string, MeasurementRow[]>();
  const countByEntity = new Map<number, number>();
  for (const row of rows) {
    if (row.part === 'bucket' && row.bucketFrom !== null) {
      byBucket.set(row.bucketFrom, [
        ...(byBucket.get(row.bucketFrom) ?? []),
        row,
      ]);
    } else if (
      row.part === 'entity' &&
      row.entityId !== null &&
      row.excludedReason === null
    ) {
      countByEntity.set(row.entityId, row.observationCount);
    }
  }
  return {
    ...toMeasurement(rows.filter(row => row.part === 'period')),
    buckets: new Map(
      [...byBucket].map(([from, bucketRows]) => [
        from,
        toMeasurement(bucketRows),
      ]),
    ),
    countByEntity,
  };
}

/**
 * Measures metrics of one aggregate for all targets and periods in one query.
 * Returns the measurements of each metric in the order given; targets without
 * any observation are absent from them.
 */
export async function measure(options: {
  readonly knex: Knex;
  readonly metrics: readonly Metric[];
  readonly scope: MetricScope;
  readonly members: readonly Member[];
  /** Those that the members name by number. */
  readonly periods: readonly Period[];
}): Promise<readonly ReadonlyMap<string, PeriodMeasurement>[]> {
  const { knex, metrics, members, periods } = options;
  const placed = observationSql(options);
  const sql = measurementSql({
    placed: placed.sql,
    aggregate: metrics[0].definition.aggregate,
    hasBuckets: periods.some(period => period.bucket),
    isPooled: members.some(member => member.entityId !== member.targetId),
  });
  const { rows } = await prepared<{ rows: MeasurementRow[] }>(
    knex,
    sql,
    placed.bindings,
  );
  const rowsOf = metrics.map(() => new Map<string, MeasurementRow[]>());
  for (const row of rows) {
    const byPeriod = rowsOf[row.metricNo];
    const key = periodKey(row.targetId, row.periodNo);
    const group = byPeriod.get(key);
    if (group) {
      group.push(row);
    } else {
      byPeriod.set(key, [row]);
    }
  }
  return rowsOf.map(
    byPeriod =>
      new Map(
        [...byPeriod].map(([key, group]) => [key, toPeriodMeasurement(group)]),
      ),
  );
}
