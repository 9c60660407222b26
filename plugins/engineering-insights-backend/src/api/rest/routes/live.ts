import type { EngineeringInsightsService } from '../../../service/EngineeringInsightsService';
import { entityParameters, noParameters } from '../parameters';
import { defineRoute, type Route } from '../Route';

/** What pages need to hear of changes. */
export function liveRoutes({
  service,
}: {
  service: EngineeringInsightsService;
}): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/v1/entities/:kind/:namespace/:name/live',
      operationId: 'getLiveKey',
      summary:
        "By what the portal's signals name the entity when its values were calculated anew.",
      params: entityParameters,
      query: noParameters,
      answer: 'LiveKeyAnswer',
      handle: async ({ credentials, params }) =>
        service.getLiveKey({ credentials, entity: params }),
    }),
  ];
}
