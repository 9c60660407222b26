import {
  FRACTION_IDS,
  type Fraction,
} from '@sei-platform/plugin-engineering-insights-common';

/** What a query counted of a fraction; nothing where there was nothing to count. */
export interface FractionCount {
  readonly fraction: Fraction['id'];
  readonly count: number;
  readonly total: number;
}

/** Every fraction in its order; one of which there is nothing is none of none. */
export function toFractions(
  counts: readonly FractionCount[],
): readonly Fraction[] {
  return FRACTION_IDS.map(id => {
    const found = counts.find(({ fraction }) => fraction === id);
    return { id, count: found?.count ?? 0, total: found?.total ?? 0 };
  });
}
