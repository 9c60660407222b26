import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  type AnalyticsAnswer,
  type AnalyticsTopic,
  type Clock,
  previousWindow,
  type ResolvedWindow,
  type Statistic,
} from '@sei-platform/plugin-engineering-insights-common';
import { NotFoundError } from '@backstage/errors';
import type { StoredEntity } from '../database/operations/entities/readEntity';
import { getMetrics } from './metricsOfMany';
import type { ServiceContext } from './ServiceContext';
import { TOPIC_METRICS } from './teamSections';

/** The metrics of one topic, as GraphQL tells them of a team. */
export async function answerAnalytics(question: {
  readonly context: ServiceContext;
  readonly credentials: BackstageCredentials;
  readonly entity: StoredEntity;
  readonly window: ResolvedWindow;
  readonly topic: AnalyticsTopic;
  readonly isCompared: boolean;
  readonly clock: Clock;
  readonly statistic?: Statistic;
  readonly isWithSubTeams?: boolean;
}): Promise<AnalyticsAnswer> {
  const { entity, window, topic, isCompared, clock } = question;
  const { ref, kind, title } = entity;
  const { byRef } = await getMetrics({
    ...question,
    metrics: TOPIC_METRICS[topic],
    entityRefs: [ref],
    cohort: 'all',
    mayBeKept: true,
  });
  const found = byRef.get(ref);
  if (!found) {
    throw new NotFoundError(`${ref} was taken out of the catalog just now.`);
  }
  return {
    entity: { ref, kind, title },
    topic,
    window,
    ...(isCompared && { previousWindow: previousWindow(window) }),
    clock,
    metrics: found.answers,
    calculatedAt: found.calculatedAt,
  };
}
