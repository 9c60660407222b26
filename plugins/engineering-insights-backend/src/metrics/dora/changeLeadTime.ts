import {
  CHANGE_STARTS,
  CHANGE_UNITS,
  type Observation,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { doraReference } from '../doraReference';
import { changeObservations } from './changeObservations';

const HOUR = 3_600;

const FOUR: readonly Observation[] = [6, 16, 24, 30].map((hours, index) => ({
  entityId: 1,
  observationKey: `1:a${index + 1}`,
  observedAt: '2026-03-02T12:00:00Z',
  value: hours * HOUR,
}));

/** Median time from a commit to its arrival in production. */
export const changeLeadTime: Metric = {
  definition: {
    id: 'dora.change-lead-time',
    version: 1,
    title: 'Change lead time',
    summary:
      'How long a typical commit takes from being written to running in production.',
    formula:
      'The median, over the changes that first reached production in the window, of the finish of the rollout minus the time the commit was authored.',
    unit: 'seconds',
    direction: 'lowerIsBetter',
    aggregate: 'quantile',
    observationKind: 'change',
    measures: { units: CHANGE_UNITS, starts: CHANGE_STARTS },
    minimumSample: 5,
    isPersonDerived: false,
    requires: [
      'Production deployments that name a commit',
      'The commit history between two deployments',
    ],
    excludes: [
      'Merge commits, which carry no change of their own',
      'Squash commits and rebased copies, whose original commits count instead',
      'Commits of the first known deployment, or of one whose predecessor or history is not known',
      'Commits dated after their deployment',
      'In a monorepo, commits that touch none of the paths of the service',
      'Counted by pull request, or from when it was opened or merged: commits without a pull request',
    ],
    blindSpots: [
      'Work before the first commit, such as planning and design',
      'Changes that reach production without a deployment, such as a feature flag being switched',
      'Original commits of a squashed pull request whose source does not list them',
      'Measured from the date of the commit instead of its writing: what was before a rebase or an amended commit, as these rewrite that date',
    ],
    references: [doraReference],
  },
  needs: ['deployments', 'revisions'],
  observations: changeObservations,
  examples: [
    {
      title:
        'Two commits, written 10 and 30 hours before they were deployed: the median lies halfway',
      observations: [
        {
          entityId: 1,
          observationKey: '1:a1',
          observedAt: '2026-03-02T12:00:00Z',
          value: 10 * HOUR,
        },
        {
          entityId: 1,
          observationKey: '1:b2',
          observedAt: '2026-03-02T12:00:00Z',
          value: 30 * HOUR,
        },
      ],
      expected: 20 * HOUR,
    },
    {
      title:
        'One commit took 2 hours; the merge commit beside it and a year of older commits in the first deployment are left out',
      observations: [
        {
          entityId: 1,
          observationKey: '1:a1',
          observedAt: '2026-03-02T12:00:00Z',
          value: 2 * HOUR,
        },
        {
          entityId: 1,
          observationKey: '1:c3',
          observedAt: '2026-03-02T12:00:00Z',
          value: HOUR,
          excludedReason: 'mergeCommit',
        },
        {
          entityId: 1,
          observationKey: '1:d4',
          observedAt: '2026-03-01T12:00:00Z',
          value: 8_760 * HOUR,
          excludedReason: 'firstDeployment',
        },
      ],
      expected: 2 * HOUR,
    },
    {
      title:
        'Four commits that took 6, 16, 24 and 30 hours, where a reader chose the mean',
      statistic: 'mean',
      observations: FOUR,
      expected: 19 * HOUR,
    },
    {
      title:
        'The same by the 90th percentile: it lies seven tenths of the way from the third to the fourth',
      statistic: 'p90',
      observations: FOUR,
      expected: 28.2 * HOUR,
    },
    {
      title: 'A deployment without a commit: lead time is not known, not 0',
      observations: [
        {
          entityId: 1,
          observationKey: '1:deployment:d-1',
          observedAt: '2026-03-02T12:00:00Z',
          excludedReason: 'noRevision',
        },
      ],
      expected: undefined,
    },
  ],
};
