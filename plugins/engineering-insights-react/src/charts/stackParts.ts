import type { ChartPeriod } from './ChartPeriod';

/** From where to where a part reaches in a stack. */
export interface StackedPart {
  readonly lower: number;
  readonly upper: number;
}

/** Each part on top of the ones before it; undefined where nothing is known of the period. */
export function stackParts(
  { values }: Pick<ChartPeriod, 'values'>,
  parts: readonly { readonly id: string }[],
): Readonly<Record<string, StackedPart>> | undefined {
  if (!values) return undefined;
  let lower = 0;
  return Object.fromEntries(
    parts.map(({ id }) => {
      const upper = lower + (values[id] ?? 0);
      const part = { lower, upper };
      lower = upper;
      return [id, part];
    }),
  );
}
