const PRECISION = 6;
/** Digits that a mean is told with, whatever its size. */
const SIGNIFICANT_DIGITS = 11;

/** Digits after the point that a number of this size is told with. */
function precisionFor(expected: number): number {
  const digits = Math.max(0, Math.ceil(Math.log10(Math.abs(expected) || 1)));
  return Math.min(PRECISION, SIGNIFICANT_DIGITS - digits);
}

/** Fails where a number is not the expected one, or is known where it should not be, or the other way around. */
export function expectNumber(
  actual: number | undefined,
  expected: number | undefined,
): void {
  if (expected === undefined) {
    expect(actual).toBeUndefined();
  } else {
    expect(actual).toBeCloseTo(expected, precisionFor(expected));
  }
}
