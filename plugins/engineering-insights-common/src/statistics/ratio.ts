/** What one observation adds above and below the line. */
export interface RatioPart {
  readonly numerator: number;
  readonly denominator: number;
}

/**
 * The ratio of sums, so that every event weighs the same, however it is
 * grouped. Of nothing it is undefined, never 0.
 *
 * @see Cochran, "Sampling Techniques" (1977), chapter 6: the combined ratio estimate
 */
export function ratio(parts: readonly RatioPart[]): number | undefined {
  let numerator = 0;
  let denominator = 0;
  for (const part of parts) {
    numerator += part.numerator;
    denominator += part.denominator;
  }
  return denominator === 0 ? undefined : numerator / denominator;
}
