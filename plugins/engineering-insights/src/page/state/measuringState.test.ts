import { metricDefinitions } from '../../__testUtils__/metric';
import { metricAddress } from '../../metric/metricAddress';
import {
  choiceFor,
  otherwise,
  readMeasuring,
  writeMeasuring,
} from './measuringState';

const definition = (id: string) =>
  metricDefinitions.find(each => each.id === id);
const choice = {
  clock: 'working',
  statistic: 'p90',
  unit: 'pullRequest',
  start: 'merged',
} as const;

describe('choiceFor', () => {
  it.each([
    ['dora.change-lead-time', choice],
    ['flow.cycle-time', { clock: 'working', statistic: 'p90' }],
    ['dora.change-fail-rate', { clock: 'working' }],
    ['there.is-none', { clock: 'working' }],
  ] as const)('of %s is what bears on it', (metricId, expected) => {
    expect(choiceFor(definition(metricId), choice)).toEqual(expected);
  });
});

describe('the address', () => {
  it('reads back what was written into it', () => {
    const parameters = new URLSearchParams();
    writeMeasuring(parameters, { statistic: 'mean', unit: 'pullRequest' });
    writeMeasuring(parameters, { start: 'opened' });
    expect(readMeasuring(parameters)).toEqual({
      statistic: 'mean',
      unit: 'pullRequest',
      start: 'opened',
    });
    writeMeasuring(parameters, { unit: 'commit' });
    expect(parameters.toString()).toBe('statistic=mean&start=opened');
    expect(otherwise(readMeasuring(parameters))).toEqual({
      statistic: 'mean',
      start: 'opened',
    });
  });

  it('of the page of a metric keeps how it was measured', () => {
    expect(
      metricAddress({
        path: '/metric',
        search: '?window=30d&environment=eu',
        choice: { statistic: 'p75', start: 'committed' },
      }),
    ).toBe('/metric?window=30d&statistic=p75&start=committed');
  });
});
