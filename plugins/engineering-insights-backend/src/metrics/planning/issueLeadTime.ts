import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { durationSql } from '../durationSql';
import { CLOSED_ISSUE_BLIND_SPOTS, CLOSED_ISSUE_EXCLUDES } from './blindSpots';
import { closedIssues } from './closedIssues';
import { NO_ITEMS } from './issueSql';
import { kanbanReference } from './planningReferences';

const DAY = 86_400;
const closed = (number: number, days: number) => ({
  entityId: 1,
  observationKey: `1:${number}`,
  observedAt: '2026-03-12T12:00:00Z',
  value: days * DAY,
});

/** Median time from being created to being closed. */
export const issueLeadTime: Metric = {
  definition: {
    id: 'planning.issue-lead-time',
    version: 1,
    title: 'Issue lead time',
    summary: 'How long a typical issue takes from the wish to the end.',
    formula:
      'The median, over the issues closed as done in the window, of the time they were last closed minus the time they were created.',
    unit: 'seconds',
    direction: 'lowerIsBetter',
    aggregate: 'quantile',
    observationKind: 'issue',
    minimumSample: 5,
    isPersonDerived: false,
    requires: ['Issues'],
    excludes: [...CLOSED_ISSUE_EXCLUDES, NO_ITEMS],
    blindSpots: [
      'How long a wish was known before it was written down',
      'How long what was closed waited to be delivered',
      ...CLOSED_ISSUE_BLIND_SPOTS,
    ],
    references: [kanbanReference],
  },
  needs: ['issues'],
  observations: scope => ({
    shared: closedIssues(scope),
    sql: `
      select entity_id,
             observation_key,
             closed_at as observed_at,
             lead.seconds as value,
             case
               when left_out_reason is not null then left_out_reason
               when created_at > closed_at then 'boundaryOutOfOrder'
               when lead.seconds is null then 'timeUnknown'
             end as excluded_reason
        from closed_issue
        cross join lateral (
          select ${durationSql(scope, 'created_at', 'closed_at')} as seconds
        ) as lead`,
    bindings: {},
  }),
  examples: [
    {
      title: 'Issues of 2, 3 and 10 days: the one in the middle, 3 days',
      observations: [closed(11, 2), closed(12, 3), closed(13, 10)],
      expected: 3 * DAY,
    },
    {
      title: 'The tracker does not say when it was created: not known, not 0',
      observations: [
        {
          entityId: 1,
          observationKey: '1:11',
          observedAt: '2026-03-12T12:00:00Z',
          excludedReason: 'timeUnknown',
        },
      ],
      expected: undefined,
    },
  ],
};
