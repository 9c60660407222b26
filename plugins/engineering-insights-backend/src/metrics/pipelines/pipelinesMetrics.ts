import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { pipelineDuration } from './duration';
import { flakyRerunRate } from './flakyRerunRate';
import { pipelineRecoveryTime } from './recoveryTime';
import { pipelineSuccessRate } from './successRate';

/** How well pipelines serve those who wait for them. */
export const pipelinesMetrics: readonly Metric[] = [
  pipelineSuccessRate,
  pipelineDuration,
  pipelineRecoveryTime,
  flakyRerunRate,
];
