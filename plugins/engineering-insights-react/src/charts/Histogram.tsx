import type { ReactNode } from 'react';
import { Bar, BarChart, CartesianGrid, ReferenceLine, XAxis } from 'recharts';
import { useChartColors } from '../colors';
import { ChartBody } from './ChartBody';
import { PointTooltip } from './PointTooltip';
import { VALUE_AXIS_WIDTH, ValueAxis } from './ValueAxis';
import { ActivePointReporter, useActivePoint } from './useActivePoint';

export interface HistogramBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

export interface HistogramProps {
  /** Neighbouring bins in order, of equal width on a logarithmic scale or nearly so. */
  readonly bins: readonly HistogramBin[];
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
  readonly lines: readonly { readonly at: number; readonly label: string }[];
  readonly yLabel: string;
  readonly height: number;
  readonly renderTooltip: (bin: HistogramBin) => ReactNode;
  readonly onOpen: (bin: HistogramBin) => void;
}

const LABEL_HEIGHT = 14;
const MARGIN = { top: 36, right: 16, bottom: 0, left: 4 };
// From here on a label stands to the left of its line, where there is room.
const LEFT_FROM = 0.7;

/** Where a value lies along the bins, in bins from the left; between two edges by logarithm. */
export function positionInBins(
  value: number,
  bins: readonly { from: number; to: number }[],
): number | undefined {
  if (
    bins.length === 0 ||
    value < bins[0].from ||
    value > bins[bins.length - 1].to
  )
    return undefined;
  const index = bins.findIndex(bin => value <= bin.to);
  const { from, to } = bins[index];
  const share =
    from > 0 ? Math.log(value / from) / Math.log(to / from) : value / to;
  return index + share;
}

interface Point extends HistogramBin {
  readonly position: number;
}

/** How many lie in each bin of a logarithmic scale, with lines at the values that matter. */
export function Histogram({
  bins,
  ticks,
  lines,
  yLabel,
  height,
  renderTooltip,
  onOpen,
}: HistogramProps) {
  const colors = useChartColors();
  const active = useActivePoint<Point>(onOpen);
  const points: Point[] = bins.map((bin, index) => ({
    ...bin,
    position: index + 0.5,
  }));
  const place = <TItem extends { at: number }>(items: readonly TItem[]) =>
    items.flatMap(item => {
      const position = positionInBins(item.at, bins);
      return position === undefined ? [] : [{ ...item, position }];
    });
  const placedTicks = place(ticks);
  const tick = { fontSize: 11, fill: colors.axis };
  const barSize = (width: number) =>
    Math.max(
      2,
      (width - VALUE_AXIS_WIDTH - MARGIN.left - MARGIN.right) / bins.length - 2,
    );
  return (
    <ChartBody
      height={height}
      isEmpty={bins.length === 0}
      handlers={active.handlers}
    >
      {size => (
        <BarChart
          {...size}
          data={points}
          margin={MARGIN}
          barSize={barSize(size.width)}
        >
          <CartesianGrid vertical={false} stroke={colors.grid} />
          <XAxis
            type="number"
            dataKey="position"
            domain={[0, bins.length]}
            ticks={placedTicks.map(({ position }) => position)}
            tickFormatter={position =>
              placedTicks.find(placed => placed.position === position)?.label ??
              ''
            }
            tick={tick}
            tickLine={{ stroke: colors.axis }}
            axisLine={{ stroke: colors.axis }}
            interval={0}
          />
          <ValueAxis
            label={yLabel}
            maximum={Math.max(...bins.map(({ count }) => count))}
            isWhole
          />
          <PointTooltip<Point> cursor="band" render={renderTooltip} />
          <Bar
            dataKey="count"
            fill={colors.series}
            isAnimationActive={false}
            radius={[2, 2, 0, 0]}
          />
          {place(lines).map(line => (
            // A casing in the colour of the paper, without which the line is lost on the bars.
            <ReferenceLine
              key={line.label}
              x={line.position}
              stroke={colors.paper}
              strokeWidth={5}
            />
          ))}
          {place(lines).map((line, index) => (
            <ReferenceLine
              key={line.label}
              x={line.position}
              stroke={colors.axis}
              strokeWidth={1.5}
              strokeDasharray="4 3"
              label={{
                value: line.label,
                position: 'top',
                // One above the other, so that near lines keep their labels apart.
                offset: 5 + (lines.length - 1 - index) * LABEL_HEIGHT,
                fontSize: 11,
                fill: colors.axis,
                textAnchor:
                  line.position > bins.length * LEFT_FROM ? 'end' : 'start',
              }}
            />
          ))}
          <ActivePointReporter<Point> onActive={active.report} />
        </BarChart>
      )}
    </ChartBody>
  );
}
