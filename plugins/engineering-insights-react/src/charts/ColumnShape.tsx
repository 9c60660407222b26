import type { ChartPart, ChartPeriod } from './ChartPeriod';
import { hatchFill } from './Hatches';

const GAP = 1;
const NONE_HEIGHT = 2;

export interface ColumnShapeProps {
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
  readonly payload?: ChartPeriod;
}

/** One part of a column, a little apart from the one above it; hatched where its period is cut, or where it stands for what is not known. */
export function ColumnShape({
  x = 0,
  y = 0,
  width = 0,
  height = 0,
  payload,
  part,
  hatchPrefix,
  isNone,
}: ColumnShapeProps & {
  readonly part: ChartPart;
  readonly hatchPrefix: string;
  /** The column is known to be 0, which is drawn as a line, since a gap means unknown. */
  readonly isNone: boolean;
}) {
  if (isNone && payload?.values)
    return (
      <rect
        x={x}
        y={y - NONE_HEIGHT}
        width={width}
        height={NONE_HEIGHT}
        fill={part.color}
      />
    );
  if (height <= 0) return null;
  const hasGap = height > 2 * GAP;
  return (
    <rect
      x={x}
      y={hasGap ? y + GAP : y}
      width={width}
      height={hasGap ? height - GAP : height}
      fill={
        payload?.isCut || part.isHatched
          ? hatchFill(hatchPrefix, part)
          : part.color
      }
    />
  );
}
