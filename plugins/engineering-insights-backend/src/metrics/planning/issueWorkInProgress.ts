import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { IN_PROGRESS_EXCLUDES, issuesInProgress } from './issuesInProgress';
import { NO_ITEMS } from './issueSql';
import { kanbanReference } from './planningReferences';

const there = (number: number) => ({
  entityId: 1,
  observationKey: `1:${number}`,
  observedAt: '2026-03-31T23:59:59Z',
});

/** Issues that are in progress. */
export const issueWorkInProgress: Metric = {
  definition: {
    id: 'planning.work-in-progress',
    version: 1,
    title: 'Issues in progress',
    summary: 'How many issues are begun and not done.',
    formula:
      'The issues whose status counts as in progress at the end of the window, or of the week or month of the series. One that waits or is blocked is in progress too, unless it was put back to todo.',
    unit: 'count',
    direction: 'lowerIsBetter',
    aggregate: 'count',
    observationKind: 'issue',
    isSnapshot: true,
    minimumSample: 0,
    isPersonDerived: false,
    requires: ['Issues with the history of their status'],
    excludes: [...IN_PROGRESS_EXCLUDES, NO_ITEMS],
    blindSpots: [
      'Work that has no issue',
      'Issues that nobody changed since the history that is read begins',
    ],
    references: [kanbanReference],
  },
  needs: ['issues'],
  observations: scope => ({
    shared: issuesInProgress(scope),
    sql: `
      select entity_id,
             observation_key,
             at as observed_at,
             left_out_reason as excluded_reason
        from issue_in_progress`,
    bindings: {},
  }),
  examples: [
    {
      title: 'Two issues are in progress: 1 + 1',
      observations: [there(11), there(12)],
      expected: 2,
    },
    {
      title:
        'One is in progress, of another it cannot be told whether it is: 1 counts',
      observations: [
        there(11),
        { ...there(12), excludedReason: 'timeUnknown' },
      ],
      expected: 1,
    },
    {
      title: 'Nothing was read yet: not known, not 0',
      observations: [],
      expected: undefined,
    },
  ],
};
