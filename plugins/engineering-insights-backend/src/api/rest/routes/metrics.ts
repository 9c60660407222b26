import { z } from 'zod/v4';
import type { EngineeringInsightsService } from '../../../service/EngineeringInsightsService';
import {
  comparedMeasuringQuery,
  doraQuery,
  entityParameters,
  isTrue,
  measuringQuery,
  metricParameters,
  noParameters,
  teamNowQuery,
  teamQuery,
} from '../parameters';
import { defineRoute, type Route } from '../Route';

const explainQuery = z.object({
  ...measuringQuery.shape,
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(50)
    .describe('Records in a page.'),
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
      query: doraQuery,
      answer: 'DoraAnswer',
      handle: async ({ credentials, params, query }) =>
        service.getDora({
          credentials,
          entity: params,
          window: query,
          isCompared: query.compare === 'true',
          statistic: query.statistic,
          unit: query.unit,
          start: query.start,
        }),
    }),
    defineRoute({
      method: 'get',
      path: '/v1/analytics/team/:kind/:namespace/:name',
      operationId: 'getTeam',
      summary:
        'One part of the team analytics of a group in one window, with the window before.',
      params: entityParameters,
      query: teamQuery,
      answer: 'TeamAnswer',
      handle: async ({ credentials, params, query }) =>
        service.getTeam({
          credentials,
          entity: params,
          window: query,
          section: query.section,
          isCompared: query.compare === 'true',
          clock: query.clock,
          statistic: query.statistic,
          isWithSubTeams: isTrue(query.subTeams),
        }),
    }),
    defineRoute({
      method: 'get',
      path: '/v1/analytics/team/:kind/:namespace/:name/now',
      operationId: 'getTeamNow',
      summary: 'What waits at this moment for someone of a group to act.',
      params: entityParameters,
      query: teamNowQuery,
      answer: 'TeamNowAnswer',
      handle: async ({ credentials, params, query }) =>
        service.getTeamNow({
          credentials,
          entity: params,
          isWithSubTeams: isTrue(query.subTeams),
        }),
    }),
    defineRoute({
      method: 'get',
      path: '/v1/metrics/:metricId/:kind/:namespace/:name',
      operationId: 'getMetric',
      summary:
        'One metric of one entity in one window: value, comparison and series.',
      params: metricParameters,
      query: comparedMeasuringQuery,
      answer: 'SingleMetricAnswer',
      handle: async ({ credentials, params, query }) =>
        service.getMetric({
          credentials,
          metricId: params.metricId,
          entity: params,
          window: query,
          isCompared: query.compare === 'true',
          cohort: query.cohort,
          clock: query.clock,
          statistic: query.statistic,
          unit: query.unit,
          start: query.start,
          isWithSubTeams: isTrue(query.subTeams),
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
          limit: query.limit,
          cohort: query.cohort,
          clock: query.clock,
          statistic: query.statistic,
          unit: query.unit,
          start: query.start,
          isWithSubTeams: isTrue(query.subTeams),
        }),
    }),
  ];
}
