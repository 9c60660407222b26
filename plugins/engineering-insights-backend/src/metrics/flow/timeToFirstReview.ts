import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { durationSql } from '../durationSql';
import { firstReviews } from './firstReviews';

const HOUR = 3_600;

/** Median time from being ready for review to the first review, merged or not. */
export const timeToFirstReview: Metric = {
  definition: {
    id: 'flow.time-to-first-review',
    version: 1,
    title: 'Time to first review',
    summary:
      'How long a typical pull request waits for its first review, whatever becomes of it.',
    formula:
      'The median, over the pull requests that got their first review in the window, of that review by someone else who is human minus the time they were ready for review (opened, or left draft). Pickup time says the same of those merged in the window alone.',
    unit: 'seconds',
    direction: 'lowerIsBetter',
    aggregate: 'quantile',
    observationKind: 'pullRequest',
    minimumSample: 5,
    isPersonDerived: false,
    requires: ['Pull requests with their reviews'],
    excludes: [
      'Reviews by the author, by bots and by AI reviewers',
      'Reviews after the merge or the closing',
      'Pull requests first reviewed as a draft, before they were ready',
    ],
    blindSpots: [
      'Pull requests that nobody has reviewed yet, however long they wait',
      'Reviews that are given elsewhere, such as in a meeting or while pairing',
      'That an account is a machine, where neither the source nor the configuration says so',
    ],
    references: [
      {
        title: 'CHAOSS: time to first response',
        url: 'https://chaoss.community/kb/metric-time-to-first-response/',
      },
    ],
  },
  needs: ['pullRequests'],
  observations: scope => ({
    shared: firstReviews(scope),
    sql: `
      select entity_id,
             observation_key,
             first_review_at as observed_at,
             wait.seconds as value,
             case
               when is_left_out_as_bot then 'bot'
               when ready_at is null then 'boundaryMissing'
               when ready_at > first_review_at then 'boundaryOutOfOrder'
               when wait.seconds is null then 'timeUnknown'
             end as excluded_reason
        from first_review
        cross join lateral (
          select ${durationSql(scope, 'ready_at', 'first_review_at')} as seconds
        ) as wait`,
    bindings: {},
  }),
  examples: [
    {
      title:
        'Three pull requests waited 1, 4 and 30 hours; one of them was closed without being merged and counts',
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
        'A draft was reviewed before it was ready for review: it did not wait for less than nothing',
      observations: [
        {
          entityId: 1,
          observationKey: '1:811',
          observedAt: '2026-03-02T12:00:00Z',
          value: -2 * HOUR,
          excludedReason: 'boundaryOutOfOrder',
        },
      ],
      expected: undefined,
    },
  ],
};
