import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { durationSql } from '../durationSql';
import { openPullRequests } from './openPullRequests';
import { pullRequestStages } from './pullRequestStages';

const DAY = 86_400;
/** A moment is the last microsecond before an end. */
const END_SQL = `(at + interval '1 microsecond')`;
const END = '2026-03-31T23:59:59Z';

/** Median time since open pull requests were opened. */
export const workInProgressAge: Metric = {
  definition: {
    id: 'flow.work-in-progress-age',
    version: 1,
    title: 'Age of work in progress',
    summary: 'How long a typical open pull request has been open.',
    formula:
      'The median, over the pull requests that are open at the end of the window, or of the week or month of the series, of that moment minus the time they were opened. Drafts count.',
    unit: 'seconds',
    direction: 'lowerIsBetter',
    aggregate: 'quantile',
    observationKind: 'pullRequest',
    isSnapshot: true,
    categories: pullRequestStages,
    minimumSample: 5,
    isPersonDerived: false,
    requires: ['Pull requests'],
    excludes: ['Pull requests that are merged or closed by then'],
    blindSpots: [
      'Work that has no pull request yet',
      'Whether a pull request was closed and opened again in between',
      'Whether anyone still means to merge it',
      'Closing an old pull request lowers the number without finishing any work',
    ],
    references: [
      {
        title: 'The Kanban Guide: work item age',
        url: 'https://kanbanguides.org/english/',
      },
    ],
  },
  needs: ['pullRequests'],
  observations: scope => ({
    shared: openPullRequests(scope),
    sql: `
      select entity_id,
             observation_key,
             at as observed_at,
             age.seconds as value,
             stage as category,
             case
               when is_left_out_as_bot then 'bot'
               when age.seconds is null then 'timeUnknown'
             end as excluded_reason
        from open_pull_request
        cross join lateral (
          select ${durationSql(scope, 'created_at', END_SQL)} as seconds
        ) as age`,
    bindings: {},
  }),
  examples: [
    {
      title: 'Three open pull requests are 1, 3 and 40 days old',
      observations: [
        {
          entityId: 1,
          observationKey: '1:811',
          observedAt: END,
          value: DAY,
          category: 'waiting',
        },
        {
          entityId: 1,
          observationKey: '1:812',
          observedAt: END,
          value: 3 * DAY,
          category: 'inReview',
        },
        {
          entityId: 1,
          observationKey: '1:813',
          observedAt: END,
          value: 40 * DAY,
          category: 'draft',
        },
      ],
      expected: 3 * DAY,
    },
    {
      title: 'The only one open is by a bot, and people are asked about',
      observations: [
        {
          entityId: 1,
          observationKey: '1:811',
          observedAt: END,
          value: 2 * DAY,
          category: 'waiting',
          excludedReason: 'bot',
        },
      ],
      expected: undefined,
    },
  ],
};
