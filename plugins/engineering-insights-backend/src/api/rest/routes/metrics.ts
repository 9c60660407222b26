import { z } from 'zod/v4';
import type { EngineeringInsightsService } from '../../../service/EngineeringInsightsService';
import {
  compareQuery,
  entityParameters,
  metricParameters,
  noParameters,
  windowQuery,
} from '../parameters';
import { defineRoute, type Route } from '../Route';

const explainQuery = z.object({
  ...windowQuery.shape,
  cursor: z
    .string()
    .max(1_000)
    .optional()
    .describe('The nextCursor of the page before.'),
});

/** Definitions and values of metrics. */
export function metricRoutes({
  service,
}: {
  service: EngineeringInsightsService;
}): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/v1/metrics',
      operationId: 'listMetrics',
      summary: 'The definitions of all metrics.',
      params: noParameters,
      query: noParameters,
      answer: 'MetricsAnswer',
      handle: async ({ credentials }) => service.listMetrics({ credentials }),
    }),
    defineRoute({
      method: 'get',
      path: '/v1/analytics/dora/:kind/:namespace/:name',
      operationId: 'getDora',
      summary:
        'The five DORA metrics and the phases of one entity in one window, with the window before.',
      params: entityParameters,
      query: compareQuery,
      answer: 'DoraAnswer',
      handle: async ({ credentials, params, query }) =>
        service.getDora({
          credentials,
          entity: params,
          window: query,
          isCompared: query.compare === 'true',
        }),
    }),
    defineRoute({
      method: 'get',
      path: '/v1/metrics/:metricId/:kind/:namespace/:name',
      operationId: 'getMetric',
      summary:
        'One metric of one entity in one window: value, comparison and series.',
      params: metricParameters,
      query: compareQuery,
      answer: 'SingleMetricAnswer',
      handle: async ({ credentials, params, query }) =>
        service.getMetric({
          credentials,
          metricId: params.metricId,
          entity: params,
          window: query,
          isCompared: query.compare === 'true',
        }),
    }),
    defineRoute({
      method: 'get',
      path: '/v1/metrics/:metricId/:kind/:namespace/:name/explain',
      operationId: 'explainMetric',
      summary:
        'The records behind one number: what is included, what is left out and why.',
      params: metricParameters,
      query: explainQuery,
      answer: 'ExplainAnswer',
      handle: async ({ credentials, params, query }) =>
        service.explainMetric({
          credentials,
          metricId: params.metricId,
          entity: params,
          window: query,
          cursor: query.cursor,
        }),
    }),
  ];
}
