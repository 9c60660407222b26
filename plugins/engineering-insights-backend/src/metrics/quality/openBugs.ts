import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { openFindings, SEVERITY_CATEGORIES } from '../security';
import { measureReference } from './measureReferences';

/** Open findings about bugs, by severity. */
export const openBugs: Metric = {
  definition: {
    id: 'quality.open-bugs',
    version: 1,
    title: 'Open bugs found by tools',
    summary: 'How many bugs that tools found in the code are open.',
    formula:
      'The findings of the category bug that are neither fixed nor dismissed at the end of the window, or of the week or month of the series.',
    unit: 'count',
    direction: 'lowerIsBetter',
    aggregate: 'count',
    observationKind: 'finding',
    isSnapshot: true,
    categories: SEVERITY_CATEGORIES,
    minimumSample: 0,
    isPersonDerived: false,
    requires: ['Findings of a tool that tells bugs from other findings'],
    excludes: [
      'Findings that were dismissed by then',
      'Findings of which it is not known what they are about',
      'For earlier moments: findings that are fixed or dismissed now, where the source does not tell since when',
    ],
    blindSpots: [
      'Bugs that people report, which are issues',
      'Scanners of security alone, which find no bugs: where no other tool is connected, none is found',
      'Whether a finding was fixed and came back in between',
    ],
    references: [measureReference],
  },
  needs: ['findings'],
  observations: () => ({
    shared: openFindings('bug'),
    sql: `
      select entity_id,
             observation_key,
             at as observed_at,
             severity as category,
             excluded_reason
        from open_bug_finding`,
    bindings: {},
  }),
  examples: [
    {
      title:
        'Two bugs, and a finding of an unknown category, which does not count: 2',
      observations: [
        ...['high', 'low'].map(category => ({
          entityId: 1,
          observationKey: `1:${category}`,
          observedAt: '2026-03-31T23:59:59Z',
          category,
        })),
        {
          entityId: 1,
          observationKey: '1:efficiency',
          observedAt: '2026-03-31T23:59:59Z',
          category: 'low',
          excludedReason: 'categoryUnknown',
        },
      ],
      expected: 2,
    },
    {
      title: 'No finding, and no tool was read: not known, which is not 0',
      observations: [],
      expected: undefined,
    },
  ],
};
