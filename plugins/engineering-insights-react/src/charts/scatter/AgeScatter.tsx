import type { ReactNode } from 'react';
import { useFormats } from '../../formats';
import { ChartBody } from '../ChartBody';
import { niceTicks } from '../niceTicks';
import { spreadAlong } from '../spreadAlong';
import { ScatterNote } from './ScatterNote';
import { ScatterPlot } from './ScatterPlot';
import type { ScatterMark } from './ScatterPlot';
import { StageAxis, stageAxisHeight, stageWidth } from './StageAxis';
import type { Stage } from './StageAxis';
import { plotArea } from './plotArea';
import type { PlotArea } from './plotArea';
import { pointsToDraw } from './pointsToDraw';

/** A piece of work that is not finished. */
export interface AgePoint {
  readonly id: string;
  /** One of the chart's stages. */
  readonly stageId: string;
  /** In the unit of the chart's axis: days, or working hours. */
  readonly age: number;
}

/** An age that so many of the finished items did not exceed. */
export interface AgeLine {
  readonly age: number;
  readonly label: string;
}

export interface AgeScatterProps<TPoint extends AgePoint> {
  /** In the order in which work goes through them. */
  readonly stages: readonly Stage[];
  readonly points: readonly TPoint[];
  /** p50 and p85; what is above the highest stands out. */
  readonly lines: readonly AgeLine[];
  readonly yLabel: string;
  readonly height: number;
  readonly describe: (point: TPoint) => string;
  readonly renderTooltip: (point: TPoint) => ReactNode;
  readonly onOpen: (point: TPoint) => void;
}

const SPACING = 9;

interface PlaceOptions<TPoint> {
  readonly points: readonly TPoint[];
  readonly stages: readonly Stage[];
  readonly area: PlotArea;
  readonly toY: (age: number) => number;
  readonly outlierFrom: number | undefined;
}

/** Puts each point over its stage, the oldest first, and those beside each other that would cover each other. */
export function placeByStage<TPoint extends AgePoint>({
  points,
  stages,
  area,
  toY,
  outlierFrom = Infinity,
}: PlaceOptions<TPoint>): ScatterMark<TPoint>[] {
  const width = stageWidth(area, stages.length);
  const levelCount = Math.max(1, Math.floor((width - SPACING) / SPACING));
  return stages.flatMap(({ id }, index) => {
    const inStage = points
      .filter(point => point.stageId === id)
      .sort((a, b) => b.age - a.age || a.id.localeCompare(b.id));
    const levels = spreadAlong(
      inStage.map(({ age }) => toY(age)),
      { spacing: SPACING, levelCount },
    );
    return inStage.map((point, at) => ({
      id: point.id,
      x: area.left + (index + 0.5) * width + levels[at] * SPACING,
      y: toY(point.age),
      point,
      isOutlier: point.age > outlierFrom,
    }));
  });
}

/** How old unfinished work is, by the stage it is in, from 0. */
export function AgeScatter<TPoint extends AgePoint>({
  stages,
  points,
  lines,
  yLabel,
  height,
  describe,
  renderTooltip,
  onOpen,
}: AgeScatterProps<TPoint>) {
  const { count } = useFormats();
  const highest = [...lines].sort((a, b) => b.age - a.age)[0];
  const ticks = niceTicks(
    Math.max(
      ...lines.map(({ age }) => age),
      ...points.map(({ age }) => age),
    ),
    { isWhole: true },
  );
  return (
    <ChartBody height={height} isEmpty={points.length === 0}>
      {({ width }) => {
        const wide = plotArea({ width, height, axisHeight: 0 });
        const area = {
          ...wide,
          base: height - stageAxisHeight(stageWidth(wide, stages.length)),
        };
        const toY = (age: number) =>
          area.base - (age / ticks[ticks.length - 1]) * (area.base - area.top);
        const { drawn, hiddenCount } = pointsToDraw({
          points,
          groupOf: point => point.stageId,
          valueOf: point => point.age,
          outlierFrom: highest?.age,
          isNarrow: area.isNarrow,
        });
        return (
          <>
            <ScatterPlot
              width={width}
              height={height}
              area={area}
              yLabel={yLabel}
              yTicks={ticks.map(age => ({ y: toY(age), label: count(age) }))}
              levels={lines.map(({ age, label }) => ({ y: toY(age), label }))}
              marks={placeByStage({
                points: drawn,
                stages,
                area,
                toY,
                outlierFrom: highest?.age,
              })}
              xAxis={
                <StageAxis
                  area={area}
                  stages={stages.map(stage => ({
                    ...stage,
                    count: points.filter(({ stageId }) => stageId === stage.id)
                      .length,
                  }))}
                />
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
