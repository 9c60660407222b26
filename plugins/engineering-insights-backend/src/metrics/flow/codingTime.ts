import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { PHASE_SQL } from './phaseSql';
import { pullRequestObservations } from './pullRequestObservations';
import { pullRequestReference } from './pullRequestReference';

const HOUR = 3_600;

/** Median time from the first commit to being ready for review. */
export const codingTime: Metric = {
  definition: {
    id: 'flow.coding-time',
    version: 1,
    title: 'Coding time',
    summary:
      'How long a typical pull request is worked on before it is ready for review.',
    formula:
      'The median, over the pull requests merged in the window, of the time they were ready for review (opened, or left draft) minus the time their first commit was authored.',
    unit: 'seconds',
    direction: 'lowerIsBetter',
    aggregate: 'quantile',
    observationKind: 'pullRequest',
    minimumSample: 5,
    isPersonDerived: false,
    requires: ['Pull requests with their commits'],
    excludes: [
      'Pull requests whose commits are not known',
      'Pull requests whose first commit is dated after they were ready for review',
    ],
    blindSpots: [
      'Work before the first commit, such as planning and design',
      'Commits that were squashed before they were pushed',
    ],
    references: [pullRequestReference],
  },
  needs: ['pullRequests'],
  observations: scope => pullRequestObservations(scope, PHASE_SQL.coding),
  examples: [
    {
      title: 'Three pull requests, coded for 2, 4 and 30 hours',
      observations: [
        {
          entityId: 1,
          observationKey: '1:811',
          observedAt: '2026-03-02T12:00:00Z',
          value: 2 * HOUR,
        },
        {
          entityId: 1,
          observationKey: '1:812',
          observedAt: '2026-03-03T12:00:00Z',
          value: 4 * HOUR,
        },
        {
          entityId: 1,
          observationKey: '1:813',
          observedAt: '2026-03-04T12:00:00Z',
          value: 30 * HOUR,
        },
      ],
      expected: 4 * HOUR,
    },
    {
      title:
        'One was coded for 4 hours; of the other the commits are not known',
      observations: [
        {
          entityId: 1,
          observationKey: '1:811',
          observedAt: '2026-03-02T12:00:00Z',
          value: 4 * HOUR,
        },
        {
          entityId: 1,
          observationKey: '1:812',
          observedAt: '2026-03-03T12:00:00Z',
          excludedReason: 'boundaryMissing',
        },
      ],
      expected: 4 * HOUR,
    },
  ],
};
