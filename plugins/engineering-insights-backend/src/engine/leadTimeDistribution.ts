import type {
  Cohort,
  LeadTimeDistribution,
  MetricWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { changeLeadTime } from '../metrics';
import { observationSql } from './observationSql';
import { readMembers } from './readMembers';

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** The lower ends of the bins; the axis has its marks there. */
const BIN_STARTS = [
  0,
  HOUR,
  4 * HOUR,
  DAY,
  3 * DAY,
  7 * DAY,
  30 * DAY,
  90 * DAY,
];

interface DistributionRow {
  /** 1 for the first bin; null for all together. */
  readonly binNo: number | null;
  readonly changeCount: number;
  readonly greatest: number | null;
  readonly p50: number | null;
  readonly p85: number | null;
}

/** How the lead times of the changes of a window are spread over logarithmic bins; the last ends with the longest. */
export async function leadTimeDistribution(options: {
  readonly knex: Knex;
  readonly entityId: number;
  readonly window: MetricWindow;
  readonly now: string;
  readonly cohort?: Cohort;
}): Promise<LeadTimeDistribution> {
  const { knex, entityId, window, now, cohort = 'all' } = options;
  const members = await readMembers({
    knex,
    entityIds: [entityId],
    periods: [window],
  });
  const placed = observationSql({
    metrics: [changeLeadTime],
    members,
    scope: { asOf: now, cohort, clock: 'elapsed' },
  });
  const { rows } = await knex.raw<{ rows: DistributionRow[] }>(
    `with ${placed.sql},
     binned as (
       select value,
              width_bucket(value, :binStarts::double precision[]) as bin_no
         from placed
        where excluded_reason is null
     )
     select bin_no as "binNo",
            count(*)::int as "changeCount",
            max(value) as greatest,
            percentile_cont(0.5) within group (order by value) as p50,
            percentile_cont(0.85) within group (order by value) as p85
       from binned
      group by grouping sets ((), (bin_no))`,
    { ...placed.bindings, binStarts: BIN_STARTS } as never,
  );
  const total = rows.find(row => row.binNo === null);
  const longest = total?.greatest ?? 0;
  return {
    bins: BIN_STARTS.map((fromSeconds, index) => ({
      fromSeconds,
      toSeconds: BIN_STARTS[index + 1] ?? Math.max(longest, 2 * fromSeconds),
      count: rows.find(row => row.binNo === index + 1)?.changeCount ?? 0,
    })),
    ...(total?.p50 !== null &&
      total?.p50 !== undefined && { p50Seconds: total.p50 }),
    ...(total?.p85 !== null &&
      total?.p85 !== undefined && { p85Seconds: total.p85 }),
  };
}
