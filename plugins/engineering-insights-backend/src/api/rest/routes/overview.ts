import { z } from 'zod/v4';
import type {
  EngineeringInsightsService,
  OverviewInput,
} from '../../../service/EngineeringInsightsService';
import { entityParameters, noParameters } from '../parameters';
import { defineRoute, type Route, type RouteRequest } from '../Route';

const overviewQuery = z.object({
  days: z
    .enum(['30', '90', '180', '365'])
    .default('90')
    .describe('Days of the window, which ends with today, UTC.'),
  lifecycle: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('Only services whose lifecycle the catalog says to be this.'),
  tag: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('Only services that have this tag in the catalog.'),
});

const servicesQuery = z.object({
  ...overviewQuery.shape,
  metric: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('Whose band is asked for: dora.change-lead-time.'),
  band: z
    .enum(['elite', 'high', 'medium', 'low', 'unknown'])
    .optional()
    .describe('Only services in this band of the metric.'),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(500)
    .describe('Services in a page.'),
  cursor: z
    .string()
    .regex(/^[0-9]{1,9}$/, 'must be the nextCursor of the page before')
    .optional()
    .describe('The nextCursor of the page before.'),
});

type OverviewRequest = Pick<
  RouteRequest<
    z.infer<typeof entityParameters>,
    z.infer<typeof overviewQuery>,
    undefined
  >,
  'credentials' | 'params' | 'query'
>;

function inputOf(request: OverviewRequest): OverviewInput {
  const { credentials, params, query } = request;
  const { days, lifecycle, tag } = query;
  return {
    credentials,
    entity: params,
    days: Number(days),
    filter: { lifecycle, tag },
  };
}

const PATH = '/v1/overview/:kind/:namespace/:name';

/** Many services of a system, domain or group at once. */
export function overviewRoutes({
  service,
}: {
  service: EngineeringInsightsService;
}): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/v1/overview/targets',
      operationId: 'listOverviewTargets',
      summary: 'The systems, domains and groups that there is an overview of.',
      params: noParameters,
      query: noParameters,
      answer: 'OverviewTargetsAnswer',
      handle: async ({ credentials }) =>
        service.listOverviewTargets({ credentials }),
    }),
    defineRoute({
      method: 'get',
      path: PATH,
      operationId: 'getOverview',
      summary:
        'The five DORA metrics over the services of a system, domain or group, and how many services are in each band, in the window and month by month.',
      params: entityParameters,
      query: overviewQuery,
      answer: 'OverviewAnswer',
      handle: async request => service.getOverview(inputOf(request)),
    }),
    defineRoute({
      method: 'get',
      path: `${PATH}/services`,
      operationId: 'listOverviewServices',
      summary:
        'The services of an overview with their values, or those of one band.',
      params: entityParameters,
      query: servicesQuery,
      answer: 'OverviewServicesAnswer',
      handle: async ({ query, ...request }) => {
        const { metric, band, limit, cursor } = query;
        return service.listOverviewServices({
          ...inputOf({ ...request, query }),
          band: metric && band ? { metricId: metric, level: band } : undefined,
          limit,
          offset: Number(cursor ?? 0),
        });
      },
    }),
    defineRoute({
      method: 'get',
      path: `${PATH}/changes`,
      operationId: 'getOverviewChanges',
      summary:
        'How the means and shares of an overview moved from the window before, and what each service and phase brings to that.',
      params: entityParameters,
      query: overviewQuery,
      answer: 'OverviewChangesAnswer',
      handle: async request => service.getOverviewChanges(inputOf(request)),
    }),
    defineRoute({
      method: 'get',
      path: `${PATH}/completeness`,
      operationId: 'getOverviewCompleteness',
      summary:
        'How complete the data of the services of an overview is, and which lack what.',
      params: entityParameters,
      query: overviewQuery,
      answer: 'OverviewCompletenessAnswer',
      handle: async request =>
        service.getOverviewCompleteness(inputOf(request)),
    }),
  ];
}
