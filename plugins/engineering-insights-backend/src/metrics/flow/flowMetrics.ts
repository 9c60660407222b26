import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { codingTime } from './codingTime';
import { cycleTime } from './cycleTime';
import { deployTime } from './deployTime';
import { mergeTime } from './mergeTime';
import { pickupTime } from './pickupTime';
import { pullRequestSize } from './pullRequestSize';
import { reviewTime } from './reviewTime';
import { throughput } from './throughput';
import { timeToFirstReview } from './timeToFirstReview';
import { workInProgress } from './workInProgress';
import { workInProgressAge } from './workInProgressAge';

/** The phases of a pull request in their order, and the whole of them up to the merge. */
export const phaseMetrics: readonly Metric[] = [
  codingTime,
  pickupTime,
  reviewTime,
  mergeTime,
  deployTime,
  cycleTime,
];

/** How work flows through pull requests. */
export const flowMetrics: readonly Metric[] = [
  throughput,
  workInProgress,
  workInProgressAge,
  pullRequestSize,
  timeToFirstReview,
];
