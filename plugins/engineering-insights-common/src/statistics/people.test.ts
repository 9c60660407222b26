import { countPerPerson } from './countPerPerson';
import { fewestForHalf } from './fewestForHalf';

describe('countPerPerson', () => {
  it('counts what each has and forgets who', () => {
    expect(countPerPerson(['b', 'a', 'b', 'c', 'b'])).toEqual([1, 1, 3]);
    expect(countPerPerson([])).toEqual([]);
  });
});

describe('fewestForHalf', () => {
  it.each([
    [[10], 1],
    [[5, 5], 1],
    [[1, 1, 1], 2],
    [[40, 30, 20, 10], 2],
    [[1, 60, 39], 1],
  ])('of %j is %d', (counts, expected) => {
    expect(fewestForHalf(counts)).toBe(expected);
  });

  it('is not known of nothing', () => {
    expect(fewestForHalf([])).toBeUndefined();
    expect(fewestForHalf([0, 0])).toBeUndefined();
  });
});
