import fc from 'fast-check';
import { quantile } from './quantile';

describe('quantile', () => {
  // R: quantile(c(20, 3, 16, 6, 15, 7, 13, 8, 10, 8), p, type = 7)
  it.each([
    [0, 3],
    [0.25, 7.25],
    [0.5, 9],
    [0.75, 14.5],
    [0.85, 15.65],
    [0.95, 18.2],
    [1, 20],
  ])('agrees with R (type 7) at p = %d', (p, expected) => {
    expect(quantile([20, 3, 16, 6, 15, 7, 13, 8, 10, 8], p)).toBeCloseTo(
      expected,
      12,
    );
  });

  it.each([
    [[5], 5],
    [[1, 2], 1.5],
    [[1, 2, 10], 2],
  ])('of %j has the median %d', (values, expected) => {
    expect(quantile(values, 0.5)).toBe(expected);
  });

  it('of nothing is not known', () => {
    expect(quantile([], 0.5)).toBeUndefined();
  });

  it('lies between the smallest and the largest, grows with p, and leaves the values alone', () => {
    const values = fc.array(fc.integer({ min: -1e6, max: 1e6 }), {
      minLength: 1,
    });
    const p = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(values, p, p, (sample, a, b) => {
        const before = [...sample];
        const low = quantile(sample, Math.min(a, b))!;
        const high = quantile(sample, Math.max(a, b))!;
        expect(sample).toEqual(before);
        expect(low).toBeGreaterThanOrEqual(Math.min(...sample) - 1e-6);
        expect(high).toBeLessThanOrEqual(Math.max(...sample) + 1e-6);
        expect(low).toBeLessThanOrEqual(high + 1e-6);
      }),
    );
  });
});
