import type {
  Aggregate,
  MetricUnit,
} from '@sei-platform/plugin-engineering-insights-common';
import { MOST_CATEGORIES } from '@sei-platform/plugin-engineering-insights-node';
import { histogramSql } from './histogram';

/** The quantiles of values that are calculated, in the order of the array. */
export const VALUE_QUANTILES = ['p50', 'p75', 'p85', 'p90', 'p95'] as const;

const CATEGORY_COUNTS = Array.from(
  { length: MOST_CATEGORIES },
  (_, index) => `count(*) filter (where placed.category_no = ${index + 1})`,
).join(', ');

/** A column that is calculated of the rows of `placed`. */
export interface AggregateColumn {
  readonly name: string;
  readonly sql: string;
}

/** What is calculated of the rows of `placed` beside their number. */
export function aggregateSql(options: {
  readonly aggregate: Aggregate;
  readonly unit: MetricUnit;
  readonly hasCategories: boolean;
}): readonly AggregateColumn[] {
  const { aggregate, unit, hasCategories } = options;
  const categoryCounts = hasCategories
    ? [{ name: 'categoryCounts', sql: `array[${CATEGORY_COUNTS}]::int[]` }]
    : [];
  switch (aggregate) {
    case 'quantile':
      return [
        {
          name: 'quantiles',
          sql: `percentile_cont(array[0.5, 0.75, 0.85, 0.9, 0.95])
              within group (order by placed.value)`,
        },
        { name: 'mean', sql: 'avg(placed.value)' },
        { name: 'histogram', sql: histogramSql('placed.value', unit) },
        { name: 'greatest', sql: 'max(placed.value)' },
        ...categoryCounts,
      ];
    case 'ratio':
      return [
        { name: 'numerator', sql: 'sum(placed.numerator)' },
        { name: 'denominator', sql: 'sum(placed.denominator)' },
      ];
    case 'perDay':
    case 'perServiceDay':
      return [
        {
          name: 'activeDays',
          sql: `array_agg(distinct (placed.observed_at at time zone 'UTC')::date)
              ::text[]`,
        },
      ];
    case 'count':
      return categoryCounts;
    case 'perPerson':
    case 'fewestForHalf':
      return [];
    default:
      throw new Error(`"${aggregate satisfies never}" is no aggregate.`);
  }
}
