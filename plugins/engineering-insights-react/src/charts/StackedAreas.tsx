import { useId } from 'react';
import type { ReactNode } from 'react';
import { CartesianGrid, Line, LineChart, useYAxisScale } from 'recharts';
import type { LineDrawShapeProps } from 'recharts';
import { useChartColors } from '../colors';
import { ChartBody } from './ChartBody';
import { isAnythingKnown } from './ChartPeriod';
import type { ChartPart, ChartPeriod } from './ChartPeriod';
import { cornersOf } from './GappedLine';
import type { LinePosition } from './GappedLine';
import { Hatches, hatchFill } from './Hatches';
import { Legend } from './Legend';
import { PeriodAxis } from './PeriodAxis';
import { PointTooltip } from './PointTooltip';
import { ValueAxis } from './ValueAxis';
import { splitAtCuts } from './splitAtCuts';
import { splitAtGaps } from './splitAtGaps';
import { stackParts } from './stackParts';
import type { StackedPart } from './stackParts';
import { ActivePointReporter, useActivePoint } from './useActivePoint';

export interface StackedAreasProps {
  readonly periods: readonly ChartPeriod[];
  /** From the bottom to the top. */
  readonly parts: readonly ChartPart[];
  readonly yLabel: string;
  readonly height: number;
  readonly renderTooltip: (period: ChartPeriod) => ReactNode;
  readonly onOpen: (period: ChartPeriod) => void;
}

const LONE_WIDTH = 6;

interface BandPosition extends LinePosition {
  readonly base: number;
}

interface BandProps {
  readonly points: LineDrawShapeProps['points'];
  readonly stacks: readonly (StackedPart | undefined)[];
  readonly periods: readonly ChartPeriod[];
  readonly color: string;
  readonly hatch: string;
}

/** One part's area: gaps where nothing is known, hatched where a period is cut; a period without neighbours is a bar. */
function Band({ points = [], stacks, periods, color, hatch }: BandProps) {
  const toY = useYAxisScale();
  const positions = points.map(({ x, y }, index): BandPosition | undefined => {
    const stack = stacks[index];
    const base = stack && toY?.(stack.lower);
    return x === null || y === null || base === undefined
      ? undefined
      : { x, y, base, isCut: periods[index].isCut };
  });
  return (
    <>
      {splitAtGaps(positions).map(run =>
        run.length === 1 ? (
          <rect
            key={run[0].x}
            x={run[0].x - LONE_WIDTH / 2}
            y={run[0].y}
            width={LONE_WIDTH}
            height={run[0].base - run[0].y}
            fill={run[0].isCut ? hatch : color}
          />
        ) : (
          splitAtCuts(run).map(piece => {
            const bases = piece.points.map(({ x, base }) => ({ x, y: base }));
            return (
              <path
                key={piece.points[0].x}
                d={`M${cornersOf(piece.points)}L${cornersOf(bases.reverse())}Z`}
                fill={piece.isCut ? hatch : color}
              />
            );
          })
        ),
      )}
    </>
  );
}

/** Amounts on top of each other over time, such as items by status, from 0. */
export function StackedAreas({
  periods,
  parts,
  yLabel,
  height,
  renderTooltip,
  onOpen,
}: StackedAreasProps) {
  const colors = useChartColors();
  const prefix = useId().replace(/:/g, '');
  const active = useActivePoint<ChartPeriod>(onOpen);
  const stacks = new Map(
    periods.map(period => [period.id, stackParts(period, parts)]),
  );
  const highest = Math.max(
    0,
    ...[...stacks.values()].flatMap(stack =>
      Object.values(stack ?? {}).map(({ upper }) => upper),
    ),
  );
  return (
    <ChartBody
      height={height}
      isEmpty={!isAnythingKnown(periods, parts)}
      legend={<Legend items={parts} />}
      handlers={active.handlers}
    >
      {size => (
        <LineChart
          {...size}
          data={periods as ChartPeriod[]}
          margin={{ top: 8, right: 24, bottom: 0, left: 4 }}
        >
          <Hatches parts={parts} prefix={prefix} />
          <CartesianGrid vertical={false} stroke={colors.grid} />
          <PeriodAxis />
          <ValueAxis label={yLabel} maximum={highest} isWhole />
          <PointTooltip<ChartPeriod> cursor="line" render={renderTooltip} />
          {parts.map(part => (
            <Line
              key={part.id}
              dataKey={({ id }: ChartPeriod) => stacks.get(id)?.[part.id].upper}
              name={part.label}
              isAnimationActive={false}
              dot={false}
              activeDot={{ r: 3, fill: part.color, stroke: colors.paper }}
              shape={({ points }: LineDrawShapeProps) => (
                <Band
                  points={points}
                  stacks={periods.map(
                    period => stacks.get(period.id)?.[part.id],
                  )}
                  periods={periods}
                  color={part.color}
                  hatch={hatchFill(prefix, part)}
                />
              )}
            />
          ))}
          <ActivePointReporter<ChartPeriod> onActive={active.report} />
        </LineChart>
      )}
    </ChartBody>
  );
}
