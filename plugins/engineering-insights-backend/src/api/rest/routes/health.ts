import { FRACTION_IDS } from '@sei-platform/plugin-engineering-insights-common';
import { z } from 'zod/v4';
import type { EngineeringInsightsService } from '../../../service/EngineeringInsightsService';
import { entityParameters, pageQuery, windowQuery } from '../parameters';
import { defineRoute, type Route } from '../Route';

const fractionParameters = z.object({
  ...entityParameters.shape,
  fractionId: z
    .enum(FRACTION_IDS)
    .describe('Id of the fraction, as the health of the entity tells it.'),
});

/** What the numbers of an entity lack, record by record and service by service. */
export function healthRoutes({
  service,
}: {
  service: EngineeringInsightsService;
}): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/v1/entities/:kind/:namespace/:name/health/services',
      operationId: 'listServicesHealth',
      summary:
        'How complete the data of each service of a group, system or domain is; only services that the caller sees in the catalog.',
      params: entityParameters,
      query: windowQuery,
      answer: 'ServicesHealthAnswer',
      handle: async ({ credentials, params, query }) =>
        service.listServicesHealth({
          credentials,
          entity: params,
          window: query,
        }),
    }),
    defineRoute({
      method: 'get',
      path: '/v1/entities/:kind/:namespace/:name/health/:fractionId',
      operationId: 'listGaps',
      summary:
        'What keeps a fraction of the data health of an entity from being whole, newest first: as many rows as total − count.',
      params: fractionParameters,
      query: pageQuery,
      answer: 'GapsAnswer',
      handle: async ({ credentials, params, query }) =>
        service.listGaps({
          credentials,
          entity: params,
          window: query,
          fraction: params.fractionId,
          limit: query.limit,
          offset: Number(query.cursor ?? '0'),
        }),
    }),
  ];
}
