import type {
  Clock,
  MetricAnswer,
  PhaseBucket,
  WindowAnswer,
} from '@sei-platform/plugin-engineering-insights-common';

/** What the phases of pull requests are shown from. */
export interface PhasesAnswer {
  readonly window: WindowAnswer;
  /** Those of the phases among others. */
  readonly metrics: readonly MetricAnswer[];
  readonly phases: readonly PhaseBucket[];
  /** By the clock where absent. */
  readonly clock?: Clock;
}
