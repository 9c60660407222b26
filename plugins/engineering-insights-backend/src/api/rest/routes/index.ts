import type { EngineeringInsightsService } from '../../../service/EngineeringInsightsService';
import type { Route } from '../Route';
import { deliveryRoutes } from './delivery';
import { eventRoutes } from './events';
import { metricRoutes } from './metrics';
import { overviewRoutes } from './overview';
import { sourceRoutes } from './sources';

/** Every route of the REST API. */
export function restRoutes(options: {
  service: EngineeringInsightsService;
}): Route[] {
  return [
    ...metricRoutes(options),
    ...deliveryRoutes(options),
    ...overviewRoutes(options),
    ...eventRoutes(options),
    ...sourceRoutes(options),
  ];
}
