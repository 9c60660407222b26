import type { Clock, MetricWindow } from '../metrics/types';
import type { EntitySummary, MetricAnswer, WindowAnswer } from './types';

export type AnalyticsTopic = 'productivity' | 'velocity' | 'quality';
export const ANALYTICS_TOPICS: readonly AnalyticsTopic[] = [
  'productivity',
  'velocity',
  'quality',
];

/** GET /v1/analytics/{topic}/{kind}/{namespace}/{name} */
export interface AnalyticsAnswer {
  readonly entity: EntitySummary;
  readonly topic: AnalyticsTopic;
  readonly window: WindowAnswer;
  readonly previousWindow?: MetricWindow;
  /** By which durations of people's work are told. */
  readonly clock: Clock;
  readonly metrics: readonly MetricAnswer[];
  /** ISO 8601. */
  readonly calculatedAt: string;
}
