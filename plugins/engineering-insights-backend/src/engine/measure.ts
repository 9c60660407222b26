import type {
  Exclusion,
  ExclusionCode,
} from '@sei-platform/plugin-engineering-insights-common';
import type {
  Metric,
  MetricScope,
} from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import { prepared } from '../database/prepared';
import { VALUE_QUANTILES } from './aggregateSql';
import { isCountedPerPerson } from './isCountedPerPerson';
import type { Measurement, PeriodMeasurement } from './Measurement';
import {
  measurementPerPersonSql,
  measurementSql,
  type MeasuredPart,
} from './measurementSql';
import type { Member } from './Member';
import { observationSql } from './observationSql';
import type { Period } from './Period';

/** The quantiles of counts per person, in the order of the array. */
const COUNT_QUANTILES = ['p10', 'p25', 'p50', 'p75', 'p90'] as const;

interface MeasurementRow {
  readonly metricNo: number;
  readonly targetId: number;
  readonly periodNo: number;
  readonly part: MeasuredPart;
  readonly bucketFrom: string | null;
  readonly entityId: number | null;
  readonly excludedReason: ExclusionCode | null;
  readonly observationCount: number;
  readonly quantiles?: readonly (number | null)[] | null;
  readonly mean?: number | null;
  readonly histogram?: readonly number[];
  readonly greatest?: number | null;
  readonly numerator?: number | null;
  readonly denominator?: number | null;
  readonly activeDays?: readonly string[];
  readonly categoryCounts?: readonly number[];
  readonly contributorCount?: number;
  readonly fewestForHalf?: number;
}

/** The key of a target's period in what `measure` returns. */
export function periodKey(targetId: number, periodNo: number): string {
  return `${targetId}:${periodNo}`;
}

/** The order in which numbers are added changes their last digits, and no order is promised. */
function rounded(mean: number | null | undefined): number | undefined {
  return typeof mean === 'number' ? Number(mean.toPrecision(12)) : undefined;
}

/** Of nothing there are no quantiles. */
function quantilesOf({
  quantiles,
  contributorCount,
}: MeasurementRow): Measurement['quantiles'] {
  if (typeof quantiles?.[0] !== 'number') {
    return undefined;
  }
  const entries =
    contributorCount === undefined
      ? VALUE_QUANTILES.map((name, index) => [name, quantiles[index]!])
      : // A part of what one person did would tell of two people's counts.
        COUNT_QUANTILES.map((name, index) => [
          name,
          Math.round(quantiles[index]!),
        ]);
  return Object.fromEntries(entries);
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
    quantiles: included && quantilesOf(included),
    mean: rounded(included?.mean),
    histogram: included?.histogram,
    greatest: included?.greatest ?? undefined,
    numerator: included?.numerator ?? undefined,
    denominator: included?.denominator ?? undefined,
    activeDays: included?.activeDays,
    categoryCounts: included?.categoryCounts,
    contributorCount: included?.contributorCount,
    fewestForHalf: included?.fewestForHalf,
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
      row.bucketFrom === null &&
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
 * Measures metrics of one aggregate and unit, all snapshots or none, for all
 * targets and periods in one query.
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
  const [metric] = metrics;
  const asked = {
    placed: placed.sql,
    metric,
    hasCategories: metrics.some(({ definition }) => definition.categories),
    hasBuckets: periods.some(period => period.bucket),
    isPooled: members.some(member => member.entityId !== member.targetId),
  };
  const sql = isCountedPerPerson(metric.definition)
    ? measurementPerPersonSql(placed.sql)
    : measurementSql(asked);
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
