import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { changeFailRate } from './changeFailRate';
import { changeLeadTime } from './changeLeadTime';
import { deploymentFrequency } from './deploymentFrequency';
import { deploymentReworkRate } from './deploymentReworkRate';
import { failedDeploymentRecoveryTime } from './failedDeploymentRecoveryTime';

/** The five DORA metrics, in the order of their cards. */
export const doraMetrics: readonly Metric[] = [
  changeLeadTime,
  deploymentFrequency,
  failedDeploymentRecoveryTime,
  changeFailRate,
  deploymentReworkRate,
];
