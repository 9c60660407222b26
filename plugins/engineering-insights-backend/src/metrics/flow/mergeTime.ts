import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { PHASE_SQL } from './phaseSql';
import { pullRequestObservations } from './pullRequestObservations';
import { pullRequestReference } from './pullRequestReference';

const HOUR = 3_600;

/** Median time from the last approval to the merge. */
export const mergeTime: Metric = {
  definition: {
    id: 'flow.merge-time',
    version: 1,
    title: 'Merge time',
    summary: 'How long a typical approved pull request waits for its merge.',
    formula:
      'The median, over the pull requests merged in the window, of the merge minus the last approval before it.',
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
    blindSpots: ['Why it waited: checks, a merge queue, a release window'],
    references: [pullRequestReference],
  },
  needs: ['pullRequests'],
  observations: scope => pullRequestObservations(scope, PHASE_SQL.merge),
  examples: [
    {
      title: 'Two pull requests merged 1 and 3 hours after their approval',
      observations: [
        {
          entityId: 1,
          observationKey: '1:811',
          observedAt: '2026-03-02T12:00:00Z',
          value: HOUR,
        },
        {
          entityId: 1,
          observationKey: '1:812',
          observedAt: '2026-03-03T12:00:00Z',
          value: 3 * HOUR,
        },
      ],
      expected: 2 * HOUR,
    },
    {
      title: 'Merged without review: there is no approval to measure from',
      observations: [
        {
          entityId: 1,
          observationKey: '1:811',
          observedAt: '2026-03-02T12:00:00Z',
          excludedReason: 'notReviewed',
        },
      ],
      expected: undefined,
    },
  ],
};
