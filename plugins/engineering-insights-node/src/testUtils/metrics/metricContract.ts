// It defines tests for the packages of metrics, and has none of its own.
/* eslint-disable jest/no-export, jest/expect-expect */
import {
  STATISTICS,
  type ExplainRecord,
  type MeasuredAs,
  type MetricAnswer,
  type MetricValue,
  type Observation,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Metric } from '../../metric';
import { aggregateObservations } from './aggregateObservations';
import { expectNumber } from './expectNumber';
import { testExamples } from './metricExamples';

/** A database with delivery rows, and the engine over it. */
export interface MetricHarness {
  /** Components in the database. */
  readonly entityIds: readonly number[];
  /** A system that some of them belong to. */
  readonly rollUpId: number;
  /** What the metric's own text returns for components, each by itself; a snapshot of the end, which is now unless it is given. */
  observe(metric: Metric, entityIds: readonly number[], end?: string, choice?: MeasuredAs): Promise<readonly Observation[]>;
  /** Components of the roll-up. */
  readonly rollUpMemberIds: readonly number[];
  evaluate(metric: Metric, entityIds: readonly number[], choice?: MeasuredAs): Promise<ReadonlyMap<number, MetricAnswer>>;
  /** Every record of every page. */
  explain(metric: Metric, entityId: number, choice?: MeasuredAs): Promise<readonly ExplainRecord[]>;
}

/** What people did is told from so many of them on, unless the configuration says otherwise. */
const MINIMUM_CONTRIBUTORS = 5;

const numberOf = (value: MetricValue) => ('value' in value ? value.value : undefined);

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

const isPerDay = ({ definition }: Metric) =>
  definition.aggregate === 'perDay' || definition.aggregate === 'perServiceDay';

/** Fewer people did it than are told of; that nobody did is no secret. */
function isWithheld(metric: Metric, observations: readonly Observation[]): boolean {
  const people = new Set(
    observations
      .filter(({ excludedReason }) => !excludedReason)
      .map(({ personKey }) => personKey),
  );
  return metric.definition.isPersonDerived && people.size > 0 && people.size < MINIMUM_CONTRIBUTORS;
}

/** Of what enough people did it may still be that with other numbers it would tell of fewer. */
function isToldWithOthers({ definition }: Metric, { value }: MetricAnswer): boolean {
  return definition.isPersonDerived && value.reason?.code === 'wouldTellOfOthers';
}

/** Nothing of it is told, whatever is asked: not how much there was, nor what was left out. */
function expectWithheld(answer: MetricAnswer): void {
  expect(answer.value).toEqual({
    status: 'withheld',
    reason: {
      code: expect.stringMatching(/^(tooFewContributors|wouldTellOfOthers)$/),
      parameters: expect.objectContaining({ minimum: MINIMUM_CONTRIBUTORS }),
    },
    excluded: [],
  });
  expect(answer.details).toEqual({});
  expect(answer.categories).toBeUndefined();
  expect(answer.largestContributor).toBeUndefined();
}

/** Counts of one answer could be subtracted from those of another. */
function expectNothingAdditive({ value, details, series }: MetricAnswer): void {
  expect(value.excluded).toEqual([]);
  expect(series).toEqual([]);
  for (const [name, quantile] of Object.entries(details)) {
    expect(name).toMatch(/^p\d\d$/);
    expect(Number.isInteger(quantile)).toBe(true);
  }
}

function categoriesOf({ definition }: Metric, observations: readonly Observation[]) {
  return definition.categories && Object.fromEntries(
    definition.categories.map(({ id }) => [
      id,
      observations.filter(each => each.category === id && !each.excludedReason).length,
    ]),
  );
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
  readonly choice?: MeasuredAs;
}): void {
  const { metric, answer, observations, parts, choice } = options;
  const { definition } = metric;
  const { value, details } = answer;
  if (isWithheld(metric, observations) || isToldWithOthers(metric, answer)) {
    expectWithheld(answer);
    return;
  }
  const partDays = parts.map(part => part.details.coveredDays ?? 0);
  const coveredDays =
    definition.aggregate === 'perDay'
      ? Math.max(...partDays)
      : partDays.reduce((sum, days) => sum + days, 0);
  expectNumber(
    numberOf(value),
    aggregateObservations({
      definition,
      observations,
      coveredDays,
      isRead: true,
      statistic: choice?.statistic,
    }),
  );
  expect(answer.categories).toEqual(categoriesOf(metric, observations));
  if (definition.isPersonDerived) {
    expectNothingAdditive(answer);
  } else {
    expect(Object.fromEntries(value.excluded.map(({ code, count }) => [code, count]))).toEqual(
      countsOf(observations),
    );
    expect(details.totalCount).toBe(observations.length);
  }
  if (definition.unit === 'ratio' && 'value' in value) {
    expect(value.value).toBeLessThanOrEqual(1);
  }
}

async function expectSeries(options: {
  readonly metric: Metric;
  readonly answer: MetricAnswer;
  readonly entityId: number;
  readonly harness: MetricHarness;
  readonly choice?: MeasuredAs;
}): Promise<void> {
  const { metric, answer, entityId, harness, choice } = options;
  const observe = (end?: string) => harness.observe(metric, [entityId], end, choice);
  const { definition } = metric;
  const happened = await observe();
  for (const point of answer.series) {
    const inBucket = definition.isSnapshot
      ? await observe(point.to)
      : happened.filter(({ observedAt }) => observedAt >= point.from && observedAt < point.to);
    if (isPerDay(metric)) {
      const included = inBucket.filter(({ excludedReason }) => !excludedReason);
      expect('value' in point.value ? point.value.sampleSize : 0).toBe(included.length);
    } else {
      expectNumber(
        numberOf(point.value),
        aggregateObservations({
          definition,
          observations: inBucket,
          isRead: true,
          statistic: choice?.statistic,
        }),
      );
      expect(point.categories).toEqual(categoriesOf(metric, inBucket));
    }
  }
}

