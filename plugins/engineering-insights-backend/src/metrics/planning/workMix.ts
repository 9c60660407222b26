import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { CLOSED_ISSUE_BLIND_SPOTS, CLOSED_ISSUE_EXCLUDES } from './blindSpots';
import { closedIssues } from './closedIssues';
import { NO_ITEMS } from './issueSql';
import { flowFrameworkReference } from './planningReferences';
import { WORK_KINDS, workKindSql } from './workKindSql';

const closed = (number: number, category: string) => ({
  entityId: 1,
  observationKey: `1:${number}`,
  observedAt: '2026-03-02T12:00:00Z',
  category,
});

/** Finished issues, by the kind of work that they were. */
export const workMix: Metric = {
  definition: {
    id: 'planning.work-mix',
    version: 1,
    title: 'Work mix',
    summary: 'What kinds of work are finished.',
    formula: `The issues that were closed in the window, by kind. ${WORK_KINDS}`,
    unit: 'count',
    direction: 'neutral',
    aggregate: 'count',
    observationKind: 'issue',
    categories: [
      { id: 'feature', title: 'Features' },
      { id: 'defect', title: 'Defects' },
      { id: 'unplanned', title: 'Unplanned' },
      { id: 'maintenance', title: 'Maintenance' },
      { id: 'notClassified', title: 'Kind not known' },
    ],
    minimumSample: 0,
    isPersonDerived: false,
    requires: ['Issues'],
    excludes: [...CLOSED_ISSUE_EXCLUDES, NO_ITEMS],
    blindSpots: [
      'How much work each issue was',
      'Work that has no issue',
      'The kind of an issue whose type says nothing of it, such as a task; GitLab has no types of work, so there only labels tell what is unplanned',
      'Incidents of GitLab, which are no issues that a team plans',
      ...CLOSED_ISSUE_BLIND_SPOTS,
    ],
    references: [flowFrameworkReference],
  },
  needs: ['issues'],
  observations: scope => ({
    shared: closedIssues(scope),
    sql: `
      select entity_id,
             observation_key,
             closed_at as observed_at,
             ${workKindSql('closed_issue')} as category,
             left_out_reason as excluded_reason
        from closed_issue`,
    bindings: {},
  }),
  examples: [
    {
      title: 'Two features and a defect were closed: 2 + 1 = 3',
      observations: [
        closed(11, 'feature'),
        closed(12, 'feature'),
        closed(13, 'defect'),
      ],
      expected: 3,
    },
    {
      title: 'Of two closed issues one is a duplicate: 1 is left',
      observations: [
        closed(11, 'feature'),
        { ...closed(12, 'defect'), excludedReason: 'notDone' },
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
