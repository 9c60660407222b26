/** A part of a mean: how much it weighs, and the sum of its values. */
export interface WeightedPart {
  /** How many observations it is made of, or their denominator. */
  readonly weight: number;
  /** Their sum, or their numerator. */
  readonly sum: number;
}

export interface PartChange<TKey> {
  readonly key: TKey;
  readonly before: WeightedPart;
  readonly after: WeightedPart;
}

export interface DividedChange<TKey> {
  readonly previous: number;
  readonly value: number;
  readonly difference: number;
  /** In the order of the parts; together they are the difference. */
  readonly contributions: readonly {
    readonly key: TKey;
    readonly contribution: number;
  }[];
}

const total = (parts: readonly WeightedPart[]): WeightedPart => ({
  weight: parts.reduce((all, { weight }) => all + weight, 0),
  sum: parts.reduce((all, { sum }) => all + sum, 0),
});

const meanOf = ({ weight, sum }: WeightedPart): number | undefined =>
  weight > 0 ? sum / weight : undefined;

/**
 * Divides the change of a weighted mean among its parts. Each brings the change
 * of its own mean, at the average of its shares, and the change of its share, at
 * the average of its means as far as that lies from the average of the wholes:
 *
 *   s̄ᵢ · Δmᵢ + Δsᵢ · (m̄ᵢ − M̄)
 *
 * As the shares add up to 1 before and after, this adds up to the change without
 * a rest, and neither window is the base. A part that is there in one window only
 * has the same mean in both, so it brings nothing but its share. Undefined where
 * one of the means is not known.
 */
export function divideChange<TKey>(
  parts: readonly PartChange<TKey>[],
): DividedChange<TKey> | undefined {
  const wholeBefore = total(parts.map(({ before }) => before));
  const wholeAfter = total(parts.map(({ after }) => after));
  const previous = meanOf(wholeBefore);
  const value = meanOf(wholeAfter);
  if (previous === undefined || value === undefined) {
    return undefined;
  }
  const middle = (previous + value) / 2;
  return {
    previous,
    value,
    difference: value - previous,
    contributions: parts.map(({ key, before, after }) => {
      const meanBefore = meanOf(before) ?? meanOf(after) ?? middle;
      const meanAfter = meanOf(after) ?? meanBefore;
      const shareBefore = before.weight / wholeBefore.weight;
      const shareAfter = after.weight / wholeAfter.weight;
      const ofMean =
        ((shareBefore + shareAfter) / 2) * (meanAfter - meanBefore);
      const ofShare =
        (shareAfter - shareBefore) * ((meanBefore + meanAfter) / 2 - middle);
      return { key, contribution: ofMean + ofShare };
    }),
  };
}
