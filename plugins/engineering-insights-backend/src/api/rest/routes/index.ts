import type { EngineeringInsightsService } from '../../../service/EngineeringInsightsService';
import type { Route } from '../Route';
import { analyticsRoutes } from './analytics';
import { deliveryRoutes } from './delivery';
import { doctorRoutes } from './doctor';
import { eventRoutes } from './events';
import { healthRoutes } from './health';
import { liveRoutes } from './live';
import { metricRoutes } from './metrics';
import { organizationRoutes } from './organizations';
import { peopleRoutes } from './people';
import { policyRoutes } from './policies';
import { overviewRoutes } from './overview';
import { sourceRoutes } from './sources';
import { triageRoutes } from './triage';

/** Every route of the REST API. */
export function restRoutes(options: {
  service: EngineeringInsightsService;
}): Route[] {
  return [
    ...metricRoutes(options),
    ...analyticsRoutes(options),
    ...organizationRoutes(options),
    ...deliveryRoutes(options),
    ...doctorRoutes(options),
    ...policyRoutes(options),
    ...healthRoutes(options),
    ...liveRoutes(options),
    ...overviewRoutes(options),
    ...eventRoutes(options),
    ...sourceRoutes(options),
    ...triageRoutes(options),
    ...peopleRoutes(options),
  ];
}
