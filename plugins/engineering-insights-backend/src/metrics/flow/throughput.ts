import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { isLeftOutAsBotSql } from '../cohortSql';
import { mergedPullRequests } from './mergedPullRequests';
import { pullRequestReference } from './pullRequestReference';

/** Merged pull requests per covered day. */
export const throughput: Metric = {
  definition: {
    id: 'flow.throughput',
    version: 1,
    title: 'Throughput',
    summary: 'How many pull requests are merged.',
    formula:
      'The pull requests merged in the window, divided by the covered calendar days (UTC). Of a team, system or domain it is the total of its services.',
    unit: 'perDay',
    direction: 'neutral',
    aggregate: 'perDay',
    observationKind: 'pullRequest',
    minimumSample: 5,
    isPersonDerived: false,
    requires: ['Pull requests'],
    excludes: ['Pull requests that were closed without being merged'],
    blindSpots: [
      'How much each of them changes, so that splitting work raises the number',
      'What is pushed without a pull request',
    ],
    references: [pullRequestReference],
  },
  needs: ['pullRequests'],
  observations: scope => ({
    shared: mergedPullRequests(scope),
    sql: `
      select entity_id,
             observation_key,
             merged_at as observed_at,
             case
               when ${isLeftOutAsBotSql(scope, 'author_actor')} then 'bot'
             end as excluded_reason
        from merged`,
    bindings: {},
  }),
  examples: [
    {
      title: 'Three pull requests merged in 30 covered days',
      observations: ['811', '812', '813'].map((number, index) => ({
        entityId: 1,
        observationKey: `1:${number}`,
        observedAt: `2026-03-0${index + 2}T12:00:00Z`,
      })),
      coveredDays: 30,
      expected: 0.1,
    },
    {
      title: 'No day is covered, because nothing was collected: not known',
      observations: [],
      coveredDays: 0,
      expected: undefined,
    },
  ],
};
