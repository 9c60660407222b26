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

/** Where a colour lies on the wheel, in degrees, and how far from grey, from 0 to 1. */
function hueOf(hex: string): { hue: number; chroma: number } {
  const [r, g, b] = [1, 3, 5].map(
    at => parseInt(hex.slice(at, at + 2), 16) / 255,
  );
  const [most, least] = [Math.max(r, g, b), Math.min(r, g, b)];
  const chroma = most - least;
  if (chroma === 0) return { hue: 0, chroma };
  const sector = {
    [b]: (r - g) / chroma + 4,
    [g]: (b - r) / chroma + 2,
    [r]: (g - b) / chroma,
  }[most];
  return { hue: (sector * 60 + 360) % 360, chroma };
}

const isRed = (hex: string) => {
  const { hue, chroma } = hueOf(hex);
  return chroma > 0.2 && (hue < 10 || hue > 345);
};

function pairsOf(colors: readonly string[]) {
  return colors.flatMap((a, index) =>
    colors.slice(index + 1).map(b => ({ a, b })),
  );
}

describe('isRed', () => {
  it.each([
    ['#D32F2F', true],
    ['#FF0000', true],
    ['#E1711C', false],
    ['#14A965', false],
    ['#767676', false],
  ])('%s: %s', (color, expected) => {
    expect(isRed(color)).toBe(expected);
  });
});

describe.each(modes)('the %s colours', mode => {
  const { paper, grid, ...all } = CHART_COLORS[mode];
  const {
    phases,
    workMix,
    severities,
    bands,
    statuses,
    sprint,
    lines,
    better,
    worse,
    series,
    failed,
    rollback,
  } = all;
  const palettes = {
    phases,
    workMix,
    severities,
    bands,
    statuses,
    sprint,
    lines: Object.fromEntries(lines.entries()),
  };
  const drawn = Object.entries(all).flatMap(([name, value]) =>
    typeof value === 'string'
      ? [[name, value]]
      : Object.entries(value).map(([part, color]) => [
          `${name} ${part}`,
          color,
        ]),
  );

  it.each(drawn)('%s stands out from paper by 3:1', (_, color) => {
    expect(contrast(color, paper)).toBeGreaterThanOrEqual(3);
  });

  it.each(drawn)(
    '%s is not red, so that none stands against green',
    (_, color) => {
      expect(isRed(color)).toBe(false);
    },
  );

  it.each(
    Object.entries(palettes).flatMap(([name, palette]) =>
      visions.map(vision => ({ name, palette, vision })),
    ),
  )('tells every two of $name apart with $vision', ({ palette, vision }) => {
    const near = pairsOf(Object.values(palette)).filter(
      ({ a, b }) => colorDistance(a, b, vision) < 20,
    );
    expect(near).toEqual([]);
  });

  it('gives the more severe the higher contrast', () => {
    const { critical, high, medium, low } = severities;
    const contrasts = [critical, high, medium, low].map(color =>
      contrast(color, paper),
    );
    expect(contrasts).toEqual([...contrasts].sort((a, b) => b - a));
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
