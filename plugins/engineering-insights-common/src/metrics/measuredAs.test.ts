import { measuredAs } from './measuredAs';

const leadTime = {
  aggregate: 'quantile',
  measures: {
    units: ['commit', 'pullRequest'],
    starts: ['authored', 'committed', 'opened', 'merged'],
  },
} as const;
const median = { aggregate: 'quantile' } as const;
const share = { aggregate: 'ratio' } as const;

describe('measuredAs', () => {
  it.each([
    [
      'what is the default',
      leadTime,
      { statistic: 'p50', unit: 'commit', start: 'authored' },
    ],
    ['nothing chosen', leadTime, {}],
    [
      'a statistic of what is no number of many values',
      share,
      { statistic: 'p90' },
    ],
    [
      'a unit and a start of a metric that names none',
      median,
      { unit: 'pullRequest', start: 'opened' },
    ],
  ] as const)('is nothing for %s', (_, definition, choice) => {
    expect(measuredAs(definition, choice)).toBeUndefined();
  });

  it.each([
    [leadTime, { statistic: 'p90', unit: 'pullRequest', start: 'opened' }],
    [median, { statistic: 'mean' }],
  ] as const)('is all that bears on the metric: %j', (definition, choice) => {
    expect(
      measuredAs(definition, {
        unit: 'pullRequest',
        start: 'opened',
        ...choice,
      }),
    ).toEqual(choice);
  });

  it('leaves out what is as the definition says', () => {
    expect(
      measuredAs(leadTime, { statistic: 'p50', unit: 'pullRequest' }),
    ).toEqual({ unit: 'pullRequest' });
  });
});
