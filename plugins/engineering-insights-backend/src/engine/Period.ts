import type {
  Bucket,
  MetricWindow,
} from '@sei-platform/plugin-engineering-insights-common';

/** A time that is measured, by itself and, where asked for, bucket by bucket. */
export interface Period extends MetricWindow {
  /** ISO 8601: its end or now, whichever is earlier. */
  readonly asOf: string;
  /** Absent: no series. */
  readonly bucket?: Bucket;
}

/** Instants in one spelling compare as text. */
const spelled = (instant: string) => new Date(instant).toISOString();

/** The period of a window, as it looks from now. */
export function createPeriod(options: {
  readonly window: MetricWindow;
  readonly now: string;
  readonly bucket?: Bucket;
}): Period {
  const { window, bucket } = options;
  const [from, to, now] = [window.from, window.to, options.now].map(spelled);
  return { from, to, asOf: to < now ? to : now, ...(bucket && { bucket }) };
}
