import type { Value } from './computeMetrics';

/** The quantile 0.5 of type 7: halfway between the two in the middle of an even number. */
export function median(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  const sorted = [...values].sort((left, right) => left - right);
  const rank = (sorted.length - 1) / 2;
  return (sorted[Math.floor(rank)] + sorted[Math.ceil(rank)]) / 2;
}

export function medianOf(values: readonly number[]): Value {
  return { value: median(values), sampleSize: values.length };
}

/** A share, which is not known of nothing. */
export function share(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole;
}
