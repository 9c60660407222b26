import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { durationSql } from '../durationSql';
import {
  CLOSED_ISSUE_BLIND_SPOTS,
  CLOSED_ISSUE_EXCLUDES,
  PROGRESS_BLIND_SPOTS,
} from './blindSpots';
import { NO_ITEMS } from './issueSql';
import { kanbanReference } from './planningReferences';
import { startedIssues } from './startedIssues';

const DAY = 86_400;
const closed = (number: number, days: number) => ({
  entityId: 1,
  observationKey: `1:${number}`,
  observedAt: '2026-03-12T12:00:00Z',
  value: days * DAY,
});

/** Median time from being first in progress to being closed. */
export const issueCycleTime: Metric = {
  definition: {
    id: 'planning.issue-cycle-time',
    version: 1,
    title: 'Issue cycle time',
    summary: 'How long a typical issue is worked on until it is done.',
    formula:
      'The median, over the issues closed as done in the window, of the time they were last closed minus the time they were first in progress. Time in which an issue went back or waited counts too.',
    unit: 'seconds',
    direction: 'lowerIsBetter',
    aggregate: 'quantile',
    observationKind: 'issue',
    minimumSample: 5,
    isPersonDerived: false,
    requires: ['Issues with the history of their status'],
    excludes: [
      'Issues that were never in progress',
      'Issues of which the history of the status is not known',
      ...CLOSED_ISSUE_EXCLUDES,
      NO_ITEMS,
    ],
    blindSpots: [
      'Work that began before the issue was moved',
      ...PROGRESS_BLIND_SPOTS,
      ...CLOSED_ISSUE_BLIND_SPOTS,
    ],
    references: [kanbanReference],
  },
  needs: ['issues'],
  observations: scope => ({
    shared: startedIssues(scope),
    sql: `
      select entity_id,
             observation_key,
             closed_at as observed_at,
             cycle.seconds as value,
             coalesce(no_time_reason,
               case when cycle.seconds is null then 'timeUnknown' end)
               as excluded_reason
        from started_issue
        cross join lateral (
          select ${durationSql(scope, 'started_at', 'closed_at')} as seconds
        ) as cycle`,
    bindings: {},
  }),
  examples: [
    {
      title: 'Issues worked on for 1 and 4 days: the median lies halfway',
      observations: [closed(11, 1), closed(12, 4)],
      expected: 2.5 * DAY,
    },
    {
      title:
        'An issue closed without ever being in progress took no known time',
      observations: [
        {
          entityId: 1,
          observationKey: '1:11',
          observedAt: '2026-03-12T12:00:00Z',
          excludedReason: 'notStarted',
        },
      ],
      expected: undefined,
    },
  ],
};
