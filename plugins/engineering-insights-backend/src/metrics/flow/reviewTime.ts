import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { PHASE_SQL } from './phaseSql';
import { pullRequestObservations } from './pullRequestObservations';
import { pullRequestReference } from './pullRequestReference';

const HOUR = 3_600;

/** Median time from the first review to the last approval. */
export const reviewTime: Metric = {
  definition: {
    id: 'flow.review-time',
    version: 1,
    title: 'Review time',
    summary: 'How long the review of a typical pull request takes, once begun.',
    formula:
      'The median, over the pull requests merged in the window, of the last approval before the merge minus the first review.',
    unit: 'seconds',
    direction: 'lowerIsBetter',
    aggregate: 'quantile',
    observationKind: 'pullRequest',
    minimumSample: 5,
    isPersonDerived: false,
    requires: ['Pull requests with their reviews'],
    excludes: [
      'Pull requests merged without a review',
      'Pull requests merged without an approval',
    ],
    blindSpots: [
      'Work on review comments that ends without a further approval',
    ],
    references: [pullRequestReference],
  },
  needs: ['pullRequests'],
  observations: scope => pullRequestObservations(scope, PHASE_SQL.review),
  examples: [
    {
      title: 'Three pull requests, one approved at once',
      observations: [
        {
          entityId: 1,
          observationKey: '1:811',
          observedAt: '2026-03-02T12:00:00Z',
          value: 0 * HOUR,
        },
        {
          entityId: 1,
          observationKey: '1:812',
          observedAt: '2026-03-03T12:00:00Z',
          value: 3 * HOUR,
        },
        {
          entityId: 1,
          observationKey: '1:813',
          observedAt: '2026-03-04T12:00:00Z',
          value: 8 * HOUR,
        },
      ],
      expected: 3 * HOUR,
    },
    {
      title: 'Reviewed but never approved: the end of the review is not known',
      observations: [
        {
          entityId: 1,
          observationKey: '1:811',
          observedAt: '2026-03-02T12:00:00Z',
          excludedReason: 'boundaryMissing',
        },
      ],
      expected: undefined,
    },
  ],
};
