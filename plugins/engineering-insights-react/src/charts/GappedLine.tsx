import { splitAtCuts } from './splitAtCuts';
import { splitAtGaps } from './splitAtGaps';

/** Where a point of a line lies, in pixels. */
export interface LinePosition {
  readonly x: number;
  readonly y: number;
  readonly isCut: boolean;
}

export interface GappedLineProps {
  /** In order; undefined where nothing is known. */
  readonly positions: readonly (LinePosition | undefined)[];
  readonly color: string;
  readonly width?: number;
}

/** Positions as the corners of a path. */
export function cornersOf(
  positions: readonly Pick<LinePosition, 'x' | 'y'>[],
): string {
  return positions
    .map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`)
    .join('L');
}

/** A line with gaps where nothing is known and dashes where a period is cut; a point without neighbours is a dot. */
export function GappedLine({
  positions,
  color,
  width = 1.75,
}: GappedLineProps) {
  return (
    <>
      {splitAtGaps(positions).map(run =>
        run.length === 1 ? (
          <circle
            key={run[0].x}
            cx={run[0].x}
            cy={run[0].y}
            r={width + 0.25}
            fill={color}
          />
        ) : (
          splitAtCuts(run).map(({ points, isCut }) => (
            <path
              key={points[0].x}
              d={`M${cornersOf(points)}`}
              stroke={color}
              strokeWidth={width}
              strokeLinecap="round"
              strokeLinejoin="round"
              strokeDasharray={isCut ? '2 3' : undefined}
              fill="none"
            />
          ))
        ),
      )}
    </>
  );
}
