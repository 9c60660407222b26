import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { openPullRequests } from './openPullRequests';
import { pullRequestReference } from './pullRequestReference';
import { pullRequestStages } from './pullRequestStages';

/** Open pull requests, by their stage. */
export const workInProgress: Metric = {
  definition: {
    id: 'flow.work-in-progress',
    version: 1,
    title: 'Work in progress',
    summary: 'How many pull requests are open.',
    formula:
      'The pull requests that are open at the end of the window, or of the week or month of the series, each in the stage that it has reached by then.',
    unit: 'count',
    direction: 'lowerIsBetter',
    aggregate: 'count',
    observationKind: 'pullRequest',
    isSnapshot: true,
    categories: pullRequestStages,
    minimumSample: 0,
    isPersonDerived: false,
    requires: ['Pull requests with their reviews'],
    excludes: ['Reviews by the author, by bots and by AI reviewers'],
    blindSpots: [
      'Work that has no pull request yet',
      'Whether a pull request was closed and opened again in between',
    ],
    references: [pullRequestReference],
  },
  needs: ['pullRequests'],
  observations: scope => ({
    shared: openPullRequests(scope),
    sql: `
      select entity_id,
             observation_key,
             at as observed_at,
             stage as category,
             case when is_left_out_as_bot then 'bot' end as excluded_reason
        from open_pull_request`,
    bindings: {},
  }),
  examples: [
    {
      title: 'Of two open pull requests one is a draft',
      observations: [
        {
          entityId: 1,
          observationKey: '1:811',
          observedAt: '2026-03-31T23:59:59Z',
          category: 'draft',
        },
        {
          entityId: 1,
          observationKey: '1:812',
          observedAt: '2026-03-31T23:59:59Z',
          category: 'waiting',
        },
      ],
      expected: 2,
    },
  ],
};
