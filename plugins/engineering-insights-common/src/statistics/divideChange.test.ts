import fc from 'fast-check';
import { divideChange, type PartChange } from './divideChange';

const weighted = fc
  .tuple(
    fc.integer({ min: 0, max: 5_000 }),
    fc.double({ min: 0, max: 1e7, noNaN: true }),
  )
  .map(([weight, mean]) => ({ weight, sum: weight * mean }));

const changes: fc.Arbitrary<PartChange<number>[]> = fc
  .array(fc.record({ before: weighted, after: weighted }), {
    minLength: 1,
    maxLength: 40,
  })
  .map(parts => parts.map((part, key) => ({ key, ...part })));

const wholeOf = (
  parts: readonly PartChange<number>[],
  side: 'before' | 'after',
) => ({
  weight: parts.reduce((sum, part) => sum + part[side].weight, 0),
  sum: parts.reduce((sum, part) => sum + part[side].sum, 0),
});

describe('divideChange', () => {
  it('gives contributions that add up to the change, whatever the parts', () => {
    fc.assert(
      fc.property(changes, parts => {
        const before = wholeOf(parts, 'before');
        const after = wholeOf(parts, 'after');
        const divided = divideChange(parts);
        fc.pre(before.weight > 0 && after.weight > 0);
        const change = after.sum / after.weight - before.sum / before.weight;
        const sum = divided!.contributions.reduce(
          (all, { contribution }) => all + contribution,
          0,
        );
        // Relative to the values, as doubles cannot do better.
        const scale = 1 + after.sum / after.weight + before.sum / before.weight;
        expect(Math.abs(sum - change) / scale).toBeLessThan(1e-9);
        expect(Math.abs(divided!.difference - change) / scale).toBeLessThan(
          1e-12,
        );
      }),
    );
  });

  it('has the opposite contributions the other way round', () => {
    fc.assert(
      fc.property(changes, parts => {
        const there = divideChange(parts);
        const back = divideChange(
          parts.map(({ key, before, after }) => ({
            key,
            before: after,
            after: before,
          })),
        );
        fc.pre(there !== undefined);
        there!.contributions.forEach(({ contribution }, index) =>
          expect(-back!.contributions[index].contribution).toBeCloseTo(
            contribution,
            1,
          ),
        );
      }),
    );
  });

  it('gives all of the change to the one part that changed', () => {
    const still = { weight: 50, sum: 500 };
    const divided = divideChange([
      { key: 'still', before: still, after: still },
      {
        key: 'slower',
        before: { weight: 50, sum: 500 },
        after: { weight: 50, sum: 1_000 },
      },
    ]);
    expect(divided).toEqual({
      previous: 10,
      value: 15,
      difference: 5,
      contributions: [
        { key: 'still', contribution: 0 },
        { key: 'slower', contribution: 5 },
      ],
    });
  });

  it('gives a part that keeps its mean what its share brings, a slow one that grew more than nothing', () => {
    const divided = divideChange([
      {
        key: 'fast',
        before: { weight: 50, sum: 500 },
        after: { weight: 25, sum: 250 },
      },
      {
        key: 'slow',
        before: { weight: 50, sum: 1_500 },
        after: { weight: 75, sum: 2_250 },
      },
    ]);
    expect(divided?.difference).toBe(5);
    expect(divided?.contributions).toEqual([
      { key: 'fast', contribution: 3.125 },
      { key: 'slow', contribution: 1.875 },
    ]);
  });

  it('knows nothing where one of the windows had nothing', () => {
    const nothing = { weight: 0, sum: 0 };
    const something = { weight: 3, sum: 9 };
    expect(
      divideChange([{ key: 1, before: nothing, after: something }]),
    ).toBeUndefined();
    expect(divideChange([])).toBeUndefined();
  });
});
