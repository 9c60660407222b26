import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { PHASE_SQL } from './phaseSql';
import { pullRequestObservations } from './pullRequestObservations';
import { pullRequestReference } from './pullRequestReference';

const HOUR = 3_600;

/** Median time from the merge to production. */
export const deployTime: Metric = {
  definition: {
    id: 'flow.deploy-time',
    version: 1,
    title: 'Deploy time',
    summary:
      'How long a typical merged pull request waits until it runs in production.',
    formula:
      'The median, over the pull requests merged in the window, of the finish of the first production rollout that carries them minus their merge.',
    unit: 'seconds',
    direction: 'lowerIsBetter',
    aggregate: 'quantile',
    observationKind: 'pullRequest',
    minimumSample: 5,
    isPersonDerived: false,
    requires: ['Pull requests', 'Production deployments that name a commit'],
    excludes: [
      'Pull requests that are not deployed yet, so the newest weeks hold the quickest alone',
      'Pull requests first carried by a rollout without a known predecessor',
    ],
    blindSpots: ['Changes that are deployed but not yet switched on'],
    references: [pullRequestReference],
  },
  needs: ['deployments', 'pullRequests'],
  observations: scope => pullRequestObservations(scope, PHASE_SQL.deploy),
  examples: [
    {
      title: 'Three pull requests reached production after 1, 2 and 24 hours',
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
          value: 2 * HOUR,
        },
        {
          entityId: 1,
          observationKey: '1:813',
          observedAt: '2026-03-04T12:00:00Z',
          value: 24 * HOUR,
        },
      ],
      expected: 2 * HOUR,
    },
    {
      title: 'One is not deployed yet: it is listed, not counted',
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
          excludedReason: 'notDeployed',
        },
      ],
      expected: HOUR,
    },
  ],
};
