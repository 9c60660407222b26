/** Moves labels along a line apart, each as little as its neighbours allow, and keeps them between two ends. */
export function spreadLabels(
  positions: readonly number[],
  {
    gap,
    from,
    to,
  }: { readonly gap: number; readonly from: number; readonly to: number },
): number[] {
  const order = positions
    .map((_, index) => index)
    .sort((a, b) => positions[a] - positions[b]);
  const placed = [...positions];
  order.forEach((index, at) => {
    const least = at === 0 ? from : placed[order[at - 1]] + gap;
    placed[index] = Math.max(placed[index], least);
  });
  [...order].reverse().forEach((index, at, reversed) => {
    const most = at === 0 ? to : placed[reversed[at - 1]] - gap;
    placed[index] = Math.min(placed[index], most);
  });
  return placed;
}
