import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { knowledgeSpread } from './knowledgeSpread';
import { mergedWithoutReview } from './mergedWithoutReview';
import { reviewLoad } from './reviewLoad';

/** How people work together; none tells of a person. */
export const collaborationMetrics: readonly Metric[] = [
  mergedWithoutReview,
  reviewLoad,
  knowledgeSpread,
];
