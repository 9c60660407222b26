import { statisticOf } from './statisticOf';

const values = Object.freeze([20, 3, 16, 6, 15, 7, 13, 8, 10, 8]);

describe('statisticOf', () => {
  // R: quantile(x, p, type = 7) and mean(x) of x <- c(20, 3, 16, 6, 15, 7, 13, 8, 10, 8)
  it.each([
    ['p50', 9],
    ['mean', 10.6],
    ['p75', 14.5],
    ['p90', 16.4],
  ] as const)('agrees with R on %s', (statistic, expected) => {
    expect(statisticOf(values, statistic)).toBeCloseTo(expected, 12);
  });

  it.each(['p50', 'mean', 'p75', 'p90'] as const)(
    'of nothing does not know %s',
    statistic => {
      expect(statisticOf([], statistic)).toBeUndefined();
    },
  );
});
