import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { CLOSED_ISSUE_BLIND_SPOTS, CLOSED_ISSUE_EXCLUDES } from './blindSpots';
import { closedIssues } from './closedIssues';
import { NO_ITEMS } from './issueSql';
import { kanbanReference } from './planningReferences';

const closed = (number: number) => ({
  entityId: 1,
  observationKey: `1:${number}`,
  observedAt: '2026-03-02T12:00:00Z',
});

/** Issues done per covered day. */
export const issueThroughput: Metric = {
  definition: {
    id: 'planning.issue-throughput',
    version: 1,
    title: 'Issues done',
    summary: 'How many issues are done.',
    formula:
      'The issues that were closed as done in the window, divided by the covered calendar days (UTC). Of a team, system or domain it is the total of its services and boards.',
    unit: 'perDay',
    direction: 'neutral',
    aggregate: 'perDay',
    observationKind: 'issue',
    minimumSample: 5,
    isPersonDerived: false,
    requires: ['Issues'],
    excludes: [...CLOSED_ISSUE_EXCLUDES, NO_ITEMS],
    blindSpots: [
      'How much work each issue was, so that splitting them raises the number',
      'Work that has no issue',
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
             left_out_reason as excluded_reason
        from closed_issue`,
    bindings: {},
  }),
  examples: [
    {
      title: 'Three issues done in 30 covered days: 3 ÷ 30',
      observations: [closed(11), closed(12), closed(13)],
      coveredDays: 30,
      expected: 0.1,
    },
    {
      title: 'One done and one dropped in 10 covered days: 1 ÷ 10',
      observations: [closed(11), { ...closed(12), excludedReason: 'notDone' }],
      coveredDays: 10,
      expected: 0.1,
    },
    {
      title: 'No day is covered, because nothing was collected: not known',
      observations: [],
      coveredDays: 0,
      expected: undefined,
    },
  ],
};
