// It defines tests for the packages of metrics, and has none of its own.
/* eslint-disable jest/no-export, jest/expect-expect */
import type {
  ExplainRecord,
  MetricAnswer,
  MetricValue,
  Observation,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Metric } from '../../metric';
import { aggregateObservations } from './aggregateObservations';

/** A database with delivery rows, and the engine over it. */
export interface MetricHarness {
  /** Components in the database. */
  readonly entityIds: readonly number[];
  /** A system that some of them belong to. */
  readonly rollUpId: number;
  /** What the metric's own text returns for components, each by itself. */
  observe(metric: Metric, entityIds: readonly number[]): Promise<readonly Observation[]>;
  /** Components of the roll-up. */
  readonly rollUpMemberIds: readonly number[];
  evaluate(metric: Metric, entityIds: readonly number[]): Promise<ReadonlyMap<number, MetricAnswer>>;
  /** Every record of every page. */
  explain(metric: Metric, entityId: number): Promise<readonly ExplainRecord[]>;
}

const PRECISION = 6;

const numberOf = (value: MetricValue) => ('value' in value ? value.value : undefined);

function expectNumber(actual: number | undefined, expected: number | undefined): void {
  if (expected === undefined) {
    expect(actual).toBeUndefined();
  } else {
    expect(actual).toBeCloseTo(expected, PRECISION);
  }
}

/** Counts once what several components share: where it is included, and then where it came first. */
function pool(observations: readonly Observation[]): readonly Observation[] {
  const rank = ({ excludedReason, observedAt, entityId }: Observation) =>
    `${excludedReason ? 1 : 0} ${observedAt} ${String(entityId).padStart(10, '0')}`;
  const first = new Map<string, Observation>();
  for (const observation of observations) {
    const known = first.get(observation.observationKey);
    if (!known || rank(observation) < rank(known)) {
      first.set(observation.observationKey, observation);
    }
  }
  return [...first.values()];
}

function countsOf(observations: readonly Observation[]) {
  const excluded = new Map<string, number>();
  for (const { excludedReason } of observations) {
    if (excludedReason) {
      excluded.set(excludedReason, (excluded.get(excludedReason) ?? 0) + 1);
    }
  }
  return Object.fromEntries(excluded);
}

function expectAnswer(options: {
  readonly metric: Metric;
  readonly answer: MetricAnswer;
  readonly observations: readonly Observation[];
  /** The answers of the components, each by itself: a roll-up's rate is over the days of all of them. */
  readonly parts: readonly MetricAnswer[];
}): void {
  const { metric, answer, observations, parts } = options;
  const { definition } = metric;
  const { value, details } = answer;
  const coveredDays = parts.reduce((sum, part) => sum + (part.details.coveredDays ?? 0), 0);
  expectNumber(numberOf(value), aggregateObservations({ definition, observations, coveredDays }));
  expect(Object.fromEntries(value.excluded.map(({ code, count }) => [code, count]))).toEqual(
    countsOf(observations),
  );
  expect(details.totalCount).toBe(observations.length);
  if (definition.unit === 'ratio' && 'value' in value) {
    expect(value.value).toBeLessThanOrEqual(1);
  }
}

function expectSeries(metric: Metric, answer: MetricAnswer, observations: readonly Observation[]): void {
  for (const point of answer.series) {
    const inBucket = observations.filter(
      ({ observedAt }) => observedAt >= point.from && observedAt < point.to,
    );
    const included = inBucket.filter(({ excludedReason }) => !excludedReason);
    if (metric.definition.aggregate === 'perDay') {
      expect('value' in point.value ? point.value.sampleSize : 0).toBe(included.length);
    } else {
      expectNumber(
        numberOf(point.value),
        aggregateObservations({ definition: metric.definition, observations: inBucket }),
      );
    }
  }
}

/**
 * What every metric must keep: its examples hold; SQL and the pure aggregate
 * agree for one entity, several, none, a roll-up and each bucket; included and
 * left out are all there is; and the records that Explain shows give the number.
 */
export function metricContract(options: {
  readonly metrics: readonly Metric[];
  readonly harness: () => Promise<MetricHarness>;
}): void {
  let harness: MetricHarness;
  beforeAll(async () => {
    harness = await options.harness();
  });

  describe.each(options.metrics.map(metric => [metric.definition.id, metric] as const))('%s', (_, metric) => {
    const { definition } = metric;

    it.each(metric.examples.map(example => [example.title, example] as const))('example: %s', (__, example) => {
      expectNumber(aggregateObservations({ definition, ...example }), example.expected);
    });

    it('gives each observation of an entity one key', async () => {
      for (const entityId of harness.entityIds) {
        const keys = (await harness.observe(metric, [entityId])).map(row => row.observationKey);
        expect(new Set(keys).size).toBe(keys.length);
      }
    });

    it('agrees with its pure aggregate for one entity and for each of several', async () => {
      const together = await harness.evaluate(metric, harness.entityIds);
      let observationCount = 0;
      for (const entityId of harness.entityIds) {
        const alone = (await harness.evaluate(metric, [entityId])).get(entityId)!;
        const observations = await harness.observe(metric, [entityId]);
        expectAnswer({ metric, observations, answer: alone, parts: [alone] });
        expectSeries(metric, alone, observations);
        expect(together.get(entityId)).toEqual(alone);
        observationCount += observations.length;
      }
      expect(observationCount).toBeGreaterThan(0);
    });

    it('answers no entities with nothing', async () => {
      expect((await harness.evaluate(metric, [])).size).toBe(0);
    });

    it('counts once in a roll-up what several components share', async () => {
      const answer = (await harness.evaluate(metric, [harness.rollUpId])).get(harness.rollUpId)!;
      const observations = await harness.observe(metric, harness.rollUpMemberIds);
      expect(pool(observations).length).toBeLessThan(observations.length);
      const parts = [...(await harness.evaluate(metric, harness.rollUpMemberIds)).values()];
      expectAnswer({ metric, answer, parts, observations: pool(observations) });
    });

    it('shows the records that give its number', async () => {
      for (const entityId of [...harness.entityIds, harness.rollUpId]) {
        const answer = (await harness.evaluate(metric, [entityId])).get(entityId)!;
        const partIds = entityId === harness.rollUpId ? harness.rollUpMemberIds : [entityId];
        const parts = [...(await harness.evaluate(metric, partIds)).values()];
        const records = await harness.explain(metric, entityId);
        const observations = records.map(record => ({
          entityId,
          observationKey: record.observationKey,
          observedAt: record.observedAt,
          value: record.value,
          numerator: record.value,
          denominator: 1,
          excludedReason: record.excludedReason,
        }));
        expectAnswer({ metric, answer, parts, observations });
      }
    });
  });
}
