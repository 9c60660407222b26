export interface PlottedPoint {
  readonly index: number;
  readonly value: number;
  readonly isCut: boolean;
}

/** The runs of neighbouring points that have a value; where there is none, the line has a gap. */
export function splitAtGaps(
  points: readonly { value: number | undefined; isCut: boolean }[],
): PlottedPoint[][] {
  const runs: PlottedPoint[][] = [];
  let run: PlottedPoint[] = [];
  points.forEach(({ value, isCut }, index) => {
    if (value === undefined) {
      if (run.length > 0) runs.push(run);
      run = [];
    } else {
      run.push({ index, value, isCut });
    }
  });
  if (run.length > 0) runs.push(run);
  return runs;
}
