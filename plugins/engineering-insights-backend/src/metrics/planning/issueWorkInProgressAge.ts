import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { durationSql } from '../durationSql';
import { IN_PROGRESS_EXCLUDES, issuesInProgress } from './issuesInProgress';
import { NO_ITEMS } from './issueSql';
import { kanbanReference } from './planningReferences';
import { startedAtSql } from './startedAtSql';

const DAY = 86_400;
/** A moment is the last microsecond before the end that it stands for. */
const END_SQL = `(at + interval '1 microsecond')`;

const there = (number: number, days: number) => ({
  entityId: 1,
  observationKey: `1:${number}`,
  observedAt: '2026-03-31T23:59:59Z',
  value: days * DAY,
});

/** Median time since the issues in progress were begun. */
export const issueWorkInProgressAge: Metric = {
  definition: {
    id: 'planning.work-in-progress-age',
    version: 1,
    title: 'Age of issues in progress',
    summary: 'How long a typical issue in progress has been so.',
    formula:
      'The median, over the issues in progress at the end of the window, or of the week or month of the series, of that moment minus the time they were first in progress.',
    unit: 'seconds',
    direction: 'lowerIsBetter',
    aggregate: 'quantile',
    observationKind: 'issue',
    isSnapshot: true,
    minimumSample: 5,
    isPersonDerived: false,
    requires: ['Issues with the history of their status'],
    excludes: [...IN_PROGRESS_EXCLUDES, NO_ITEMS],
    blindSpots: [
      'Whether somebody works on an issue all the time',
      'Issues that nobody changed since the history that is read begins, which are the oldest',
    ],
    references: [kanbanReference],
  },
  needs: ['issues'],
  observations: scope => ({
    shared: issuesInProgress(scope),
    sql: `
      with aged as materialized (
        select entity_id,
               observation_key,
               at as observed_at,
               age.seconds as value,
               case
                 when left_out_reason is not null then left_out_reason
                 when age.seconds is null then 'timeUnknown'
               end as excluded_reason
          from issue_in_progress
          join issues as issue on issue.id = issue_in_progress.issue_id
          cross join lateral (
            select ${startedAtSql('issue.transitions')} as started_at
          ) as work
          cross join lateral (
            select ${durationSql(scope, 'started_at', END_SQL)} as seconds
          ) as age
      )
      select * from aged`,
    bindings: {},
  }),
  examples: [
    {
      title: 'Issues begun 1, 2 and 30 days ago: the one in the middle, 2 days',
      observations: [there(11, 1), there(12, 2), there(13, 30)],
      expected: 2 * DAY,
    },
    {
      title: 'Of the only one it cannot be told since when: not known, not 0',
      observations: [
        {
          entityId: 1,
          observationKey: '1:11',
          observedAt: '2026-03-31T23:59:59Z',
          excludedReason: 'timeUnknown',
        },
      ],
      expected: undefined,
    },
  ],
};
