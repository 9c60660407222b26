// It defines tests for the packages of metrics, and has none of its own.
/* eslint-disable jest/no-export, jest/expect-expect */
import type { Aggregate } from '@sei-platform/plugin-engineering-insights-common';
import type { Metric } from '../../metric';
import { aggregateObservations } from './aggregateObservations';
import { expectNumber } from './expectNumber';

/** The columns beside those of every metric, by the aggregate. */
const COLUMNS: Readonly<Record<Aggregate, readonly string[]>> = {
  quantile: ['value'],
  ratio: ['numerator', 'denominator'],
  perDay: [],
  perServiceDay: [],
  count: [],
  perPerson: ['person_key'],
  fewestForHalf: ['person_key'],
};

const SCOPES = (['all', 'human', 'bot'] as const).flatMap(cohort =>
  (['elapsed', 'working'] as const).map(clock => ({ cohort, clock })),
);

/** Its worked examples, one test each: the observations of each give what it says, by the pure aggregate. */
export function testExamples({ definition, examples }: Metric): void {
  it.each(examples.map(example => [example.title, example] as const))(
    'example: %s',
    (_, example) => {
      expectNumber(
        aggregateObservations({ definition, ...example }),
        example.expected,
      );
    },
  );
}

/**
 * What can be told of metrics without a database: their examples hold, and their
 * texts name the columns that the engine reads, and no binding that they do not
 * give.
 */
export function metricExamples(options: {
  readonly metrics: readonly Metric[];
}): void {
  describe.each(
    options.metrics.map(metric => [metric.definition.id, metric] as const),
  )('%s', (_, metric) => {
    const { definition, examples } = metric;

    testExamples(metric);

    it('has an example of a number', () => {
      expect(examples.some(({ expected }) => expected !== undefined)).toBe(
        true,
      );
    });

    const { units = [undefined], starts = [undefined] } =
      definition.measures ?? {};
    const scopes = SCOPES.flatMap(scope =>
      units.flatMap(unit => starts.map(start => ({ ...scope, unit, start }))),
    );

    it.each(scopes)('asks for %j with what it gives', scope => {
      const { sql, shared = [], bindings } = metric.observations(scope);
      const text = [...shared.map(table => table.sql), sql].join('\n');
      const columns = [
        'entity_id',
        'observation_key',
        'observed_at',
        'excluded_reason',
        ...COLUMNS[definition.aggregate],
        ...(definition.categories ? ['category'] : []),
      ];
      expect(
        columns.filter(column => !new RegExp(`\\b${column}\\b`).test(sql)),
      ).toEqual([]);
      const named = [...text.matchAll(/(?<![:\w]):(\w+)/g)].map(
        ([, name]) => name,
      );
      expect([...new Set(named)].sort()).toEqual(Object.keys(bindings).sort());
    });
  });
}
