import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { collaborationMetrics } from './collaboration';
import { doraMetrics } from './dora';
import { flowMetrics, phaseMetrics } from './flow';
import { pipelinesMetrics } from './pipelines';
import { planningMetrics } from './planning';
import { qualityMetrics } from './quality';
import { reliabilityMetrics } from './reliability';
import { securityMetrics } from './security';

/** Every metric of the plugin itself. */
export const builtInMetrics: readonly Metric[] = [
  ...doraMetrics,
  ...phaseMetrics,
  ...flowMetrics,
  ...collaborationMetrics,
  ...planningMetrics,
  ...qualityMetrics,
  ...securityMetrics,
  ...reliabilityMetrics,
  ...pipelinesMetrics,
];
