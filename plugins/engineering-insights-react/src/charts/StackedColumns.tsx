import { useId } from 'react';
import type { ReactNode } from 'react';
import { Bar, BarChart, CartesianGrid } from 'recharts';
import { useChartColors } from '../colors';
import { useFormats } from '../formats';
import { ChartBody } from './ChartBody';
import { isAnythingKnown } from './ChartPeriod';
import type { ChartPart, ChartPeriod } from './ChartPeriod';
import { ColumnShape } from './ColumnShape';
import type { ColumnShapeProps } from './ColumnShape';
import { Hatches } from './Hatches';
import { Legend } from './Legend';
import { PeriodAxis } from './PeriodAxis';
import { PeriodMarks } from './PeriodMarks';
import type { PeriodMark } from './PeriodMarks';
import { PointTooltip } from './PointTooltip';
import { ValueAxis } from './ValueAxis';
import { shareOf } from './shareOf';
import { ActivePointReporter, useActivePoint } from './useActivePoint';

export type ColumnPart = ChartPart;
export type Column = ChartPeriod;

export interface StackedColumnsProps {
  readonly columns: readonly Column[];
  /** From the bottom to the top; one part alone needs no legend. */
  readonly parts: readonly ColumnPart[];
  readonly yLabel: string;
  readonly height: number;
  /** What the axis tells: amounts (by default), whole numbers, or each part's share of its column. */
  readonly scale?: 'amount' | 'count' | 'share';
  readonly marks?: readonly PeriodMark[];
  readonly renderTooltip: (column: Column) => ReactNode;
  readonly onOpen: (column: Column) => void;
}

/** Columns that add up, one per period, from 0. */
export function StackedColumns({
  columns,
  parts,
  yLabel,
  height,
  scale = 'amount',
  marks,
  renderTooltip,
  onOpen,
}: StackedColumnsProps) {
  const colors = useChartColors();
  const { share } = useFormats();
  const prefix = useId().replace(/:/g, '');
  const active = useActivePoint<Column>(onOpen);
  const totalOf = ({ values }: Column) =>
    parts.reduce((sum, { id }) => sum + (values?.[id] ?? 0), 0);
  const highest = Math.max(0, ...columns.map(totalOf));
  const valueOf = (column: Column, part: ColumnPart) =>
    scale === 'share'
      ? shareOf(column.values, part.id, parts)
      : column.values?.[part.id];
  return (
    <ChartBody
      height={height}
      isEmpty={!isAnythingKnown(columns, parts)}
      legend={parts.length > 1 && <Legend items={parts} />}
      handlers={active.handlers}
    >
      {size => (
        <BarChart
          {...size}
          data={columns as Column[]}
          margin={{ top: 8, right: 4, bottom: 0, left: 4 }}
          barCategoryGap="22%"
        >
          <Hatches parts={parts} prefix={prefix} />
          <CartesianGrid vertical={false} stroke={colors.grid} />
          <PeriodAxis />
          <ValueAxis
            label={yLabel}
            maximum={scale === 'share' ? 1 : highest}
            isWhole={scale === 'count'}
            format={scale === 'share' ? share : undefined}
          />
          <PointTooltip<Column> cursor="band" render={renderTooltip} />
          {parts.map((part, index) => (
            <Bar
              key={part.id}
              dataKey={(column: Column) => valueOf(column, part)}
              name={part.label}
              stackId="parts"
              isAnimationActive={false}
              maxBarSize={48}
              shape={(props: ColumnShapeProps) => (
                <ColumnShape
                  {...props}
                  part={part}
                  hatchPrefix={prefix}
                  isNone={
                    index === 0 &&
                    props.payload !== undefined &&
                    totalOf(props.payload) === 0
                  }
                />
              )}
            />
          ))}
          <PeriodMarks marks={marks} />
          <ActivePointReporter<Column> onActive={active.report} />
        </BarChart>
      )}
    </ChartBody>
  );
}
