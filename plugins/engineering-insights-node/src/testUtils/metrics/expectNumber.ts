const PRECISION = 6;

/** Fails where a number is not the expected one, or is known where it should not be, or the other way around. */
export function expectNumber(
  actual: number | undefined,
  expected: number | undefined,
): void {
  if (expected === undefined) {
    expect(actual).toBeUndefined();
  } else {
    expect(actual).toBeCloseTo(expected, PRECISION);
  }
}
