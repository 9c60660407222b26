import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { incidentCount } from './incidentCount';
import { incidentResolutionTime } from './incidentResolutionTime';
import { openIncidentCount } from './openIncidentCount';

/** What goes wrong in production, and for how long. */
export const reliabilityMetrics: readonly Metric[] = [
  incidentCount,
  incidentResolutionTime,
  openIncidentCount,
];
