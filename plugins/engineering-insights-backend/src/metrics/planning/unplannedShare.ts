import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { CLOSED_ISSUE_BLIND_SPOTS, CLOSED_ISSUE_EXCLUDES } from './blindSpots';
import { closedIssues } from './closedIssues';
import { NO_ITEMS } from './issueSql';
import { flowFrameworkReference } from './planningReferences';
import { WORK_KINDS, workKindSql } from './workKindSql';

const closed = (number: number, numerator: number) => ({
  entityId: 1,
  observationKey: `1:${number}`,
  observedAt: '2026-03-02T12:00:00Z',
  numerator,
  denominator: 1,
});

/** The share of finished work that came unplanned. */
export const unplannedShare: Metric = {
  definition: {
    id: 'planning.unplanned-share',
    version: 1,
    title: 'Unplanned work',
    summary: 'How much of the finished work was not planned.',
    formula: `The unplanned issues among those closed in the window, divided by all of them whose kind is known. ${WORK_KINDS}`,
    unit: 'ratio',
    direction: 'lowerIsBetter',
    aggregate: 'ratio',
    observationKind: 'issue',
    minimumSample: 10,
    isPersonDerived: false,
    requires: ['Issues with types, labels or priorities'],
    excludes: [
      'Issues whose kind is not known',
      ...CLOSED_ISSUE_EXCLUDES,
      NO_ITEMS,
    ],
    blindSpots: [
      'How much work each issue was',
      'Defects that could not wait: a defect counts as planned unless its type is incident',
      'Where many planned issues have no telling type, such as tasks, the share is too high, since their kind is not known',
      'Interruptions that have no issue',
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
             (work.kind = 'unplanned')::int::double precision as numerator,
             1::double precision as denominator,
             coalesce(left_out_reason,
               case when work.kind = 'notClassified'
                 then 'notClassified' end) as excluded_reason
        from closed_issue
        cross join lateral (
          select ${workKindSql('closed_issue')} as kind
        ) as work`,
    bindings: {},
  }),
  examples: [
    {
      title: 'An incident among four closed issues: 1 ÷ 4',
      observations: [
        closed(11, 1),
        closed(12, 0),
        closed(13, 0),
        closed(14, 0),
      ],
      expected: 0.25,
    },
    {
      title: 'Only tasks of no known kind were closed: not known, not 0',
      observations: [{ ...closed(11, 0), excludedReason: 'notClassified' }],
      expected: undefined,
    },
  ],
};
