import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { measureReference, qualityModelReference } from './measureReferences';
import { newestMeasures } from './newestMeasures';

/** A metric that is the newest rating of a quality, from 1, shown as A, to 5, shown as E. */
export function defineRating(options: {
  /** `reliability` */
  readonly quality: string;
  readonly title: string;
  /** What A and E stand for. */
  readonly scale: string;
  readonly blindSpot: string;
  /** Ours, and what it is stored as by those who rate it. */
  readonly measures: readonly string[];
}): Metric {
  const { quality, title, scale, blindSpot, measures } = options;
  const shared = newestMeasures({ name: `${quality}_rating`, measures });
  return {
    definition: {
      id: `quality.${quality}-rating`,
      version: 1,
      title,
      summary: `How the code is rated for ${quality}, from A to E.`,
      formula: `Of each project that is rated, the newest rating at the end of the window, or of the week or month of the series, however long ago it was given; A is 1 and E is 5. ${scale} Of several projects it is the median.`,
      unit: 'rating',
      direction: 'lowerIsBetter',
      aggregate: 'quantile',
      observationKind: 'qualityMeasure',
      isSnapshot: true,
      minimumSample: 1,
      isPersonDerived: false,
      requires: [`Ratings of ${quality}, from 1 to 5`],
      excludes: [],
      blindSpots: [
        blindSpot,
        'How large a project is: in a median a small one counts as much as a large one',
        'Which rules are switched on, which differs between projects',
      ],
      references: [measureReference, qualityModelReference],
    },
    needs: ['qualityMeasures'],
    observations: () => ({
      shared,
      sql: `
      select entity_id,
             observation_key,
             at as observed_at,
             value,
             null::text as excluded_reason
        from newest_${quality}_rating`,
      bindings: {},
    }),
    examples: [
      {
        title: 'Three projects rated A, C and E (1, 3 and 5): the middle is C',
        observations: [1, 3, 5].map(value => ({
          entityId: value,
          observationKey: `${value}:2026-03-30 ${quality}`,
          observedAt: '2026-03-31T23:59:59Z',
          value,
        })),
        expected: 3,
      },
      {
        title: 'No project is rated: not known, which is not A',
        observations: [],
        expected: undefined,
      },
    ],
  };
}
