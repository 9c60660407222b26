import { useId } from 'react';
import { Bar, BarChart, CartesianGrid, Tooltip, XAxis, YAxis } from 'recharts';
import { useChartColors } from '../colors';
import { useElementWidth } from '../hooks';
import { Legend } from './Legend';
import { ActivePointReporter, useActivePoint } from './useActivePoint';
import type { ReactNode } from 'react';

export interface ColumnPart {
  readonly id: string;
  readonly label: string;
  readonly color: string;
}

export interface Column {
  readonly id: string;
  readonly label: string;
  /** The window begins or ends inside it; it is hatched. */
  readonly isCut: boolean;
  /** Absent where nothing is known: a gap, not 0. */
  readonly values?: Readonly<Record<string, number>>;
}

export interface StackedColumnsProps {
  readonly columns: readonly Column[];
  readonly parts: readonly ColumnPart[];
  readonly yLabel: string;
  readonly height: number;
  readonly renderTooltip: (column: Column) => ReactNode;
  readonly onOpen: (column: Column) => void;
}

const DEFAULT_WIDTH = 640;
const LEGEND_HEIGHT = 28;
const GAP = 1;

interface PartShapeProps {
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
  readonly payload?: Column;
}

function PartShape({
  x = 0,
  y = 0,
  width = 0,
  height = 0,
  payload,
  color,
  hatch,
}: PartShapeProps & { color: string; hatch: string }) {
  if (height <= 0) return null;
  return (
    <rect
      x={x}
      y={height > 2 * GAP ? y + GAP : y}
      width={width}
      height={height > 2 * GAP ? height - GAP : height}
      fill={payload?.isCut ? `url(#${hatch})` : color}
    />
  );
}

function Hatches({
  parts,
  prefix,
}: {
  readonly parts: readonly ColumnPart[];
  readonly prefix: string;
}) {
  return (
    <defs>
      {parts.map(part => (
        <pattern
          key={part.id}
          id={`${prefix}-${part.id}`}
          width={5}
          height={5}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width={3} height={5} fill={part.color} />
          <rect x={3} width={2} height={5} fill={part.color} opacity={0.3} />
        </pattern>
      ))}
    </defs>
  );
}

/** Columns that add up, one per period, from 0. */
export function StackedColumns({
  columns,
  parts,
  yLabel,
  height,
  renderTooltip,
  onOpen,
}: StackedColumnsProps) {
  const colors = useChartColors();
  const prefix = useId().replace(/:/g, '');
  const [ref, width = DEFAULT_WIDTH] = useElementWidth<HTMLDivElement>();
  const active = useActivePoint<Column>(onOpen);
  const tick = { fontSize: 11, fill: colors.axis };
  return (
    // The chart inside takes the focus and the arrow keys; Enter and the click are caught on their way up.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div ref={ref} {...active.handlers}>
      <BarChart
        width={width}
        height={height - LEGEND_HEIGHT}
        data={columns as Column[]}
        margin={{ top: 8, right: 4, bottom: 0, left: 4 }}
        barCategoryGap="22%"
      >
        <Hatches parts={parts} prefix={prefix} />
        <CartesianGrid vertical={false} stroke={colors.grid} />
        <XAxis
          dataKey="label"
          tick={tick}
          tickLine={false}
          axisLine={{ stroke: colors.axis }}
          minTickGap={16}
          interval="equidistantPreserveStart"
        />
        <YAxis
          tick={tick}
          tickLine={false}
          axisLine={false}
          width={48}
          label={{
            value: yLabel,
            angle: -90,
            position: 'insideLeft',
            style: { fontSize: 11, fill: colors.axis, textAnchor: 'middle' },
          }}
        />
        <Tooltip
          cursor={{ fill: colors.axis, fillOpacity: 0.1 }}
          isAnimationActive={false}
          content={({ active: isActive, payload }) =>
            isActive && payload?.[0]
              ? renderTooltip(payload[0].payload as Column)
              : null
          }
        />
        {parts.map(part => (
          <Bar
            key={part.id}
            dataKey={(column: Column) => column.values?.[part.id]}
            name={part.label}
            stackId="parts"
            isAnimationActive={false}
            maxBarSize={48}
            shape={(props: PartShapeProps) => (
              <PartShape
                {...props}
                color={part.color}
                hatch={`${prefix}-${part.id}`}
              />
            )}
          />
        ))}
        <ActivePointReporter<Column> onActive={active.report} />
      </BarChart>
      <div
        style={{
          minHeight: LEGEND_HEIGHT,
          paddingTop: 8,
          boxSizing: 'border-box',
        }}
      >
        <Legend items={parts} />
      </div>
    </div>
  );
}
