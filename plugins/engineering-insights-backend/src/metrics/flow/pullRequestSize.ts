import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { isLeftOutAsBotSql } from '../cohortSql';
import { mergedPullRequests } from './mergedPullRequests';

/** Median number of lines that pull requests change. */
export const pullRequestSize: Metric = {
  definition: {
    id: 'flow.pull-request-size',
    version: 1,
    title: 'Pull request size',
    summary: 'How many lines a typical pull request changes.',
    formula:
      'The median, over the pull requests merged in the window, of the lines that they add plus the lines that they delete.',
    unit: 'lines',
    direction: 'lowerIsBetter',
    aggregate: 'quantile',
    observationKind: 'pullRequest',
    minimumSample: 5,
    isPersonDerived: false,
    requires: ['Pull requests with their added and deleted lines'],
    excludes: ['Pull requests of which the source does not tell the lines'],
    blindSpots: [
      'How hard a change is: generated files, lock files and moved code count like any other line',
      'Which of the lines belong to the paths of the service, where a repository is shared',
    ],
    references: [
      {
        title: "Google's engineering practices: small changes",
        url: 'https://google.github.io/eng-practices/review/developer/small-cls.html',
      },
    ],
  },
  needs: ['pullRequests'],
  observations: scope => ({
    shared: mergedPullRequests(scope),
    sql: `
      select entity_id,
             observation_key,
             merged_at as observed_at,
             additions::double precision + deletions as value,
             case
               when ${isLeftOutAsBotSql(scope, 'author_actor')} then 'bot'
               when additions is null or deletions is null then 'sizeUnknown'
             end as excluded_reason
        from merged`,
    bindings: {},
  }),
  examples: [
    {
      title:
        'Three pull requests: 8 + 2, 40 + 10 and 900 + 0 lines, so 10, 50 and 900',
      observations: [
        {
          entityId: 1,
          observationKey: '1:811',
          observedAt: '2026-03-02T12:00:00Z',
          value: 8 + 2,
        },
        {
          entityId: 1,
          observationKey: '1:812',
          observedAt: '2026-03-03T12:00:00Z',
          value: 40 + 10,
        },
        {
          entityId: 1,
          observationKey: '1:813',
          observedAt: '2026-03-04T12:00:00Z',
          value: 900 + 0,
        },
      ],
      expected: 50,
    },
    {
      title: 'The source does not tell the lines: not known, not 0',
      observations: [
        {
          entityId: 1,
          observationKey: '1:811',
          observedAt: '2026-03-02T12:00:00Z',
          excludedReason: 'sizeUnknown',
        },
      ],
      expected: undefined,
    },
  ],
};
