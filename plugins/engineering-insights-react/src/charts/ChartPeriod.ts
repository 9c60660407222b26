/** One period along the axis of time, with a value for each part, line or column. */
export interface ChartPeriod {
  readonly id: string;
  readonly label: string;
  /** The window begins or ends inside it: columns and areas are hatched, lines dashed. */
  readonly isCut: boolean;
  /**
   * Absent where nothing is known: a gap, not 0. One that is absent beside others is a gap in its line, and in a
   * stack no part of it.
   */
  readonly values?: Readonly<Record<string, number | undefined>>;
}

/** What is drawn in one colour: a part of a column, an area, a line. */
export interface ChartPart {
  readonly id: string;
  readonly label: string;
  readonly color: string;
  /** It stands for what is not known. */
  readonly isHatched?: boolean;
}

/** Whether any of these parts is known in any period. */
export function isAnythingKnown(
  periods: readonly ChartPeriod[],
  parts: readonly { readonly id: string }[],
): boolean {
  return periods.some(({ values }) =>
    parts.some(({ id }) => values?.[id] !== undefined),
  );
}
