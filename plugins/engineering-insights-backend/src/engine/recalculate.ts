import {
  previousWindow,
  resolveWindow,
  type Bucket,
  type MetricWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { DateTime } from 'luxon';
import type { Knex } from 'knex';
import { replaceBucketValues } from '../database/operations/values/replaceBucketValues';
import { upsertCurrentBlocks } from '../database/operations/values/upsertCurrentBlocks';
import { upsertCurrentValues } from '../database/operations/values/upsertCurrentValues';
import { answerRollUps } from './answerRollUps';
import { BLOCK_IDS, BLOCKS_VERSION, measureBlocks } from './blocks';
import { answersIn, bandedSeriesOf } from './answersIn';
import { measurePeriods, type MeasuredPeriod } from './measurePeriods';
import { createPeriod } from './Period';

/** The windows whose values are kept. */
export const WINDOW_DAYS: readonly number[] = [30, 90, 180, 365];

/** The buckets whose values are kept. */
const BUCKETS: readonly Bucket[] = ['week', 'month'];

/** How far back the values of weeks and months are kept. */
const BUCKET_YEARS = 2;

export interface RecalculateOptions {
  readonly knex: Knex;
  readonly metrics: readonly Metric[];
  /** The windows of systems, domains and groups are read as they are kept, so with their series; components are calculated when they are asked for. */
  readonly of: 'components' | 'rollUps';
  readonly entityIds: readonly number[];
  readonly now: string;
  /** ISO 8601 or `-infinity`: weeks and months before then stay as they are. */
  readonly changedFrom: string;
  readonly intervalSeconds?: number;
  readonly minimumContributors?: number;
}

/** Whole buckets, so that a stored value is never that of a part. */
function bucketWindow(options: {
  now: string;
  changedFrom: string;
  bucket: Bucket;
}): MetricWindow {
  const now = DateTime.fromISO(options.now, { zone: 'utc' });
  const earliest = now.minus({ years: BUCKET_YEARS });
  const changed = DateTime.fromISO(options.changedFrom, { zone: 'utc' });
  const from = changed.isValid ? DateTime.max(changed, earliest) : earliest;
  return {
    from: DateTime.min(from, now).startOf(options.bucket).toISO()!,
    to: now
      .startOf(options.bucket)
      .plus({ [options.bucket]: 1 })
      .toISO()!,
  };
}

async function keepCurrentValues(
  options: RecalculateOptions & {
    readonly windows: readonly {
      readonly current: MeasuredPeriod;
      readonly previous: MeasuredPeriod;
    }[];
  },
): Promise<void> {
  const { knex, metrics, entityIds, now, windows } = options;
  const answers = await answerRollUps({
    question: options,
    views: windows.map(({ current, previous }) => ({
      measured: current,
      answers: answersIn({ metrics, entityIds, current, previous }),
    })),
  });
  await upsertCurrentValues({
    knex,
    calculatedAt: now,
    values: windows.flatMap(({ current }, windowNo) =>
      entityIds.flatMap(entityId =>
        answers[windowNo].get(entityId)!.map((answer, metricNo) => ({
          entityId,
          answer,
          window: { from: current.period.from, to: current.period.to },
          windowDays: WINDOW_DAYS[windowNo],
          metricVersion: metrics[metricNo].definition.version,
        })),
      ),
    ),
  });
}

/** The tabs of a component are measured when they are asked for. */
async function keepBlocks(
  options: RecalculateOptions & { readonly windows: readonly MeasuredPeriod[] },
): Promise<void> {
  const { knex, entityIds, now, windows } = options;
  for (const [windowNo, measured] of windows.entries()) {
    const { bucket, from, to } = measured.period;
    if (!bucket) continue;
    for (const targetId of entityIds) {
      await upsertCurrentBlocks({
        knex,
        entityId: targetId,
        windowDays: WINDOW_DAYS[windowNo],
        window: { from, to },
        version: BLOCKS_VERSION,
        calculatedAt: now,
        blocks: await measureBlocks(
          { knex, targetId, measured, bucket },
          BLOCK_IDS,
        ),
      });
    }
  }
}

async function keepBucketValues(
  options: RecalculateOptions & {
    readonly bucket: Bucket;
    readonly measured: MeasuredPeriod;
  },
): Promise<void> {
  const { knex, metrics, entityIds, now, bucket, measured } = options;
  await replaceBucketValues({
    knex,
    entityIds,
    bucket,
    window: measured.period,
    calculatedAt: now,
    metricIds: metrics.map(metric => metric.definition.id),
    values: entityIds.flatMap(targetId =>
      metrics.flatMap(metric =>
        bandedSeriesOf({ measured, metric, targetId })
          .filter(({ point }) => 'value' in point.value)
          .map(({ point, band }) => ({
            entityId: targetId,
            metricId: metric.definition.id,
            metricVersion: metric.definition.version,
            from: point.from,
            value: point.value,
            band: band?.level,
          })),
      ),
    ),
  });
}

/**
 * Calculates the kept values of some entities anew: the windows that end with
 * today, and the weeks and months that changed. All of them are measured together.
 */
export async function recalculate(options: RecalculateOptions): Promise<void> {
  const { entityIds, now } = options;
  if (entityIds.length === 0) {
    return;
  }
  const windows = WINDOW_DAYS.map(
    days => resolveWindow({ question: { days }, now })!,
  );
  const measured = await measurePeriods(options, [
    ...windows.map(window =>
      createPeriod({
        window,
        now,
        ...(options.of === 'rollUps' && { bucket: window.bucket }),
      }),
    ),
    ...windows.map(window =>
      createPeriod({ window: previousWindow(window), now }),
    ),
    ...BUCKETS.map(bucket =>
      createPeriod({
        window: bucketWindow({ ...options, bucket }),
        now,
        bucket,
      }),
    ),
  ]);
  await keepCurrentValues({
    ...options,
    windows: windows.map((_, index) => ({
      current: measured[index],
      previous: measured[windows.length + index],
    })),
  });
  if (options.of === 'rollUps') {
    await keepBlocks({
      ...options,
      windows: measured.slice(0, windows.length),
    });
  }
  for (const [index, bucket] of BUCKETS.entries()) {
    await keepBucketValues({
      ...options,
      bucket,
      measured: measured[2 * windows.length + index],
    });
  }
}
