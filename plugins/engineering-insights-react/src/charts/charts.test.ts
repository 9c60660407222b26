import { positionInBins } from './Histogram';
import { fittingSprints } from './SprintColumns';
import { fitText, fitTwoLines } from './fitText';
import { toggleLine } from './lineSlots';
import { niceTicks } from './niceTicks';
import { logAxis } from './scatter/logAxis';
import { MAXIMUM_POINTS, pointsToDraw } from './scatter/pointsToDraw';
import { shareOf } from './shareOf';
import { splitAtCuts } from './splitAtCuts';
import { splitAtGaps } from './splitAtGaps';
import { spreadAlong } from './spreadAlong';
import { spreadLabels } from './spreadLabels';
import { stackParts } from './stackParts';

describe('splitAtGaps', () => {
  it('leaves a gap where nothing is known, and keeps a 0', () => {
    expect(splitAtGaps([1, 0, undefined, 3])).toEqual([[1, 0], [3]]);
  });

  it('has no run where nothing is known', () => {
    expect(splitAtGaps([undefined])).toEqual([]);
  });
});

describe('splitAtCuts', () => {
  const run = (marks: string) =>
    [...marks].map((mark, index) => ({ index, isCut: mark === 'c' }));
  const pieces = (marks: string) =>
    splitAtCuts(run(marks)).map(({ points, isCut }) => [
      points.map(({ index }) => index),
      isCut,
    ]);

  it('keeps what leads to or from a cut period apart, and the pieces meet', () => {
    expect(pieces('c...c')).toEqual([
      [[0, 1], true],
      [[1, 2, 3], false],
      [[3, 4], true],
    ]);
  });

  it('has one piece without a cut, and none for one point alone', () => {
    expect(pieces('...')).toEqual([[[0, 1, 2], false]]);
    expect(pieces('.')).toEqual([]);
  });
});

describe('shareOf', () => {
  const parts = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];

  it.each([
    ['a', 0.25],
    ['b', 0.75],
    ['c', 0],
  ])('of %s is %d', (id, expected) => {
    expect(shareOf({ a: 1, b: 3 }, id, parts)).toBe(expected);
  });

  it('is unknown where there is nothing to share', () => {
    expect(shareOf({ a: 0 }, 'a', parts)).toBeUndefined();
    expect(shareOf(undefined, 'a', parts)).toBeUndefined();
  });

  it('does not count what is no part', () => {
    expect(shareOf({ a: 1, elsewhere: 9 }, 'a', parts)).toBe(1);
  });
});

describe('stackParts', () => {
  const parts = [{ id: 'done' }, { id: 'inProgress' }];

  it('puts each part on the ones before it', () => {
    expect(stackParts({ values: { done: 4, inProgress: 3 } }, parts)).toEqual({
      done: { lower: 0, upper: 4 },
      inProgress: { lower: 4, upper: 7 },
    });
  });

  it('knows nothing where nothing is known', () => {
    expect(stackParts({}, parts)).toBeUndefined();
  });
});

describe('spreadAlong', () => {
  const options = { spacing: 10, levelCount: 3 };

  it('leaves what lies apart in the middle', () => {
    expect(spreadAlong([0, 10, 20], options)).toEqual([0, 0, 0]);
  });

  it('moves neighbours to either side, in whichever direction they come', () => {
    expect(spreadAlong([0, 2, 4, 10], options)).toEqual([0, 1, -1, 0]);
    expect(spreadAlong([100, 98, 96, 90], options)).toEqual([0, 1, -1, 0]);
  });

  it('covers what it covers least where no level is free', () => {
    expect(spreadAlong([0, 2, 4, 5], options)).toEqual([0, 1, -1, 0]);
  });
});

describe('spreadLabels', () => {
  const options = { gap: 10, from: 0, to: 100 };

  it('leaves labels that lie apart where they are', () => {
    expect(spreadLabels([20, 50], options)).toEqual([20, 50]);
  });

  it.each([
    [
      [50, 52],
      [50, 60],
    ],
    [
      [52, 50],
      [60, 50],
    ],
    [
      [98, 99],
      [90, 100],
    ],
    [
      [-5, 3],
      [0, 10],
    ],
    // There is room for eleven.
    [
      Array.from({ length: 21 }, () => 90),
      Array.from({ length: 21 }, (_, index) => 5 * index),
    ],
  ])('moves %j to %j', (positions, expected) => {
    expect(spreadLabels(positions, options)).toEqual(expected);
  });
});

