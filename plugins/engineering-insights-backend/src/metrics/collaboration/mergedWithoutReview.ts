import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { isLeftOutAsBotSql } from '../cohortSql';
import { isReviewByOtherSql } from '../flow/isReviewByOtherSql';
import { mergedPullRequests } from '../flow/mergedPullRequests';

/** Share of merged pull requests that no second person looked at before. */
export const mergedWithoutReview: Metric = {
  definition: {
    id: 'collaboration.merged-without-review',
    version: 1,
    title: 'Merged without review',
    summary:
      'Which share of merged pull requests no second person reviewed before.',
    formula:
      'The pull requests merged in the window without any review by another human up to the merge, divided by all pull requests merged in it. A review that only commented counts as a review.',
    unit: 'ratio',
    direction: 'lowerIsBetter',
    aggregate: 'ratio',
    observationKind: 'pullRequest',
    minimumSample: 10,
    isPersonDerived: false,
    requires: ['Pull requests with their reviews'],
    excludes: [
      'Pull requests by bots and AI, unless these are asked about',
      'Pull requests reviewed by an account of which nobody can tell whether it is the author',
    ],
    blindSpots: [
      'Reviews that are given elsewhere, such as in a meeting or while pairing',
      'How thorough a review was',
      'That an account is a machine, where neither the source nor the configuration says so',
      'What is pushed without a pull request',
    ],
    references: [
      {
        title: 'OpenSSF Scorecard: the check Code-Review',
        url: 'https://github.com/ossf/scorecard/blob/main/docs/checks.md#code-review',
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
             (not review.is_given)::int::double precision as numerator,
             1::double precision as denominator,
             case
               when ${isLeftOutAsBotSql(
                 // What a bot proposes is mostly merged by rule, so that it would hide what people do.
                 scope.cohort === 'bot' ? scope : { ...scope, cohort: 'human' },
                 'author_actor',
               )} then 'bot'
               when not review.is_given and review.is_by_nobody_known
                 then 'authorUnknown'
             end as excluded_reason
        from merged
        cross join lateral (
          select coalesce(bool_or(${isReviewByOtherSql({
            review: 'review',
            author: 'merged.author_key',
          })}), false) as is_given,
                 coalesce(bool_or(review.deleted_at is null
                   and review.reviewer_key is null
                   and merged.author_key is null
                   and coalesce(review.reviewer_actor, 'unknown')
                       not in ('bot', 'agent')), false) as is_by_nobody_known
            from reviews as review
           where review.scope_id = merged.scope_id
             and review.pull_request_external_id = merged.external_id
             and review.submitted_at <= merged.merged_at
        ) as review`,
    bindings: {},
  }),
  examples: [
    {
      title: 'Of four merged pull requests one had no review: 1 ÷ 4',
      observations: ['811', '812', '813', '814'].map((number, index) => ({
        entityId: 1,
        observationKey: `1:${number}`,
        observedAt: `2026-03-0${index + 2}T12:00:00Z`,
        numerator: index === 2 ? 1 : 0,
        denominator: 1,
      })),
      expected: 0.25,
    },
    {
      title:
        'Of two by people one had no review, and one by a bot is left out: 1 ÷ 2',
      observations: [
        {
          entityId: 1,
          observationKey: '1:811',
          observedAt: '2026-03-02T12:00:00Z',
          numerator: 1,
          denominator: 1,
        },
        {
          entityId: 1,
          observationKey: '1:812',
          observedAt: '2026-03-03T12:00:00Z',
          numerator: 0,
          denominator: 1,
        },
        {
          entityId: 1,
          observationKey: '1:813',
          observedAt: '2026-03-04T12:00:00Z',
          numerator: 1,
          denominator: 1,
          excludedReason: 'bot',
        },
      ],
      expected: 0.5,
    },
    {
      title: 'Only a bot merged something: not known, not 0 %',
      observations: [
        {
          entityId: 1,
          observationKey: '1:811',
          observedAt: '2026-03-02T12:00:00Z',
          numerator: 1,
          denominator: 1,
          excludedReason: 'bot',
        },
      ],
      expected: undefined,
    },
  ],
};
