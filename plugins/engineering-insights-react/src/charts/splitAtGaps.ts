/** The runs of neighbouring points that are known; where one is not, the line has a gap. */
export function splitAtGaps<TPoint>(
  points: readonly (TPoint | undefined)[],
): TPoint[][] {
  const runs: TPoint[][] = [];
  let run: TPoint[] = [];
  for (const point of points) {
    if (point !== undefined) {
      run.push(point);
    } else if (run.length > 0) {
      runs.push(run);
      run = [];
    }
  }
  if (run.length > 0) runs.push(run);
  return runs;
}
