import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { findingAge } from './findingAge';
import { openSecurityFindings } from './openSecurityFindings';
import { timeToRemediate } from './timeToRemediate';

/** What scanners found about security, in the order in which it is shown. */
export const securityMetrics: readonly Metric[] = [
  openSecurityFindings,
  findingAge,
  timeToRemediate,
];
