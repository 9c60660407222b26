import type {
  MetricDefinition,
  MetricUnit,
  MetricValue,
  Reason,
  SeriesPoint,
  SingleMetricAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import { definitions } from './definitions';
import { entity, window } from './deployments';
import { createRandom } from './random';
import { teamDefinitions } from './teamDefinitions';

const HOUR = 3600;
const WEEK_MS = 7 * 24 * HOUR * 1000;
const FIRST_MONDAY = Date.parse('2026-08-24T00:00:00Z');
const WEEKS = 13;
const GAP_AT = 4;
const SAMPLE_SIZE = 143;

/** What a module of somebody's own adds. */
export const batchSize: MetricDefinition = {
  id: 'delivery.batch-size',
  version: 1,
  title: 'Deployment batch size',
  summary: 'How many changes a typical deployment brings to production.',
  formula: 'The median over the rollouts of their changes.',
  unit: 'count',
  direction: 'lowerIsBetter',
  aggregate: 'quantile',
  observationKind: 'rollout',
  minimumSample: 5,
  isPersonDerived: false,
  requires: ['Production deployments that name a commit'],
  excludes: ['Rollbacks'],
  blindSpots: ['How large each change is'],
  references: [
    {
      title: 'Working in small batches',
      url: 'https://dora.dev/capabilities/working-in-small-batches/',
    },
  ],
};

export const metricDefinitions: readonly MetricDefinition[] = [
  ...definitions,
  ...teamDefinitions.filter(({ id }) =>
    definitions.every(definition => definition.id !== id),
  ),
  batchSize,
];

const LEVEL: Readonly<Record<MetricUnit, number>> = {
  seconds: 28 * HOUR,
  perDay: 41 / 90,
  ratio: 0.07,
  count: 12,
  lines: 84,
  points: 21,
  people: 3,
  rating: 2,
};

const BIN_STARTS: Partial<Record<MetricUnit, readonly number[]>> = {
  seconds: [0, 1, 4, 24, 72, 168, 720, 2160].map(hours => hours * HOUR),
  ratio: [0, 0.2, 0.4, 0.6, 0.8],
  rating: [1, 2, 3, 4, 5],
};
const SIZES = [0, 10, 30, 100, 300, 1000, 3000];

function known(
  { aggregate, isPersonDerived }: MetricDefinition,
  value: number,
  sampleSize: number,
): MetricValue {
  return {
    status: 'ok',
    value,
    sampleSize,
    excluded: isPersonDerived ? [] : [{ code: 'isRollback', count: 2 }],
    ...(aggregate === 'ratio' && {
      numerator: Math.round(value * sampleSize),
    }),
  };
}

function share(
  { categories }: MetricDefinition,
  total: number,
): Record<string, number> | undefined {
  return (
    categories &&
    Object.fromEntries(
      categories.map(({ id }, index) => [
        id,
        Math.round(total / 2 ** (index + 1)),
      ]),
    )
  );
}

function series(definition: MetricDefinition): SeriesPoint[] {
  const random = createRandom(3);
  return Array.from({ length: WEEKS }, (_, index) => {
    const value = LEVEL[definition.unit] * (0.7 + 0.6 * random());
    const isGap = index === GAP_AT;
    return {
      from: new Date(FIRST_MONDAY + index * WEEK_MS).toISOString(),
      to: new Date(FIRST_MONDAY + (index + 1) * WEEK_MS).toISOString(),
      isCut: index === 0 || index === WEEKS - 1,
      value: isGap
        ? {
            status: 'noData',
            reason: { code: 'noDataInWindow', parameters: {} },
            excluded: [],
          }
        : known(definition, value, 11),
      ...(!isGap && { categories: share(definition, value * 2) }),
    };
  });
}

function distribution({ unit }: MetricDefinition) {
  const starts = BIN_STARTS[unit] ?? SIZES;
  return {
    bins: starts.map((from, index) => ({
      from,
      to: starts[index + 1] ?? 2 * from,
      count: Math.max(0, 46 - 9 * Math.abs(index - 2)),
    })),
    p50: LEVEL[unit],
    p85: 3.2 * LEVEL[unit],
  };
}

/** A metric of a service of which all is known. */
export function createMetricAnswer(
  metricId: string,
  change: Partial<SingleMetricAnswer> = {},
): SingleMetricAnswer {
  const definition = metricDefinitions.find(({ id }) => id === metricId);
  if (!definition) throw new Error(`The fixtures have no ${metricId}.`);
  const { unit, aggregate, isPersonDerived } = definition;
  const isQuantile = aggregate === 'quantile';
  return {
    metricId,
    badge: isPersonDerived ? 'personDerived' : 'off',
    policyChanges: [],
    entity,
    window,
    previousWindow: { from: '2026-05-27T00:00:00.000Z', to: window.from },
    definition,
    hasSubTeams: false,
    value: known(definition, LEVEL[unit], SAMPLE_SIZE),
    previous: known(definition, 1.3 * LEVEL[unit], SAMPLE_SIZE),
    change: {
      verdict: definition.direction === 'lowerIsBetter' ? 'better' : 'worse',
      difference: -0.3 * LEVEL[unit],
      isClear: true,
    },
    series: series(definition),
    categories: share(definition, 2 * LEVEL[unit]),
    details: {
      ...(isQuantile && { p85: 3.2 * LEVEL[unit], p95: 6 * LEVEL[unit] }),
      ...(isPersonDerived && { p10: 2, p25: 5, p75: 21, p90: 34 }),
      ...(unit === 'perDay' && { coveredDays: 90 }),
    },
    ...(isQuantile && { distribution: distribution(definition) }),
    ...change,
  };
}

/** The same metric without a number, and why. */
export function createUnknownMetricAnswer(
  metricId: string,
  reason: Reason,
  status: 'noData' | 'notConfigured' | 'collecting' | 'withheld' = 'noData',
): SingleMetricAnswer {
  return createMetricAnswer(metricId, {
    value: { status, reason, excluded: [] },
    previous: undefined,
    change: undefined,
    categories: undefined,
    distribution: undefined,
    details: {},
    series: [],
  });
}
