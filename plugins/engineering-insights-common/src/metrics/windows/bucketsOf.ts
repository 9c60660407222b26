import { DateTime } from 'luxon';
import type { Bucket, MetricWindow } from '../types';

export interface BucketWindow extends MetricWindow {
  /** The window begins or ends inside this bucket. */
  readonly isCut: boolean;
}

/**
 * The days, ISO weeks or months of UTC that a window touches, whole: the first
 * may begin before the window and the last end after it, and then are cut.
 */
export function bucketsOf(options: {
  readonly window: MetricWindow;
  readonly bucket: Bucket;
}): readonly BucketWindow[] {
  const { bucket } = options;
  const from = DateTime.fromISO(options.window.from, { zone: 'utc' });
  const to = DateTime.fromISO(options.window.to, { zone: 'utc' });
  const buckets: BucketWindow[] = [];
  let start = from.startOf(bucket);
  while (start < to) {
    const end = start.plus({ [bucket]: 1 });
    buckets.push({
      from: start.toISO()!,
      to: end.toISO()!,
      isCut: start < from || end > to,
    });
    start = end;
  }
  return buckets;
}
