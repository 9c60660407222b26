import type { Aggregate } from '@sei-platform/plugin-engineering-insights-common';
import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { aggregateSql } from './aggregateSql';
import { AGGREGATE_COLUMNS } from './observationSql';

/** What a row of a measurement is of. */
export type MeasuredPart = 'period' | 'bucket' | 'entity';

interface Grouping {
  readonly hasBuckets: boolean;
  readonly isPooled: boolean;
}

const KEY = 'metric_no, target_id, period_no, excluded_reason';

/**
 * The grouping sets of what is asked for, and which of them a row is of. A
 * snapshot is taken of the period by itself, and of each of its buckets; what
 * happened in a period is what happened in its buckets.
 */
function groupingOf(options: {
  readonly hasBuckets: boolean;
  readonly isSnapshot: boolean;
}) {
  if (options.isSnapshot)
    return {
      sets: [`(${KEY}, bucket_from)`],
      part: `case when placed.bucket_from is null then 'period' else 'bucket' end`,
    };
  return options.hasBuckets
    ? {
        sets: [`(${KEY})`, `(${KEY}, bucket_from)`],
        part: `case when grouping(placed.bucket_from) = 0 then 'bucket' else 'period' end`,
      }
    : { sets: [`(${KEY})`], part: `'period'` };
}

/**
 * How many each component has in a period. It is a query of its own, as the
 * database would else sort all values for each component too.
 */
function countByEntitySql(options: {
  readonly isSnapshot: boolean;
  readonly valueCount: number;
}): string {
  const { isSnapshot, valueCount } = options;
  return `
    union all
    select metric_no, target_id, period_no, null, 'entity', null, entity_id,
           count(*)::int${', null'.repeat(valueCount)}
      from measured
     where excluded_reason is null${
       isSnapshot
         ? `
       and bucket_from is null`
         : ''
     }
     group by metric_no, target_id, period_no, entity_id`;
}

const isCountedByDay = (aggregate: Aggregate) =>
  aggregate === 'perDay' || aggregate === 'perServiceDay';

/** Totals per period; per bucket and counts per component too, where those are asked for. */
export function measurementSql(
  options: Grouping & {
    readonly placed: string;
    readonly metric: Metric;
    readonly hasCategories: boolean;
  },
): string {
  const { placed, metric, hasBuckets, isPooled, hasCategories } = options;
  const { aggregate, unit, isSnapshot = false } = metric.definition;
  const { sets, part } = groupingOf({ hasBuckets, isSnapshot });
  const values = aggregateSql({ aggregate, unit, hasCategories });
  // Read twice, and so written down: without what nothing is calculated of.
  const columns = [
    KEY,
    'entity_id',
    'bucket_from',
    ...AGGREGATE_COLUMNS[aggregate],
    ...(isCountedByDay(aggregate) ? ['observed_at'] : []),
  ];
  return `
    with ${placed},
    measured as (
      select ${columns.join(', ')}
        from placed
    )
    select placed.metric_no as "metricNo",
           placed.target_id as "targetId",
           placed.period_no as "periodNo",
           placed.excluded_reason as "excludedReason",
           ${part} as part,
           ${
             hasBuckets || isSnapshot
               ? 'placed.bucket_from::date::text'
               : 'null'
           } as "bucketFrom",
           null::int as "entityId",
           count(*)::int as "observationCount"${values
             .map(
               ({ name, sql }) => `,
            ${sql} as "${name}"`,
             )
             .join('')}
      from measured as placed
     group by grouping sets (${sets.join(', ')})${
    isPooled ? countByEntitySql({ isSnapshot, valueCount: values.length }) : ''
  }`;
}

/**
 * The same for what is counted per person, without parts: how many each has, and
 * of these counts the quantiles. What no human did counts for nobody.
 */
export function measurementPerPersonSql(placed: string): string {
  return `
    with ${placed},
    counted as (
      select ${KEY}, person_key, count(*)::int as amount
        from placed
       group by ${KEY}, person_key
    ),
    ranked as (
      select counted.*,
             sum(amount) over part as total,
             sum(amount) over (part order by amount desc, person_key
               rows unbounded preceding) as so_far
        from counted
      window part as (partition by ${KEY})
    )
    select metric_no as "metricNo",
           target_id as "targetId",
           period_no as "periodNo",
           excluded_reason as "excludedReason",
           'period' as part,
           null as "bucketFrom",
           null as "entityId",
           sum(amount)::int as "observationCount",
           count(person_key)::int as "contributorCount",
           percentile_cont(array[0.1, 0.25, 0.5, 0.75, 0.9])
             within group (order by amount)
             filter (where person_key is not null) as quantiles,
           count(person_key)
             filter (where so_far - amount < total / 2.0)::int as "fewestForHalf"
      from ranked
     group by ${KEY}`;
}
