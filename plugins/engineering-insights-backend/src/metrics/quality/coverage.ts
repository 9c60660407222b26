import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { measureReference } from './measureReferences';
import { newestMeasures } from './newestMeasures';

/** The tables up to `newest_coverage`, in per cent. */
export const NEWEST_COVERAGE = newestMeasures({
  name: 'coverage',
  measures: ['coverage'],
});

/** The share of the code that tests run. */
export const coverage: Metric = {
  definition: {
    id: 'quality.coverage',
    version: 1,
    title: 'Test coverage',
    summary: 'How much of the code is run by tests.',
    formula:
      'Of each project that measures it, the newest coverage at the end of the window, or of the week or month of the series, however long ago it was measured. Of several projects, such as those of the services of a team, system or domain, it is the median.',
    unit: 'ratio',
    direction: 'higherIsBetter',
    aggregate: 'quantile',
    observationKind: 'qualityMeasure',
    isSnapshot: true,
    minimumSample: 1,
    isPersonDerived: false,
    requires: ['Measures of coverage, in per cent'],
    excludes: [],
    blindSpots: [
      'Whether the tests check anything of what they run',
      'How large a project is: in a median a small one counts as much as a large one',
      'Projects that do not measure it',
      'What a tool counts as code, and whether it counts lines, branches or both',
      'In a project of several services: which of them is covered',
    ],
    references: [
      measureReference,
      {
        title:
          'Inozemtseva and Holmes: Coverage Is Not Strongly Correlated with Test Suite Effectiveness (ICSE 2014)',
        url: 'https://doi.org/10.1145/2568225.2568271',
      },
    ],
  },
  needs: ['qualityMeasures'],
  observations: () => ({
    shared: NEWEST_COVERAGE,
    sql: `
      select entity_id,
             observation_key,
             at as observed_at,
             value / 100 as value,
             null::text as excluded_reason
        from newest_coverage`,
    bindings: {},
  }),
  examples: [
    {
      title:
        'Three projects with 40 %, 70 % and 95 %: the middle is 70 %, whatever their sizes',
      observations: [0.4, 0.7, 0.95].map((value, index) => ({
        entityId: index + 1,
        observationKey: `${index + 1}:2026-03-30 coverage`,
        observedAt: '2026-03-31T23:59:59Z',
        value,
      })),
      expected: 0.7,
    },
    {
      title: 'No project measures it: not known, which is not 0 %',
      observations: [],
      expected: undefined,
    },
  ],
};
