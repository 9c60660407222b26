export interface RunPiece<TPoint> {
  readonly points: readonly TPoint[];
  readonly isCut: boolean;
}

/** A run in pieces that meet: what leads to or from a cut period apart from the rest. One point alone has no piece. */
export function splitAtCuts<TPoint extends { readonly isCut: boolean }>(
  run: readonly TPoint[],
): RunPiece<TPoint>[] {
  const pieces: { points: TPoint[]; isCut: boolean }[] = [];
  run.slice(1).forEach((point, index) => {
    const isCut = point.isCut || run[index].isCut;
    const last = pieces[pieces.length - 1];
    if (last?.isCut === isCut) last.points.push(point);
    else pieces.push({ points: [run[index], point], isCut });
  });
  return pieces;
}
