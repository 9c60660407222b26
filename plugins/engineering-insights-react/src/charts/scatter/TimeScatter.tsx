import type { MetricWindow } from '@sei-platform/plugin-engineering-insights-common';
import type { ReactNode } from 'react';
import { useFormats } from '../../formats';
import { ChartBody } from '../ChartBody';
import { TimeAxis } from '../timeline/TimeAxis';
import { ScatterNote } from './ScatterNote';
import { ScatterPlot } from './ScatterPlot';
import { logAxis } from './logAxis';
import { plotArea } from './plotArea';
import { pointsToDraw } from './pointsToDraw';

/** A piece of work that is finished. */
export interface TimePoint {
  readonly id: string;
  /** When it was finished, in milliseconds since the epoch. */
  readonly at: number;
  readonly days: number;
}

export interface TimeLine {
  readonly days: number;
  readonly label: string;
}

export interface TimeScatterProps<TPoint extends TimePoint> {
  readonly window: MetricWindow;
  readonly points: readonly TPoint[];
  /** p50, p85 and p95; what is above the highest stands out. */
  readonly lines: readonly TimeLine[];
  readonly yLabel: string;
  readonly height: number;
  readonly describe: (point: TPoint) => string;
  readonly renderTooltip: (point: TPoint) => ReactNode;
  readonly onOpen: (point: TPoint) => void;
}

const AXIS_HEIGHT = 24;
const SECONDS_PER_DAY = 86_400;
const HOUR = 1 / 24;
const TICKS = [HOUR / 4, HOUR, 4 * HOUR, 1, 3, 7, 14, 30, 90, 180, 365, 1095];
// Ticks nearer than this would cover each other's labels.
const MINIMUM_TICK_PX = 14;
const EDGE = 6;

/** Those ticks whose labels do not cover the label of the tick before. */
function legibleTicks(
  ticks: readonly number[],
  toY: (days: number) => number,
): number[] {
  return ticks.reduce<number[]>((kept, tick) => {
    const last = kept[kept.length - 1];
    const hasRoom =
      last === undefined || toY(last) - toY(tick) >= MINIMUM_TICK_PX;
    return hasRoom ? [...kept, tick] : kept;
  }, []);
}

/** How long finished work took, by when it was finished, on a logarithmic scale. */
export function TimeScatter<TPoint extends TimePoint>({
  window: span,
  points,
  lines,
  yLabel,
  height,
  describe,
  renderTooltip,
  onOpen,
}: TimeScatterProps<TPoint>) {
  const { duration } = useFormats();
  const [from, to] = [Date.parse(span.from), Date.parse(span.to)];
  const highest = [...lines].sort((a, b) => b.days - a.days)[0];
  return (
    <ChartBody height={height} isEmpty={points.length === 0}>
      {({ width }) => {
        const area = plotArea({ width, height, axisHeight: AXIS_HEIGHT });
        const plotWidth = area.right - area.left;
        const { drawn, hiddenCount } = pointsToDraw({
          points,
          groupOf: () => '',
          valueOf: point => point.days,
          outlierFrom: highest?.days,
          isNarrow: area.isNarrow,
        });
        // Of those that are not drawn no axis is needed.
        const axis = logAxis(
          [...drawn, ...lines].map(({ days }) => days),
          TICKS,
        );
        const toX = (at: number) =>
          EDGE + ((at - from) / (to - from)) * (plotWidth - 2 * EDGE);
        const toY = (days: number) =>
          area.base - axis.shareAt(days) * (area.base - area.top);
        return (
          <>
            <ScatterPlot
              width={width}
              height={height}
              area={area}
              yLabel={yLabel}
              yTicks={legibleTicks(axis.ticks, toY).map(days => ({
                y: toY(days),
                label: duration(days * SECONDS_PER_DAY),
              }))}
              levels={lines.map(({ days, label }) => ({ y: toY(days), label }))}
              marks={[...drawn]
                .sort((a, b) => a.at - b.at || a.id.localeCompare(b.id))
                .map(point => ({
                  id: point.id,
                  x: area.left + toX(point.at),
                  y: toY(point.days),
                  point,
                  isOutlier: point.days > (highest?.days ?? Infinity),
                }))}
              xAxis={
                <g transform={`translate(${area.left},0)`}>
                  <TimeAxis
                    from={from}
                    to={to}
                    toX={toX}
                    width={plotWidth}
                    y={area.base}
                  />
                </g>
              }
              describe={describe}
              renderTooltip={renderTooltip}
              onOpen={onOpen}
            />
            <ScatterNote hiddenCount={hiddenCount} level={highest?.label} />
          </>
        );
      }}
    </ChartBody>
  );
}
