import { instant } from '@sei-platform/plugin-engineering-insights-common';
import { z } from 'zod/v4';
import type { EngineeringInsightsService } from '../../../service/EngineeringInsightsService';
import {
  entityParameters,
  idParameters,
  incidentParameters,
  incidentsQuery,
  noParameters,
  pageQuery,
} from '../parameters';
import { defineRoute, type Route } from '../Route';

const markBody = z.object({
  isFailed: z.boolean(),
  recoveredAt: instant.optional(),
  note: z.string().max(2_000).default(''),
});

const pullRequestsQuery = z.object({
  ...pageQuery.shape,
  limit: pageQuery.shape.limit.default(50),
  cursor: z
    .string()
    .max(200)
    .optional()
    .describe('The nextCursor of the page before.'),
});

const note = z.string().max(2_000).optional();

const attributionBody = z.union([
  z.strictObject({
    deploymentId: z
      .string()
      .regex(/^[0-9]{1,18}$/, 'must be the id of a listed deployment'),
    note,
  }),
  z.strictObject({ isCausedByChange: z.literal(false), note }),
]);

/** What an entity delivered, and the corrections that people make by hand. */
export function deliveryRoutes({
  service,
}: {
  service: EngineeringInsightsService;
}): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/v1/entities/:kind/:namespace/:name/deployments',
      operationId: 'listDeployments',
      summary:
        'The deployments of an entity that finished in a window, newest first.',
      params: entityParameters,
      query: pageQuery,
      answer: 'DeploymentsAnswer',
      handle: async ({ credentials, params, query }) =>
        service.listDeployments({
          credentials,
          entity: params,
          window: query,
          limit: query.limit,
          offset: Number(query.cursor ?? '0'),
        }),
    }),
    defineRoute({
      method: 'get',
      path: '/v1/entities/:kind/:namespace/:name/incidents',
      operationId: 'listIncidents',
      summary:
        'The incidents of an entity that were opened in a window, newest first; those of one attribution, such as what waits in triage, oldest first.',
      params: entityParameters,
      query: incidentsQuery,
      answer: 'IncidentsAnswer',
      handle: async ({ credentials, params, query }) =>
        service.listIncidents({
          credentials,
          entity: params,
          window: query,
          attribution: query.attribution,
          limit: query.limit,
          offset: Number(query.cursor ?? '0'),
        }),
    }),
    defineRoute({
      method: 'get',
      path: '/v1/entities/:kind/:namespace/:name/pull-requests',
      operationId: 'listPullRequests',
      summary:
        'The pull requests that were opened in a window, newest first, of the repositories that an entity and what belongs to it now read.',
      params: entityParameters,
      query: pullRequestsQuery,
      answer: 'PullRequestsAnswer',
      handle: async ({ credentials, params, query }) =>
        service.listEntityPullRequests({
          credentials,
          entity: params,
          window: query,
          cursor: query.cursor,
          limit: query.limit,
        }),
    }),
    defineRoute({
      method: 'get',
      path: '/v1/entities/:kind/:namespace/:name/health',
      operationId: 'getEntityHealth',
      summary:
        'How far the data of an entity can be trusted, and what to mend.',
      params: entityParameters,
      query: noParameters,
      answer: 'EntityHealth',
      handle: async ({ credentials, params }) =>
        service.getEntityHealth({ credentials, entity: params }),
    }),
    defineRoute({
      method: 'put',
      path: '/v1/deployments/:id/mark',
      operationId: 'markDeployment',
      summary: 'Says by hand whether a deployment failed.',
      params: idParameters,
      query: noParameters,
      body: markBody,
      handle: async ({ credentials, params, body }) =>
        service.markDeployment({
          credentials,
          deploymentId: params.id,
          mark: body,
        }),
    }),
    defineRoute({
      method: 'delete',
      path: '/v1/deployments/:id/mark',
      operationId: 'unmarkDeployment',
      summary: 'Takes back what was said by hand of a deployment.',
      params: idParameters,
      query: noParameters,
      handle: async ({ credentials, params }) =>
        service.unmarkDeployment({ credentials, deploymentId: params.id }),
    }),
    defineRoute({
      method: 'put',
      path: '/v1/incidents/:id/attribution',
      operationId: 'attributeIncident',
      summary:
        'Says by hand which deployment caused an incident, or that no change did.',
      params: incidentParameters,
      query: noParameters,
      body: attributionBody,
      handle: async ({ credentials, params, body }) =>
        service.attributeIncident({
          credentials,
          incidentId: params.id,
          attribution: body,
        }),
    }),
    defineRoute({
      method: 'delete',
      path: '/v1/incidents/:id/attribution',
      operationId: 'unattributeIncident',
      summary: 'Takes back what was said by hand of the cause of an incident.',
      params: incidentParameters,
      query: noParameters,
      handle: async ({ credentials, params }) =>
        service.unattributeIncident({ credentials, incidentId: params.id }),
    }),
  ];
}
