const STEPS = [1, 2, 5, 10];
const INTERVALS = 5;

/** Ticks from 0 to the first one that is no less than the maximum, at steps of 1, 2 or 5 and their tenfolds. */
export function niceTicks(
  maximum: number,
  { isWhole = false }: { readonly isWhole?: boolean } = {},
): number[] {
  const rough = (maximum > 0 ? maximum : 1) / INTERVALS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const nice = STEPS.map(step => step * power).find(step => step >= rough);
  const step = isWhole ? Math.max(1, nice ?? 1) : nice ?? 10 * power;
  const count = Math.max(1, Math.ceil(maximum / step - 1e-9));
  return Array.from({ length: count + 1 }, (_, index) =>
    Number((index * step).toPrecision(12)),
  );
}
