import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { isLeftOutAsBotSql } from '../cohortSql';
import { BOUND, touchesPathsSql } from '../flow/bound';
import { pullRequestReference } from '../flow/pullRequestReference';

/** How reviewing is spread over those who review; never who. */
export const reviewLoad: Metric = {
  definition: {
    id: 'collaboration.review-load',
    version: 1,
    title: 'Review load',
    summary: 'How many reviews a typical reviewer gives.',
    formula:
      'The median, over the people who reviewed in the window, of how many reviews each of them gave on pull requests of others, as a whole number.',
    unit: 'count',
    direction: 'neutral',
    aggregate: 'perPerson',
    observationKind: 'review',
    minimumSample: 0,
    isPersonDerived: true,
    requires: ['Pull requests with their reviews'],
    excludes: ['Reviews of own pull requests', 'Reviews by bots and AI'],
    blindSpots: [
      'How much work a review was',
      'People who did not review at all',
      'Reviews that are given elsewhere, such as in a meeting or while pairing',
    ],
    references: [pullRequestReference],
  },
  needs: ['pullRequests'],
  observations: scope => ({
    shared: [BOUND],
    sql: `
      select bound.entity_id,
             bound.scope_id || ':' || review.external_id as observation_key,
             review.submitted_at as observed_at,
             review.reviewer_key as person_key,
             case
               when review.reviewer_actor in ('bot', 'agent') then 'bot'
               when review.reviewer_key is null then 'authorUnknown'
               when ${isLeftOutAsBotSql(scope, 'pull_request.author_actor')}
                 then 'bot'
             end as excluded_reason
        from bound
        join reviews as review
          on review.scope_id = bound.scope_id
         and review.submitted_at >= bound.from_at
         and review.submitted_at < bound.to_at
         and review.deleted_at is null
        join pull_requests as pull_request
          on pull_request.scope_id = review.scope_id
         and pull_request.external_id = review.pull_request_external_id
         and pull_request.author_key is distinct from review.reviewer_key
         and pull_request.deleted_at is null
       where ${touchesPathsSql('pull_request.files')}`,
    bindings: {},
  }),
  examples: [
    {
      title: 'Three people gave 1, 2 and 6 reviews',
      observations: ['a', 'b', 'b', 'c', 'c', 'c', 'c', 'c', 'c'].map(
        (personKey, index) => ({
          entityId: 1,
          observationKey: `1:r-${index}`,
          observedAt: '2026-03-02T12:00:00Z',
          personKey,
        }),
      ),
      expected: 2,
    },
    {
      title: 'Nobody but a bot reviewed: not known, not 0',
      observations: [
        {
          entityId: 1,
          observationKey: '1:r-1',
          observedAt: '2026-03-02T12:00:00Z',
          excludedReason: 'bot',
        },
      ],
      expected: undefined,
    },
  ],
};
