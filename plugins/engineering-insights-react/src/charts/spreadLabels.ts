/**
 * Moves labels along a line apart, each as little as its neighbours allow, and keeps them between two ends; where there
 * is no room for all, they are nearer to each other than the gap.
 */
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
  const room = (to - from) / Math.max(1, positions.length - 1);
  const apart = Math.min(gap, room);
  order.forEach((index, at) => {
    const least = at === 0 ? from : placed[order[at - 1]] + apart;
    placed[index] = Math.max(placed[index], least);
  });
  [...order].reverse().forEach((index, at, reversed) => {
    const most = at === 0 ? to : placed[reversed[at - 1]] - apart;
    placed[index] = Math.min(placed[index], most);
  });
  return placed;
}
