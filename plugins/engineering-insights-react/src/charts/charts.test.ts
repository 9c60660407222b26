import { positionInBins } from './Histogram';
import { splitAtGaps } from './splitAtGaps';

describe('splitAtGaps', () => {
  it('leaves a gap where nothing is known, and keeps a 0', () => {
    const points = [1, 0, undefined, 3].map(value => ({ value, isCut: false }));
    expect(
      splitAtGaps(points).map(run =>
        run.map(({ index, value }) => [index, value]),
      ),
    ).toEqual([
      [
        [0, 1],
        [1, 0],
      ],
      [[3, 3]],
    ]);
  });

  it('has no run where nothing is known', () => {
    expect(splitAtGaps([{ value: undefined, isCut: false }])).toEqual([]);
  });
});

describe('positionInBins', () => {
  const bins = [
    { from: 0, to: 10 },
    { from: 10, to: 100 },
    { from: 100, to: 1000 },
  ];

  it.each([
    [0, 0],
    [5, 0.5],
    [10, 1],
    [Math.sqrt(10) * 10, 1.5],
    [100, 2],
    [1000, 3],
  ])('places %d at %d bins', (value, expected) => {
    expect(positionInBins(value, bins)).toBeCloseTo(expected, 10);
  });

  it('has no place for what lies outside', () => {
    expect(positionInBins(1001, bins)).toBeUndefined();
    expect(positionInBins(1, [])).toBeUndefined();
  });
});
