import { DEPLOYMENT_GAPS } from '@sei-platform/plugin-engineering-insights-common';
import { z } from 'zod/v4';
import type { EngineeringInsightsService } from '../../../service/EngineeringInsightsService';
import {
  entityParameters,
  smallIdParameters,
  noParameters,
} from '../parameters';
import { defineRoute, type Route } from '../Route';

const listQuery = z.object({
  cursor: z
    .string()
    .max(200)
    .optional()
    .describe('The nextCursor of the page before.'),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(200)
    .default(50)
    .describe('Rows in a page.'),
});

const deploymentsQuery = z.object({
  ...listQuery.shape,
  gap: z.enum(DEPLOYMENT_GAPS).describe('What the deployments lack.'),
});

const PATH = '/v1/triage/:kind/:namespace/:name';

/** What waits for a person among the services of an entity, and what people corrected. */
export function triageRoutes({
  service,
}: {
  service: EngineeringInsightsService;
}): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: PATH,
      operationId: 'getTriage',
      summary:
        'How much waits for a person among the services of an entity, in the last 90 days, and what the caller may do about it.',
      params: entityParameters,
      query: noParameters,
      answer: 'EntityTriageAnswer',
      handle: async ({ credentials, params }) =>
        service.getTriage({ credentials, entity: params }),
    }),
    defineRoute({
      method: 'get',
      path: `${PATH}/incidents`,
      operationId: 'listTriageIncidents',
      summary:
        'Incidents that no deployment is known to have caused, oldest first.',
      params: entityParameters,
      query: listQuery,
      answer: 'TriageIncidentsAnswer',
      handle: async ({ credentials, params, query }) =>
        service.listTriageIncidents({ credentials, entity: params, ...query }),
    }),
    defineRoute({
      method: 'get',
      path: `${PATH}/deployments`,
      operationId: 'listTriageDeployments',
      summary:
        'Successful deployments whose revision is not known, or that name no environment, oldest first.',
      params: entityParameters,
      query: deploymentsQuery,
      answer: 'TriageDeploymentsAnswer',
      handle: async ({ credentials, params, query }) =>
        service.listTriageDeployments({
          credentials,
          entity: params,
          ...query,
        }),
    }),
    defineRoute({
      method: 'get',
      path: `${PATH}/corrections`,
      operationId: 'listCorrections',
      summary:
        'What was corrected by hand and not taken back, the latest first.',
      params: entityParameters,
      query: listQuery,
      answer: 'CorrectionsAnswer',
      handle: async ({ credentials, params, query }) =>
        service.listCorrections({ credentials, entity: params, ...query }),
    }),
    defineRoute({
      method: 'delete',
      path: '/v1/corrections/:id',
      operationId: 'takeBackCorrection',
      summary: 'Takes back a correction as it is listed.',
      params: smallIdParameters,
      query: noParameters,
      handle: async ({ credentials, params }) =>
        service.takeBackCorrection({ credentials, correctionId: params.id }),
    }),
  ];
}
