/** Above so many points in one group single ones cannot be told apart. */
export const MAXIMUM_POINTS = 150;

export interface PointsToDrawOptions<TPoint> {
  readonly points: readonly TPoint[];
  readonly groupOf: (point: TPoint) => string;
  readonly valueOf: (point: TPoint) => number;
  /** What is above it stands out; undefined where no percentile is known. */
  readonly outlierFrom: number | undefined;
  readonly isNarrow: boolean;
}

export interface PointsToDraw<TPoint> {
  readonly drawn: readonly TPoint[];
  readonly hiddenCount: number;
}

/**
 * The points that a chart has room for: all, or where it is narrow or any group is crowded only those that stand out,
 * in every group alike, and of more than a group has room for the highest.
 */
export function pointsToDraw<TPoint>({
  points,
  groupOf,
  valueOf,
  outlierFrom,
  isNarrow,
}: PointsToDrawOptions<TPoint>): PointsToDraw<TPoint> {
  const groups = groupBy(points, groupOf);
  const isCrowded = [...groups.values()].some(
    group => group.length > MAXIMUM_POINTS,
  );
  if (!isNarrow && !isCrowded) return { drawn: points, hiddenCount: 0 };
  const kept = new Set(
    [...groups.values()].flatMap(group =>
      group
        .filter(
          point => outlierFrom === undefined || valueOf(point) > outlierFrom,
        )
        .sort((a, b) => valueOf(b) - valueOf(a))
        .slice(0, MAXIMUM_POINTS),
    ),
  );
  const drawn = points.filter(point => kept.has(point));
  return { drawn, hiddenCount: points.length - drawn.length };
}

function groupBy<TPoint>(
  points: readonly TPoint[],
  groupOf: (point: TPoint) => string,
): Map<string, TPoint[]> {
  const groups = new Map<string, TPoint[]>();
  for (const point of points) {
    const group = groups.get(groupOf(point));
    if (group) group.push(point);
    else groups.set(groupOf(point), [point]);
  }
  return groups;
}
