import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import {
  changeFailRate,
  changeLeadTime,
  deploymentFrequency,
  deploymentReworkRate,
  failedDeploymentRecoveryTime,
} from './dora';
import {
  codingTime,
  cycleTime,
  deployTime,
  mergeTime,
  pickupTime,
  reviewTime,
} from './flow';

/** The five DORA metrics, in the order of their cards. */
export const doraMetrics: readonly Metric[] = [
  changeLeadTime,
  deploymentFrequency,
  failedDeploymentRecoveryTime,
  changeFailRate,
  deploymentReworkRate,
];

/** The phases of a pull request in their order, and the whole of them up to the merge. */
export const flowMetrics: readonly Metric[] = [
  codingTime,
  pickupTime,
  reviewTime,
  mergeTime,
  deployTime,
  cycleTime,
];

/** Every metric of the plugin itself. */
export const builtInMetrics: readonly Metric[] = [
  ...doraMetrics,
  ...flowMetrics,
];
