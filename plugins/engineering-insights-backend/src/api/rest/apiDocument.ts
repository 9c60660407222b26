import { version } from '../../../package.json';
import type { EngineeringInsightsService } from '../../service/EngineeringInsightsService';
import { badgeOperation } from '../badges/badgeOperation';
import { eventStreamOperation } from '../live/eventStreamOperation';
import { openApiDocument } from './openApiDocument';
import type { Route } from './Route';
import { restRoutes } from './routes';

/** The OpenAPI document of everything that is served. */
export function apiDocument(
  // What routes say of themselves needs no service.
  routes: readonly Route[] = restRoutes({
    service: {} as EngineeringInsightsService,
  }),
): Record<string, unknown> {
  return openApiDocument({
    operations: [...routes, eventStreamOperation, badgeOperation],
    version,
  });
}
