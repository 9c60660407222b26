import {
  ANALYTICS_TOPICS,
  type AnalyticsTopic,
} from '@sei-platform/plugin-engineering-insights-common';
import { z } from 'zod/v4';
import type { EngineeringInsightsService } from '../../../service/EngineeringInsightsService';
import { entityParameters, isTrue, teamQuery } from '../parameters';
import { defineRoute, type Route } from '../Route';

const { section: _, ...analyticsShape } = teamQuery.shape;
const analyticsQuery = z.object(analyticsShape);

const ABOUT: Readonly<
  Record<AnalyticsTopic, { operationId: string; summary: string }>
> = {
  productivity: {
    operationId: 'getProductivityAnalytics',
    summary:
      'How work flows and on what time is spent: cycle time with its phases, throughput, reviews, kinds of work. Of an entity as a whole, never of a person.',
  },
  velocity: {
    operationId: 'getVelocityAnalytics',
    summary:
      'What is planned and finished: throughput, issues and sprints of an entity.',
  },
  quality: {
    operationId: 'getQualityAnalytics',
    summary: 'Pipelines, incidents, findings and coverage of an entity.',
  },
};

/** The metrics of one topic of an entity in one answer. */
export function analyticsRoutes({
  service,
}: {
  service: EngineeringInsightsService;
}): Route[] {
  return ANALYTICS_TOPICS.map(topic =>
    defineRoute({
      method: 'get',
      path: `/v1/analytics/${topic}/:kind/:namespace/:name`,
      ...ABOUT[topic],
      params: entityParameters,
      query: analyticsQuery,
      answer: 'AnalyticsAnswer',
      handle: async ({ credentials, params, query }) =>
        service.getAnalytics({
          credentials,
          entity: params,
          window: query,
          topic,
          isCompared: query.compare === 'true',
          clock: query.clock,
          statistic: query.statistic,
          isWithSubTeams: isTrue(query.subTeams),
        }),
    }),
  );
}