/** What a reader can choose of a metric otherwise than its definition says: each statistic, unit and start with each other. */
function choicesOf({ definition }: Metric): MeasuredAs[] {
  if (definition.aggregate !== 'quantile') return [];
  const { units = [], starts = [] } = definition.measures ?? {};
  const others = <Name extends keyof MeasuredAs>(name: Name, options: readonly MeasuredAs[Name][]) => [
    {},
    ...options.slice(1).map(option => ({ [name]: option })),
  ];
  return others('statistic', STATISTICS)
    .flatMap(statistic => others('unit', units).map(unit => ({ ...statistic, ...unit })))
    .flatMap(choice => others('start', starts).map(start => ({ ...choice, ...start })))
    .slice(1);
}

/** Records as the observations that they are of. */
function toObservations(entityId: number, records: readonly ExplainRecord[]): Observation[] {
  return records.map(record => ({
    entityId,
    observationKey: record.observationKey,
    observedAt: record.observedAt,
    value: record.value,
    numerator: record.value,
    denominator: 1,
    category: record.category,
    excludedReason: record.excludedReason,
  }));
}

/** What holds of a metric by itself holds of it as a reader chose, of each component and of the roll-up. */
async function expectMeasured(options: {
  readonly harness: MetricHarness;
  readonly metric: Metric;
  readonly choice: MeasuredAs;
}): Promise<void> {
  const { harness, metric, choice } = options;
  const { rollUpId, rollUpMemberIds } = harness;
  const entityIds = [...harness.entityIds, rollUpId];
  const answers = await harness.evaluate(metric, entityIds, choice);
  for (const entityId of entityIds) {
    const partIds = entityId === rollUpId ? rollUpMemberIds : [entityId];
    const answer = answers.get(entityId)!;
    const observed = await harness.observe(metric, partIds, undefined, choice);
    const observations = pool(observed);
    const parts = [answer];
    expectAnswer({ metric, answer, parts, observations, choice });
    const shown = toObservations(entityId, await harness.explain(metric, entityId, choice));
    expectAnswer({ metric, answer, parts, observations: shown, choice });
    const included = observed.filter(({ excludedReason }) => !excludedReason);
    expect(included.filter(({ value }) => value! < 0)).toEqual([]);
    expect(answer.measuredAs).toEqual(choice);
    expect(answer.band).toBeUndefined();
  }
  for (const entityId of harness.entityIds) {
    const keys = (await harness.observe(metric, [entityId], undefined, choice)).map(row => row.observationKey);
    expect(new Set(keys).size).toBe(keys.length);
    await expectSeries({ metric, entityId, answer: answers.get(entityId)!, harness, choice });
  }
}

/**
 * What every metric must keep: its examples hold; SQL and the pure aggregate
 * agree for one entity, several, none, a roll-up and each bucket; included and
 * left out are all there is; and the records that Explain shows give the number.
 * All of it holds however a reader has it measured.
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

    testExamples(metric);

    it('gives each observation of an entity one key', async () => {
      for (const entityId of harness.entityIds) {
        const keys = (await harness.observe(metric, [entityId])).map(row => row.observationKey);
        expect(new Set(keys).size).toBe(keys.length);
      }
    });

    it('agrees with its pure aggregate for one entity and for each of several', async () => {
      const together = await harness.evaluate(metric, harness.entityIds);
      const all: Observation[] = [];
      for (const entityId of harness.entityIds) {
        const alone = (await harness.evaluate(metric, [entityId])).get(entityId)!;
        const observations = await harness.observe(metric, [entityId]);
        expectAnswer({ metric, observations, answer: alone, parts: [alone] });
        await expectSeries({ metric, entityId, answer: alone, harness });
        expect(together.get(entityId)).toEqual(alone);
        all.push(...observations);
      }
      expect(all).not.toEqual([]);
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

    if (definition.isPersonDerived) {
      it('shows no record, which would tell who', async () => {
        for (const entityId of [...harness.entityIds, harness.rollUpId]) {
          expect(await harness.explain(metric, entityId)).toEqual([]);
        }
      });
      return;
    }

    it('shows the records that give its number', async () => {
      for (const entityId of [...harness.entityIds, harness.rollUpId]) {
        const answer = (await harness.evaluate(metric, [entityId])).get(entityId)!;
        const partIds = entityId === harness.rollUpId ? harness.rollUpMemberIds : [entityId];
        const parts = [...(await harness.evaluate(metric, partIds)).values()];
        const records = await harness.explain(metric, entityId);
        expectAnswer({ metric, answer, parts, observations: toObservations(entityId, records) });
      }
    });

    // A table may not be empty, so what is measured in one way only has no such test.
    const choices = choicesOf(metric);
    if (choices.length === 0) return;

    it.each(choices)('agrees with its pure aggregate, as do its records, measured by %j', async choice => {
      await expectMeasured({ harness, metric, choice });
    });
  });
}
