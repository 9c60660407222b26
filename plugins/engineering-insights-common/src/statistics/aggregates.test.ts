import { mean } from './mean';
import { medianActiveDaysPer30Days } from './medianActiveDaysPer30Days';
import { medianActiveDaysPerWeek } from './medianActiveDaysPerWeek';
import { perDay } from './perDay';
import { ratio } from './ratio';

describe('mean', () => {
  // R: mean(c(20, 3, 16, 6, 15, 7, 13, 8, 10, 8))
  it('agrees with R', () =>
    expect(mean([20, 3, 16, 6, 15, 7, 13, 8, 10, 8])).toBeCloseTo(10.6, 12));
  it('of nothing is not known', () => expect(mean([])).toBeUndefined());
});

describe('ratio', () => {
  it('is that of the sums, not the mean of ratios', () => {
    expect(
      ratio([
        { numerator: 1, denominator: 1 },
        { numerator: 0, denominator: 3 },
      ]),
    ).toBe(0.25);
  });
  it('of nothing is not known', () => expect(ratio([])).toBeUndefined());
});

describe('perDay', () => {
  it('counts days without any', () => expect(perDay(3, 30)).toBe(0.1));
  it('is a known 0 over covered days', () => expect(perDay(0, 30)).toBe(0));
  it('is not known over no day', () => expect(perDay(0, 0)).toBeUndefined());
});

describe('medianActiveDaysPerWeek', () => {
  // 2026-03-02 is a Monday.
  const fourWeeks = {
    from: '2026-03-02T00:00:00Z',
    to: '2026-03-30T00:00:00Z',
  };

  it('counts each day once, and weeks without any as 0', () => {
    const days = [
      '2026-03-02',
      '2026-03-02',
      '2026-03-03',
      '2026-03-04',
      '2026-03-10',
    ];
    expect(medianActiveDaysPerWeek(days, fourWeeks)).toBe(0.5);
  });
  it('leaves out weeks that are cut', () => {
    const days = ['2026-03-02', '2026-03-03', '2026-03-09'];
    expect(
      medianActiveDaysPerWeek(days, {
        from: '2026-03-03T00:00:00Z',
        to: '2026-03-16T00:00:00Z',
      }),
    ).toBe(1);
  });
  it('takes Sunday for the end of a week', () => {
    expect(
      medianActiveDaysPerWeek(['2026-03-08'], {
        from: '2026-03-02T00:00:00Z',
        to: '2026-03-09T00:00:00Z',
      }),
    ).toBe(1);
  });
  it('without a whole week is not known', () => {
    expect(
      medianActiveDaysPerWeek(['2026-03-04'], {
        from: '2026-03-03T00:00:00Z',
        to: '2026-03-15T00:00:00Z',
      }),
    ).toBeUndefined();
  });
});

describe('medianActiveDaysPer30Days', () => {
  const ninetyDays = {
    from: '2026-01-01T00:00:00Z',
    to: '2026-04-01T00:00:00Z',
  };

  it('is the median over blocks that end with the period', () => {
    expect(
      medianActiveDaysPer30Days(
        ['2026-03-31', '2026-03-02', '2026-03-01'],
        ninetyDays,
      ),
    ).toBe(1);
  });
  it('counts blocks without any', () => {
    expect(
      medianActiveDaysPer30Days(['2026-03-31', '2026-03-30'], ninetyDays),
    ).toBe(0);
  });
  it('without a whole block is not known', () => {
    expect(
      medianActiveDaysPer30Days(['2026-03-31'], {
        from: '2026-03-05T00:00:00Z',
        to: '2026-04-01T00:00:00Z',
      }),
    ).toBeUndefined();
  });
});
