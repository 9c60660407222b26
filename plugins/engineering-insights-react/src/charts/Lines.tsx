import type { ReactNode } from 'react';
import { CartesianGrid, Line, LineChart } from 'recharts';
import type { LineDrawShapeProps } from 'recharts';
import { useChartColors } from '../colors';
import { ChartBody } from './ChartBody';
import { isAnythingKnown } from './ChartPeriod';
import type { ChartPart, ChartPeriod } from './ChartPeriod';
import { GappedLine } from './GappedLine';
import { Legend } from './Legend';
import { LineLegend } from './LineLegend';
import { PeriodAxis } from './PeriodAxis';
import { PeriodMarks } from './PeriodMarks';
import type { PeriodMark } from './PeriodMarks';
import { PointTooltip } from './PointTooltip';
import { ValueAxis } from './ValueAxis';
import { ActivePointReporter, useActivePoint } from './useActivePoint';
import { useColoredLines } from './useColoredLines';

export interface ChartLine {
  readonly id: string;
  readonly label: string;
  /** One of the colours for lines where absent. */
  readonly color?: string;
}

export interface LinesProps {
  readonly periods: readonly ChartPeriod[];
  /** The most telling first: of many only the first have a colour, until the reader chooses others. */
  readonly lines: readonly ChartLine[];
  readonly yLabel: string;
  readonly height: number;
  /** Where the axis ends, for values that cannot exceed it: 1 for shares. */
  readonly maximum?: number;
  readonly formatTick?: (value: number) => string;
  readonly marks?: readonly PeriodMark[];
  /** Is told which lines have a colour at the moment. */
  readonly renderTooltip: (
    period: ChartPeriod,
    coloredLines: readonly ChartPart[],
  ) => ReactNode;
  readonly onOpen: (period: ChartPeriod) => void;
}

interface LineStyle {
  readonly color: string;
  readonly width: number;
  readonly opacity: number;
}

function toShape(periods: readonly ChartPeriod[], style: LineStyle) {
  return ({ points = [] }: LineDrawShapeProps) => (
    <g opacity={style.opacity}>
      <GappedLine
        positions={points.map(({ x, y }, index) =>
          x === null || y === null
            ? undefined
            : { x, y, isCut: periods[index].isCut },
        )}
        color={style.color}
        width={style.width}
      />
    </g>
  );
}

/** One or several courses over time from 0, with gaps where nothing is known; of many all but a few are grey. */
export function Lines({
  periods,
  lines,
  yLabel,
  height,
  maximum,
  formatTick,
  marks,
  renderTooltip,
  onOpen,
}: LinesProps) {
  const colors = useChartColors();
  const active = useActivePoint<ChartPeriod>(onOpen);
  const { colored, grey, isMany, toggle } = useColoredLines(lines);
  const highest = Math.max(
    0,
    ...periods.flatMap(({ values }) =>
      lines.map(({ id }) => values?.[id] ?? 0),
    ),
  );
  const legend = isMany ? (
    <LineLegend
      lines={lines}
      colored={colored}
      greyColor={colors.muted}
      onToggle={toggle}
    />
  ) : (
    lines.length > 1 && <Legend items={colored} />
  );
  const draw = (line: ChartLine, style: LineStyle) => (
    <Line
      key={line.id}
      dataKey={({ values }: ChartPeriod) => values?.[line.id]}
      name={line.label}
      isAnimationActive={false}
      dot={false}
      activeDot={
        style.opacity === 1 && { r: 3, fill: style.color, stroke: colors.paper }
      }
      shape={toShape(periods, style)}
    />
  );
  return (
    <ChartBody
      height={height}
      isEmpty={!isAnythingKnown(periods, lines)}
      legend={legend}
      handlers={active.handlers}
    >
      {size => (
        <LineChart
          {...size}
          data={periods as ChartPeriod[]}
          margin={{ top: 8, right: 24, bottom: 0, left: 4 }}
        >
          <CartesianGrid vertical={false} stroke={colors.grid} />
          <PeriodAxis />
          <ValueAxis
            label={yLabel}
            maximum={maximum ?? highest}
            format={formatTick}
          />
          <PointTooltip<ChartPeriod>
            cursor="line"
            render={period => renderTooltip(period, colored)}
          />
          {grey.map(line =>
            draw(line, { color: colors.muted, width: 1, opacity: 0.5 }),
          )}
          {colored.map(line =>
            draw(line, { color: line.color, width: 2, opacity: 1 }),
          )}
          <PeriodMarks marks={marks} />
          <ActivePointReporter<ChartPeriod> onActive={active.report} />
        </LineChart>
      )}
    </ChartBody>
  );
}
