import { colorDistance, contrast } from '../__testUtils__/colorVision';
import type { ColorVision } from '../__testUtils__/colorVision';
import { CHART_COLORS } from './colors';

const modes = ['light', 'dark'] as const;
const visions: readonly ColorVision[] = [
  'normal',
  'protanopia',
  'deuteranopia',
  'tritanopia',
];

describe('colorVision', () => {
  it('agrees with WCAG and CIE on known pairs', () => {
    expect(contrast('#000000', '#FFFFFF')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#FFFFFF')).toBeCloseTo(4.48, 2);
    expect(colorDistance('#000000', '#FFFFFF', 'normal')).toBeCloseTo(100, 1);
  });
});

describe.each(modes)('the %s colours', mode => {
  const {
    paper,
    phases,
    better,
    worse,
    series,
    failed,
    rollback,
    muted,
    axis,
  } = CHART_COLORS[mode];
  const drawn = {
    ...phases,
    better,
    worse,
    series,
    failed,
    rollback,
    muted,
    axis,
  };

  it.each(Object.entries(drawn))(
    '%s stands out from paper by 3:1',
    (_, color) => {
      expect(contrast(color, paper)).toBeGreaterThanOrEqual(3);
    },
  );

  it.each(visions)('tells every two phases apart with %s', vision => {
    const colors = Object.values(phases);
    const distances = colors.flatMap((a, index) =>
      colors
        .slice(index + 1)
        .map(b => ({ a, b, distance: colorDistance(a, b, vision) })),
    );
    expect(distances.filter(({ distance }) => distance < 20)).toEqual([]);
  });

  it.each(visions)(
    'tells better from worse and marks from each other with %s',
    vision => {
      expect(colorDistance(better, worse, vision)).toBeGreaterThanOrEqual(20);
      expect(colorDistance(series, failed, vision)).toBeGreaterThanOrEqual(20);
      expect(colorDistance(series, rollback, vision)).toBeGreaterThanOrEqual(
        20,
      );
      expect(colorDistance(failed, rollback, vision)).toBeGreaterThanOrEqual(
        20,
      );
    },
  );
});
