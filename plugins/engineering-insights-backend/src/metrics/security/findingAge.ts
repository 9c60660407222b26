import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { durationSql } from '../durationSql';
import { openFindings } from './openFindings';
import { remediationReference } from './securityReferences';
import { SEVERITY_CATEGORIES } from './severityCategories';

const DAY = 86_400;
/** A moment is the last microsecond before an end. */
const END_SQL = `(at + interval '1 microsecond')`;

/** Median time since open findings about security were first seen. */
export const findingAge: Metric = {
  definition: {
    id: 'security.finding-age',
    version: 1,
    title: 'Age of open findings',
    summary: 'For how long a typical open security finding has been known.',
    formula:
      'The median, over the security findings that are open at the end of the window, or of the week or month of the series, of that moment minus when the finding was first seen. By the clock: nights and weekends count.',
    unit: 'seconds',
    direction: 'lowerIsBetter',
    aggregate: 'quantile',
    observationKind: 'finding',
    isSnapshot: true,
    categories: SEVERITY_CATEGORIES,
    minimumSample: 5,
    isPersonDerived: false,
    requires: ['Findings of a scanner with when they were first seen'],
    excludes: [
      'Findings that were dismissed by then',
      'Findings of which it is not known whether they are about security',
      'For earlier moments: findings that are fixed or dismissed now, where the source does not tell since when',
    ],
    blindSpots: [
      'How long the problem was there before a scanner first saw it',
      'That the median falls when many new findings are reported at once, as after a new scanner or rule',
      'Whether a finding was fixed and came back in between',
    ],
    references: [remediationReference],
  },
  needs: ['findings'],
  observations: () => ({
    shared: openFindings('security'),
    // Who could exploit it does not keep working hours.
    sql: `
      select entity_id,
             observation_key,
             at as observed_at,
             ${durationSql(
               { clock: 'elapsed' },
               'first_seen_at',
               END_SQL,
             )} as value,
             severity as category,
             excluded_reason
        from open_security_finding`,
    bindings: {},
  }),
  examples: [
    {
      title:
        'Open for 2, 10 and 90 days, and a dismissed one of 400 days: the middle of the three is 10 days',
      observations: [
        ...[2, 10, 90].map(days => ({
          entityId: 1,
          observationKey: `1:code-scanning/${days}`,
          observedAt: '2026-03-31T23:59:59Z',
          value: days * DAY,
          category: 'high',
        })),
        {
          entityId: 1,
          observationKey: '1:code-scanning/400',
          observedAt: '2026-03-31T23:59:59Z',
          value: 400 * DAY,
          category: 'low',
          excludedReason: 'dismissed',
        },
      ],
      expected: 10 * DAY,
    },
    {
      title: 'Nothing is open, so that nothing has an age',
      observations: [],
      expected: undefined,
    },
  ],
};
