import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { PHASE_SQL } from './phaseSql';
import { pullRequestObservations } from './pullRequestObservations';
import { pullRequestReference } from './pullRequestReference';

const HOUR = 3_600;

/** Median time from being ready for review to the first review. */
export const pickupTime: Metric = {
  definition: {
    id: 'flow.pickup-time',
    version: 1,
    title: 'Pickup time',
    summary: 'How long a typical pull request waits for its first review.',
    formula:
      'The median, over the pull requests merged in the window, of the first review by someone else who is human minus the time they were ready for review.',
    unit: 'seconds',
    direction: 'lowerIsBetter',
    aggregate: 'quantile',
    observationKind: 'pullRequest',
    minimumSample: 5,
    isPersonDerived: false,
    requires: ['Pull requests with their reviews'],
    excludes: [
      'Pull requests merged without a review',
      'Reviews by the author, by bots and by AI reviewers',
    ],
    blindSpots: [
      'Reviews that are given elsewhere, such as in a meeting or while pairing',
    ],
    references: [pullRequestReference],
  },
  needs: ['pullRequests'],
  observations: scope => pullRequestObservations(scope, PHASE_SQL.pickup),
  examples: [
    {
      title: 'Two pull requests waited 1 and 9 hours: the median lies halfway',
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
          value: 9 * HOUR,
        },
      ],
      expected: 5 * HOUR,
    },
    {
      title:
        'A pull request merged without review is not counted as picked up at once',
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
