import type { ReactNode } from 'react';
import { Tooltip } from 'recharts';
import { useChartColors } from '../colors';

export interface PointTooltipProps<TPoint> {
  /** What marks the point: the band of a column, or a line across. */
  readonly cursor: 'band' | 'line';
  readonly render: (point: TPoint) => ReactNode;
}

/** Inside a chart: the tooltip of the point that the pointer or the keyboard is on. */
export function PointTooltip<TPoint>({
  cursor,
  render,
}: PointTooltipProps<TPoint>) {
  const colors = useChartColors();
  return (
    <Tooltip
      cursor={
        cursor === 'band'
          ? { fill: colors.axis, fillOpacity: 0.1 }
          : { stroke: colors.axis, strokeWidth: 1 }
      }
      isAnimationActive={false}
      content={({ active, payload }) =>
        active && payload?.[0] ? render(payload[0].payload as TPoint) : null
      }
    />
  );
}
