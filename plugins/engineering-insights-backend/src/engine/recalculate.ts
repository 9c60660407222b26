import {
  resolveWindow,
  type Bucket,
  type MetricWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { DateTime } from 'luxon';
import type { Knex } from 'knex';
import { replaceBucketValues } from '../database/operations/values/replaceBucketValues';
import { upsertCurrentValues } from '../database/operations/values/upsertCurrentValues';
import { evaluate } from './evaluate';

/** The windows whose values are kept. */
export const WINDOW_DAYS: readonly number[] = [30, 90, 180, 365];

/** How far back the values of weeks and months are kept. */
const BUCKET_YEARS = 2;

export interface RecalculateOptions {
  readonly knex: Knex;
  readonly metrics: readonly Metric[];
  readonly entityIds: readonly number[];
  readonly now: string;
  /** ISO 8601 or `-infinity`: weeks and months before then stay as they are. */
  readonly changedFrom: string;
  readonly intervalSeconds?: number;
}

async function recalculateWindow(
  options: RecalculateOptions,
  windowDays: number,
): Promise<void> {
  const { knex, metrics, entityIds, now } = options;
  const window = resolveWindow({ question: { days: windowDays }, now })!;
  const answers = await evaluate({
    ...options,
    window,
    bucket: 'week',
    isCompared: true,
  });
  await upsertCurrentValues({
    knex,
    calculatedAt: now,
    values: entityIds.flatMap(entityId =>
      answers.get(entityId)!.map((answer, metricNo) => ({
        entityId,
        answer,
        window: { from: window.from, to: window.to },
        windowDays,
        metricVersion: metrics[metricNo].definition.version,
      })),
    ),
  });
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

async function recalculateBuckets(
  options: RecalculateOptions,
  bucket: Bucket,
): Promise<void> {
  const { knex, metrics, entityIds, now, changedFrom } = options;
  const window = bucketWindow({ now, changedFrom, bucket });
  const answers = await evaluate({ ...options, window, bucket });
  await replaceBucketValues({
    knex,
    entityIds,
    bucket,
    window,
    calculatedAt: now,
    metricIds: metrics.map(metric => metric.definition.id),
    values: entityIds.flatMap(entityId =>
      answers.get(entityId)!.flatMap((answer, metricNo) =>
        answer.series
          .filter(point => 'value' in point.value)
          .map(point => ({
            entityId,
            metricId: answer.metricId,
            metricVersion: metrics[metricNo].definition.version,
            from: point.from,
            value: point.value,
          })),
      ),
    ),
  });
}

/** Calculates the kept values of some entities anew: the windows that end with today, and the weeks and months that changed. */
export async function recalculate(options: RecalculateOptions): Promise<void> {
  if (options.entityIds.length === 0) {
    return;
  }
  for (const windowDays of WINDOW_DAYS) {
    await recalculateWindow(options, windowDays);
  }
  await recalculateBuckets(options, 'week');
  await recalculateBuckets(options, 'month');
}
