import type {
  Metric,
  MetricScope,
} from '@sei-platform/plugin-engineering-insights-node';
import { durationSql } from '../durationSql';
import {
  CLOSED_ISSUE_BLIND_SPOTS,
  CLOSED_ISSUE_EXCLUDES,
  PROGRESS_BLIND_SPOTS,
} from './blindSpots';
import { isWaitingSql } from './isWaitingSql';
import { NO_ITEMS } from './issueSql';
import { flowFrameworkReference } from './planningReferences';
import { startedIssues } from './startedIssues';

const closed = (number: number, value: number) => ({
  entityId: 1,
  observationKey: `1:${number}`,
  observedAt: '2026-03-12T12:00:00Z',
  value,
});

/** In steps of 2^-20, so that a mean is the same in whatever order it is added up. */
const shareSql = (part: string, whole: string) =>
  `round(${part} / nullif(${whole}, 0) * 1048576) / 1048576`;

/** The seconds in working statuses. */
const workSql = (scope: MetricScope) => `(
          select sum(${durationSql(scope, 'from_at', 'to_at')})
            from jsonb_array_elements(
                   case when no_time_reason is null then transitions end)
                 with ordinality as entry (step, no)
            cross join lateral (
              select (step ->> 'at')::timestamptz as from_at,
                     least((transitions -> no::int ->> 'at')::timestamptz,
                       closed_at) as to_at
            ) as span
           where step ->> 'toCategory' = 'inProgress'
             and not ${isWaitingSql("step ->> 'to'")}
             and from_at < to_at)`;

/** Median share of the time from start to end in which an issue was worked on. */
export const flowEfficiency: Metric = {
  definition: {
    id: 'planning.flow-efficiency',
    version: 1,
    title: 'Flow efficiency',
    summary: 'How much of the time of a typical issue is work, not waiting.',
    formula:
      'The median, over the issues closed as done in the window, of the time in working statuses divided by the whole time from first in progress to last closed. A status is a working one if it counts as in progress and its name does not say waiting: wait, blocked, on hold, paused, pending, queue, ready, resolved, needs …, to review, to test, … done and the like. Time back in todo, or closed before it was opened again, is waiting.',
    unit: 'ratio',
    direction: 'higherIsBetter',
    aggregate: 'quantile',
    observationKind: 'issue',
    minimumSample: 5,
    isPersonDerived: false,
    requires: ['Issues with the history of their status'],
    excludes: [
      'Issues that were never in progress, or for no time at all',
      'Issues of which the history of the status is not known',
      ...CLOSED_ISSUE_EXCLUDES,
      NO_ITEMS,
    ],
    blindSpots: [
      'Waiting that no status says: where a workflow has no waiting status, an issue that never goes back has 100 %',
      'Whether somebody works on an issue while it is in a working status: it is the share of time in statuses, not of hours worked',
      'Names of statuses in other languages than English, which count as working',
      ...PROGRESS_BLIND_SPOTS,
      ...CLOSED_ISSUE_BLIND_SPOTS,
    ],
    references: [flowFrameworkReference],
  },
  needs: ['issues'],
  observations: scope => ({
    shared: startedIssues(scope),
    sql: `
      with judged as materialized (
        select entity_id,
               observation_key,
               closed_at as observed_at,
               ${shareSql(
                 `coalesce(${workSql(scope)}, 0)`,
                 'cycle.seconds',
               )} as value,
               coalesce(no_time_reason,
                 case when coalesce(cycle.seconds, 0) = 0
                   then 'timeUnknown' end) as excluded_reason
          from started_issue
          cross join lateral (
            select ${durationSql(scope, 'started_at', 'closed_at')} as seconds
          ) as cycle
      )
      select * from judged`,
    bindings: {},
  }),
  examples: [
    {
      title:
        'One issue was worked on 1 of 4 days and another 3 of 4: halfway between 0.25 and 0.75',
      observations: [closed(11, 1 / 4), closed(12, 3 / 4)],
      expected: 0.5,
    },
    {
      title: 'An issue closed without ever being in progress says nothing',
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
