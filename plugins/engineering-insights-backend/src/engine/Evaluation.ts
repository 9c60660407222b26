import type {
  BandSet,
  Bucket,
  MetricWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import type { MeasuringQuestion } from './measurePeriods';

/** What is asked of many metrics and entities at once. */
export interface EvaluationQuestion extends MeasuringQuestion {
  readonly window: MetricWindow;
  /** Absent: no series. */
  readonly bucket?: Bucket;
  /** Whether the window before is measured too. */
  readonly isCompared?: boolean;
  readonly bandSet?: BandSet;
}
