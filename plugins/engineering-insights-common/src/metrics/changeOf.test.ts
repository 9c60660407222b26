import { changeOf } from './changeOf';
import type { Direction, MetricDefinition, MetricUnit, MetricValue } from './types';

function definition(unit: MetricUnit, direction: Direction, minimumSample = 5): MetricDefinition {
  return {
    id: 'test.metric', version: 1, title: '', summary: '', formula: '', unit, direction, minimumSample,
    aggregate: unit === 'ratio' ? 'ratio' : 'quantile', observationKind: 'rollout', isPersonDerived: false,
    requires: [], excludes: [], blindSpots: [], references: [],
  };
}
const known = (value: number, options: { sampleSize?: number; numerator?: number } = {}): MetricValue => ({
  status: 'ok', value, sampleSize: 20, excluded: [], ...options,
});
const unknown: MetricValue = { status: 'noData', reason: { code: 'noDataInWindow', parameters: {} }, excluded: [] };

describe('changeOf', () => {
  it.each([
    ['lowerIsBetter', 89, 'better'],
    ['lowerIsBetter', 90, 'noClearChange'],
    ['lowerIsBetter', 111, 'worse'],
    ['higherIsBetter', 111, 'better'],
    ['higherIsBetter', 89, 'worse'],
    ['neutral', 200, 'neutral'],
  ] as const)('a duration that is %s and goes from 100 to %d is %s', (direction, value, verdict) => {
    expect(changeOf({ definition: definition('seconds', direction), value: known(value), previous: known(100) }))
      .toMatchObject({ verdict, difference: value - 100 });
  });

  it.each([
    [0.07, 7, 0.05, 5, 'worse'],
    [0.06, 6, 0.05, 3, 'noClearChange'],
    [0.1, 2, 0.05, 1, 'noClearChange'],
  ])('a share of %d (%d events) after %d (%d events) is %s', (value, events, before, eventsBefore, verdict) => {
    expect(changeOf({
      definition: definition('ratio', 'lowerIsBetter'),
      value: known(value, { numerator: events }),
      previous: known(before, { numerator: eventsBefore }),
    })).toMatchObject({ verdict });
  });

  it('sees a first deployment after none', () => {
    expect(changeOf({ definition: definition('perDay', 'higherIsBetter', 0), value: known(0.1), previous: known(0) }))
      .toMatchObject({ verdict: 'better', isClear: true });
  });

  it('compares nothing below the minimum sample, in either window', () => {
    const reason = { code: 'belowMinimumSample', parameters: { sampleSize: 4, minimumSample: 5 } };
    const few = known(1, { sampleSize: 4 });
    const question = { definition: definition('seconds', 'lowerIsBetter') };
    expect(changeOf({ ...question, value: few, previous: known(100) })).toEqual({ verdict: 'notComparable', reason });
    expect(changeOf({ ...question, value: known(100), previous: few })).toEqual({ verdict: 'notComparable', reason });
  });

  it('compares nothing with what is not known', () => {
    expect(changeOf({ definition: definition('seconds', 'lowerIsBetter'), value: known(1), previous: unknown }))
      .toEqual({ verdict: 'notComparable', reason: { code: 'noDataInWindow', parameters: {} } });
  });
});
