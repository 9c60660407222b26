import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { durationSql } from '../durationSql';
import { BOUND } from '../flow/bound';
import { IS_FINDING_IN_PATHS_SQL } from './isFindingInPathsSql';
import { FINDING_SUBJECT_SQL } from './findingSubjectSql';
import { remediationReference } from './securityReferences';

const DAY = 86_400;

/** Median time from the first sight of a security finding to its fix. */
export const timeToRemediate: Metric = {
  definition: {
    id: 'security.time-to-remediate',
    version: 1,
    title: 'Time to remediate',
    summary: 'How long it takes until a typical security finding is fixed.',
    formula:
      'The median, over the security findings fixed in the window, of when the finding was fixed minus when it was first seen. By the clock: nights and weekends count.',
    unit: 'seconds',
    direction: 'lowerIsBetter',
    aggregate: 'quantile',
    observationKind: 'finding',
    minimumSample: 5,
    isPersonDerived: false,
    requires: [
      'Findings of a scanner with when they were first seen and fixed',
    ],
    excludes: [
      'Findings that were dismissed',
      'Findings of which it is not known whether they are about security',
      'Fixed findings of which the source does not tell since when',
    ],
    blindSpots: [
      'Findings that nobody fixes, which only the age of open findings shows',
      'How long the problem was there before a scanner first saw it',
      'When the fix was deployed: a scanner sees it in the code, or at its next run',
      'Whether a finding vanished because its code or its rule did',
    ],
    references: [remediationReference],
  },
  needs: ['findings'],
  observations: () => ({
    shared: [BOUND],
    sql: `
      select bound.entity_id,
             bound.scope_id || ':' || finding.external_id as observation_key,
             coalesce(
               case when finding.state = 'fixed' then finding.fixed_at
                 else finding.dismissed_at end,
               finding.source_updated_at) as observed_at,
             ${durationSql(
               { clock: 'elapsed' },
               'finding.first_seen_at',
               'finding.fixed_at',
             )} as value,
             case
               when told.subject = 'unknown' then 'categoryUnknown'
               when finding.state = 'dismissed' then 'dismissed'
               when finding.fixed_at is null
                    or finding.first_seen_at is null then 'timeUnknown'
               when finding.fixed_at < finding.first_seen_at
                 then 'boundaryOutOfOrder'
             end as excluded_reason
        from bound
        join findings as finding
          on finding.scope_id = bound.scope_id
         and finding.state <> 'open'
         and coalesce(
               case when finding.state = 'fixed' then finding.fixed_at
                 else finding.dismissed_at end,
               finding.source_updated_at) >= bound.from_at
         and coalesce(
               case when finding.state = 'fixed' then finding.fixed_at
                 else finding.dismissed_at end,
               finding.source_updated_at) < bound.to_at
         and finding.deleted_at is null
        cross join lateral (
          select ${FINDING_SUBJECT_SQL} as subject
        ) as told
       where told.subject in ('security', 'unknown')
         and ${IS_FINDING_IN_PATHS_SQL}`,
    bindings: {},
  }),
  examples: [
    {
      title: 'Fixed after 1, 5 and 30 days: the middle is 5 days',
      observations: [1, 5, 30].map(days => ({
        entityId: 1,
        observationKey: `1:dependabot/${days}`,
        observedAt: '2026-03-20T12:00:00Z',
        value: days * DAY,
      })),
      expected: 5 * DAY,
    },
    {
      title: 'The only finding was dismissed, which remediates nothing',
      observations: [
        {
          entityId: 1,
          observationKey: '1:dependabot/1',
          observedAt: '2026-03-20T12:00:00Z',
          excludedReason: 'dismissed',
        },
      ],
      expected: undefined,
    },
  ],
};
