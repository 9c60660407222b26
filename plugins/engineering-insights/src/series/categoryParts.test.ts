import type { MetricAnswer } from '@sei-platform/plugin-engineering-insights-common';
import { CHART_COLORS } from '@sei-platform/plugin-engineering-insights-react';
import { categoryParts, valuesInParts } from './categoryParts';

const colors = CHART_COLORS.light;

function categories(...ids: string[]) {
  return { categories: ids.map(id => ({ id, title: id.toUpperCase() })) };
}

function partsOf(
  ids: readonly string[],
  counts: MetricAnswer['categories'],
  series: MetricAnswer['categories'][] = [],
) {
  return categoryParts({
    definition: categories(...ids),
    metric: {
      categories: counts,
      series: series.map(each => ({
        from: '2026-11-16T00:00:00Z',
        to: '2026-11-23T00:00:00Z',
        isCut: false,
        value: { status: 'ok', value: 1, sampleSize: 1, excluded: [] },
        categories: each,
      })),
    },
    colors,
    othersLabel: 'Others',
  });
}

describe('categoryParts', () => {
  it.each([
    [['critical', 'low'], colors.severities],
    [['feature', 'unplanned', 'notClassified'], colors.workMix],
    [['todo', 'inProgress', 'done'], colors.statuses],
  ] as const)('has the palette that is made for %j', (ids, palette) => {
    const counts = Object.fromEntries(ids.map(id => [id, 1]));
    expect(partsOf(ids, counts).map(({ color }) => color)).toEqual(
      ids.map(id => palette[id as keyof typeof palette]),
    );
  });

  it('gives a category the same colour whether or not the ones before it are there', () => {
    expect(partsOf(['a', 'b', 'c'], { c: 3 })).toEqual([
      { id: 'c', label: 'C', color: colors.lines[2], categoryIds: ['c'] },
    ]);
  });

  it('has what is in any period, and nothing where nothing is known', () => {
    expect(
      partsOf(['a', 'b', 'c'], { a: 0 }, [undefined, { b: 2 }]).map(
        ({ id }) => id,
      ),
    ).toEqual(['b']);
    expect(partsOf(['a', 'b'], undefined)).toEqual([]);
  });

  it('has one part for what is more than there are colours', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const parts = partsOf(ids, { a: 1, f: 2, g: 3 });
    expect(parts.map(({ label }) => label)).toEqual(['A', 'Others']);
    expect(valuesInParts({ a: 1, f: 2, g: 3 }, parts)).toEqual({ a: 1, '': 5 });
    expect(valuesInParts(undefined, parts)).toBeUndefined();
  });
});
