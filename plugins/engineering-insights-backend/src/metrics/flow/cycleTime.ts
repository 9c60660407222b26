import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { CYCLE_SQL } from './phaseSql';
import { pullRequestObservations } from './pullRequestObservations';
import { pullRequestReference } from './pullRequestReference';

const HOUR = 3_600;

/** Median time from the first commit to the merge. */
export const cycleTime: Metric = {
  definition: {
    id: 'flow.cycle-time',
    version: 1,
    title: 'Cycle time',
    summary:
      'How long a typical pull request takes from its first commit to its merge.',
    formula:
      'The median, over the pull requests merged in the window, of the merge minus the time their first commit was authored: coding, pickup, review and merge together, without deploying.',
    unit: 'seconds',
    direction: 'lowerIsBetter',
    aggregate: 'quantile',
    observationKind: 'pullRequest',
    minimumSample: 5,
    isPersonDerived: false,
    requires: ['Pull requests with their commits'],
    excludes: [
      'Pull requests whose commits are not known',
      'Pull requests whose first commit is dated after their merge',
    ],
    blindSpots: [
      'Work before the first commit, such as planning and design',
      'Commits that were squashed before they were pushed',
    ],
    references: [pullRequestReference],
  },
  needs: ['pullRequests'],
  observations: scope => pullRequestObservations(scope, CYCLE_SQL),
  examples: [
    {
      title:
        'Three pull requests took 5, 20 and 90 hours; one of them had no review and still counts',
      observations: [
        {
          entityId: 1,
          observationKey: '1:811',
          observedAt: '2026-03-02T12:00:00Z',
          value: 5 * HOUR,
        },
        {
          entityId: 1,
          observationKey: '1:812',
          observedAt: '2026-03-03T12:00:00Z',
          value: 20 * HOUR,
        },
        {
          entityId: 1,
          observationKey: '1:813',
          observedAt: '2026-03-04T12:00:00Z',
          value: 90 * HOUR,
        },
      ],
      expected: 20 * HOUR,
    },
    {
      title: 'Of the only one the commits are not known',
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
