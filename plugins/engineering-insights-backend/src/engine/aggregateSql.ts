import type {
  Aggregate,
  MetricUnit,
} from '@sei-platform/plugin-engineering-insights-common';
import { MOST_CATEGORIES } from '@sei-platform/plugin-engineering-insights-node';
import { histogramSql } from './histogram';

/** The quantiles of values that are calculated, in the order of the array. */
export const VALUE_QUANTILES = ['p50', 'p85', 'p95'] as const;

const CATEGORY_COUNTS = Array.from(
  { length: MOST_CATEGORIES },
  (_, index) => `count(*) filter (where placed.category_no = ${index + 1})`,
).join(', ');

/** What is calculated of the rows of `placed` beside their number, each column with a comma before it. */
export function aggregateSql(options: {
  readonly aggregate: Aggregate;
  readonly unit: MetricUnit;
  readonly hasCategories: boolean;
}): string {
  const { aggregate, unit, hasCategories } = options;
  const categoryCounts = hasCategories
    ? `,
            array[${CATEGORY_COUNTS}]::int[] as "categoryCounts"`
    : '';
  switch (aggregate) {
    case 'quantile':
      return `,
            percentile_cont(array[0.5, 0.85, 0.95]) within group (order by placed.value)
              as quantiles,
            avg(placed.value) as mean,
            ${histogramSql('placed.value', unit)}${categoryCounts}`;
    case 'ratio':
      return `,
            sum(placed.numerator) as numerator,
            sum(placed.denominator) as denominator`;
    case 'perDay':
    case 'perServiceDay':
      return `,
            array_agg(distinct (placed.observed_at at time zone 'UTC')::date)
              ::text[] as "activeDays"`;
    case 'count':
      return categoryCounts;
    case 'perPerson':
    case 'fewestForHalf':
      return '';
    default:
      throw new Error(`"${aggregate satisfies never}" is no aggregate.`);
  }
}
