import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { measureReference } from './measureReferences';
import { newestMeasures } from './newestMeasures';

/** The share of lines that are there more than once. */
export const duplication: Metric = {
  definition: {
    id: 'quality.duplication',
    version: 1,
    title: 'Duplicated lines',
    summary: 'How much of the code is there more than once.',
    formula:
      'Of each project that measures it, the newest share of duplicated lines at the end of the window, or of the week or month of the series, however long ago it was measured. Of several projects it is the median.',
    unit: 'ratio',
    direction: 'lowerIsBetter',
    aggregate: 'quantile',
    observationKind: 'qualityMeasure',
    isSnapshot: true,
    minimumSample: 1,
    isPersonDerived: false,
    requires: ['Measures of duplicated lines, in per cent'],
    excludes: [],
    blindSpots: [
      'Copies in other projects',
      'What a tool takes for a copy, which depends on the language',
      'How large a project is: in a median a small one counts as much as a large one',
    ],
    references: [measureReference],
  },
  needs: ['qualityMeasures'],
  observations: () => ({
    shared: newestMeasures({
      name: 'duplication',
      measures: ['duplication', 'duplicated_lines_density'],
    }),
    sql: `
      select entity_id,
             observation_key,
             at as observed_at,
             value / 100 as value,
             null::text as excluded_reason
        from newest_duplication`,
    bindings: {},
  }),
  examples: [
    {
      title: 'Two projects with 2 % and 6 %: the median lies halfway, at 4 %',
      observations: [0.02, 0.06].map((value, index) => ({
        entityId: index + 1,
        observationKey: `${index + 1}:2026-03-30 duplication`,
        observedAt: '2026-03-31T23:59:59Z',
        value,
      })),
      expected: 0.04,
    },
    {
      title: 'No project measures it: not known, which is not 0 %',
      observations: [],
      expected: undefined,
    },
  ],
};
