type SortValue = string | number | undefined;

function compare(a: SortValue, b: SortValue): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b));
}

/** Rows in the order of a value; what is not known stands last in either direction. */
export function sortRows<TRow>(
  rows: readonly TRow[],
  valueOf: ((row: TRow) => SortValue) | undefined,
  isDescending: boolean,
): readonly TRow[] {
  if (!valueOf) return rows;
  return [...rows].sort((first, second) => {
    const [a, b] = [valueOf(first), valueOf(second)];
    if (a === undefined || b === undefined)
      return Number(a === undefined) - Number(b === undefined);
    return isDescending ? compare(b, a) : compare(a, b);
  });
}
