type Triple = readonly [number, number, number];
export type ColorVision =
  | 'normal'
  | 'protanopia'
  | 'deuteranopia'
  | 'tritanopia';

/** Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB. */
const SIMULATION: Readonly<
  Record<ColorVision, readonly [Triple, Triple, Triple]>
> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function toLinear(channel: number): number {
  return channel <= 0.04045
    ? channel / 12.92
    : ((channel + 0.055) / 1.055) ** 2.4;
}

function linearRgb(hex: string): Triple {
  const channel = (at: number) =>
    toLinear(parseInt(hex.slice(at, at + 2), 16) / 255);
  return [channel(1), channel(3), channel(5)];
}

function multiply(
  matrix: readonly [Triple, Triple, Triple],
  vector: Triple,
): Triple {
  const row = (r: Triple) =>
    r[0] * vector[0] + r[1] * vector[1] + r[2] * vector[2];
  return [row(matrix[0]), row(matrix[1]), row(matrix[2])];
}

function clamp(vector: Triple): Triple {
  const inside = (x: number) => Math.min(1, Math.max(0, x));
  return [inside(vector[0]), inside(vector[1]), inside(vector[2])];
}

/** CIE L*a*b* under D65 of linear RGB. */
function toLab(rgb: Triple): Triple {
  const [x, y, z] = multiply(
    [
      [0.4124564, 0.3575761, 0.1804375],
      [0.2126729, 0.7151522, 0.072175],
      [0.0193339, 0.119192, 0.9503041],
    ],
    rgb,
  );
  const f = (t: number) =>
    t > (6 / 29) ** 3 ? Math.cbrt(t) : t / (3 * (6 / 29) ** 2) + 4 / 29;
  const [fx, fy, fz] = [f(x / 0.95047), f(y), f(z / 1.08883)];
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)];
}

function luminance(hex: string): number {
  const [r, g, b] = linearRgb(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG contrast ratio of two colours. */
export function contrast(a: string, b: string): number {
  const [darker, lighter] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (lighter + 0.05) / (darker + 0.05);
}

/** CIE76 distance of two colours as someone with this vision sees them. */
export function colorDistance(
  a: string,
  b: string,
  vision: ColorVision,
): number {
  const lab = (hex: string) =>
    toLab(clamp(multiply(SIMULATION[vision], linearRgb(hex))));
  const [first, second] = [lab(a), lab(b)];
  return Math.hypot(
    first[0] - second[0],
    first[1] - second[1],
    first[2] - second[2],
  );
}