describe('fitText', () => {
  const room = { width: 92, fontSize: 11 };

  it('keeps what fits and cuts what does not', () => {
    expect(fitText('Sprint 42', room)).toBe('Sprint 42');
    expect(fitText('Payments and settlement', room)).toBe('Payments and…');
  });

  it.each([
    ['Sprint 42', ['Sprint 42']],
    ['Waiting for release', ['Waiting for', 'release']],
    ['Payments and settlement 52', ['Payments and', 'settlement 52']],
    ['fraud-scoring-service', ['fraud-scoring…']],
  ])('breaks %s between words', (text, expected) => {
    expect(fitTwoLines(text, room)).toEqual(expected);
  });
});

describe('niceTicks', () => {
  it.each([
    [36, [0, 10, 20, 30, 40]],
    [23, [0, 5, 10, 15, 20, 25]],
    [1, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [0.17, [0, 0.05, 0.1, 0.15, 0.2]],
    [0, [0, 0.2]],
  ])('marks up to %d at %j', (maximum, expected) => {
    expect(niceTicks(maximum)).toEqual(expected);
  });

  it('marks only whole numbers where there are no others', () => {
    expect(niceTicks(3, { isWhole: true })).toEqual([0, 1, 2, 3]);
    expect(niceTicks(0, { isWhole: true })).toEqual([0, 1]);
  });
});

describe('toggleLine', () => {
  it('takes a colour away and leaves the others theirs', () => {
    expect(toggleLine(['a', 'b', 'c'], 'b', 'a')).toEqual([
      'a',
      undefined,
      'c',
    ]);
  });

  it('gives the free colour', () => {
    expect(toggleLine(['a', undefined, 'c'], 'd', 'a')).toEqual([
      'a',
      'd',
      'c',
    ]);
  });

  it('gives the colour of the next to lose it where none is free', () => {
    expect(toggleLine(['a', 'b', 'c'], 'd', 'b')).toEqual(['a', 'd', 'c']);
  });
});

describe('pointsToDraw', () => {
  const points = (stage: string, values: readonly number[]) =>
    values.map(value => ({ stage, value }));
  const draw = (
    all: { stage: string; value: number }[],
    options: { isNarrow: boolean; outlierFrom?: number },
  ) =>
    pointsToDraw({
      points: all,
      groupOf: ({ stage }) => stage,
      valueOf: ({ value }) => value,
      outlierFrom: 10,
      ...options,
    });
  const many = points(
    'review',
    Array.from({ length: MAXIMUM_POINTS + 1 }, (_, index) => index % 12),
  );

  it('draws all where there is room', () => {
    const few = points('review', [1, 11]);
    expect(draw(few, { isNarrow: false })).toEqual({
      drawn: few,
      hiddenCount: 0,
    });
  });

  it('draws only what stands out where it is narrow', () => {
    const { drawn, hiddenCount } = draw(points('review', [1, 11, 10]), {
      isNarrow: true,
    });
    expect(drawn).toEqual(points('review', [11]));
    expect(hiddenCount).toBe(2);
  });

  it('treats every stage alike where one is crowded', () => {
    const { drawn } = draw([...many, ...points('test', [3, 40])], {
      isNarrow: false,
    });
    expect(drawn.every(({ value }) => value > 10)).toBe(true);
    expect(drawn).toContainEqual({ stage: 'test', value: 40 });
  });

  it('draws the highest there is room for where no percentile is known', () => {
    const { drawn, hiddenCount } = draw(many, {
      isNarrow: false,
      outlierFrom: undefined,
    });
    expect(drawn).toHaveLength(MAXIMUM_POINTS);
    expect(hiddenCount).toBe(1);
  });
});

describe('logAxis', () => {
  const candidates = [1, 10, 100, 1000];

  it('begins and ends at the ticks around the values', () => {
    const axis = logAxis([12, 70], candidates);
    expect(axis.ticks).toEqual([10, 100]);
    expect(axis.shareAt(10)).toBe(0);
    expect(axis.shareAt(Math.sqrt(10) * 10)).toBeCloseTo(0.5, 10);
    expect(axis.shareAt(100)).toBe(1);
  });

  it('has some height for one value', () => {
    expect(logAxis([10], candidates).ticks).toEqual([10, 100]);
    expect(logAxis([1000], candidates).shareAt(1000)).toBe(1);
  });

  it('holds what lies beyond the ticks: too small at the lower end, too large at the upper', () => {
    const axis = logAxis([0, 5000], candidates);
    expect(axis.shareAt(0)).toBe(0);
    expect(axis.shareAt(5000)).toBe(1);
    expect(axis.ticks).toEqual(candidates);
  });
});

describe('fittingSprints', () => {
  it.each([
    [280, 2],
    [358, 3],
    [752, 7],
    [60, 1],
  ])('at %d px there is room for %d', (width, expected) => {
    expect(fittingSprints(width)).toBe(expected);
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
