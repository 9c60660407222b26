import { makeStyles } from '@material-ui/core/styles';
import { useId } from 'react';
import type { ReactNode } from 'react';
import { Bar, BarChart, CartesianGrid, XAxis } from 'recharts';
import { useChartColors } from '../colors';
import { useFormats } from '../formats';
import { ChartBody } from './ChartBody';
import { isAnythingKnown } from './ChartPeriod';
import type { ChartPart, ChartPeriod } from './ChartPeriod';
import { ColumnShape } from './ColumnShape';
import type { ColumnShapeProps } from './ColumnShape';
import { Hatches } from './Hatches';
import { Legend } from './Legend';
import { PointTooltip } from './PointTooltip';
import { VALUE_AXIS_WIDTH, ValueAxis } from './ValueAxis';
import { fitText, fitTwoLines } from './fitText';
import { ActivePointReporter, useActivePoint } from './useActivePoint';

const useStyles = makeStyles(theme => ({
  note: {
    marginTop: theme.spacing(0.5),
    fontSize: 12,
    color: theme.palette.text.secondary,
  },
}));

/** One sprint: its name is the label, its values stand beside each other. */
export interface SprintColumn extends ChartPeriod {
  /** "3 – 16 Nov". */
  readonly dates: string;
}

export interface SprintColumnsProps {
  /** The newest last; where there is no room for all, the last ones are drawn. */
  readonly sprints: readonly SprintColumn[];
  /** From left to right: committed, added, done. */
  readonly parts: readonly ChartPart[];
  readonly yLabel: string;
  readonly height: number;
  readonly renderTooltip: (sprint: SprintColumn) => ReactNode;
  readonly onOpen: (sprint: SprintColumn) => void;
}

/** Room for the dates: "28 Sep – 12 Oct". */
const MINIMUM_SPRINT_PX = 99;
const MARGIN = { top: 8, right: 4, bottom: 0, left: 4 };
const FONT_SIZE = 11;
const FIRST_LINE_Y = 8;
const LINE_HEIGHT = 14;
const AXIS_HEIGHT = 3 * LINE_HEIGHT + 6;

interface SprintTickProps {
  readonly x: number | string;
  readonly y: number | string;
  readonly payload: { readonly value: string };
}

function SprintTick({
  x,
  y,
  sprint,
  width,
}: Pick<SprintTickProps, 'x' | 'y'> & {
  readonly sprint?: SprintColumn;
  readonly width: number;
}) {
  const colors = useChartColors();
  if (!sprint) return null;
  const room = { width, fontSize: FONT_SIZE };
  const lines = [
    ...fitTwoLines(sprint.label, room),
    fitText(sprint.dates, room),
  ];
  return (
    <text y={y} textAnchor="middle" fontSize={FONT_SIZE} fill={colors.axis}>
      {lines.map((line, index) => (
        <tspan key={line} x={x} dy={index === 0 ? FIRST_LINE_Y : LINE_HEIGHT}>
          {line}
        </tspan>
      ))}
    </text>
  );
}

/** How many sprints have room at a chart's width. */
export function fittingSprints(width: number): number {
  const room = width - VALUE_AXIS_WIDTH - MARGIN.left - MARGIN.right;
  return Math.max(1, Math.floor(room / MINIMUM_SPRINT_PX));
}

/** What was committed, added and done in each sprint, from 0; as many of the last sprints as have room. */
export function SprintColumns({
  sprints,
  parts,
  yLabel,
  height,
  renderTooltip,
  onOpen,
}: SprintColumnsProps) {
  const classes = useStyles();
  const colors = useChartColors();
  const { t, count } = useFormats();
  const prefix = useId().replace(/:/g, '');
  const active = useActivePoint<SprintColumn>(onOpen);
  const highest = Math.max(
    0,
    ...sprints.flatMap(({ values }) =>
      parts.map(({ id }) => values?.[id] ?? 0),
    ),
  );
  return (
    <ChartBody
      height={height}
      isEmpty={!isAnythingKnown(sprints, parts)}
      legend={<Legend items={parts} />}
      handlers={active.handlers}
    >
      {size => {
        const shown = sprints.slice(-fittingSprints(size.width));
        const sprintWidth =
          (size.width - VALUE_AXIS_WIDTH - MARGIN.left - MARGIN.right) /
          shown.length;
        return (
          <>
            <BarChart
              {...size}
              data={shown}
              margin={MARGIN}
              barCategoryGap="20%"
              barGap={2}
            >
              <Hatches parts={parts} prefix={prefix} />
              <CartesianGrid vertical={false} stroke={colors.grid} />
              <XAxis
                dataKey="id"
                interval={0}
                height={AXIS_HEIGHT}
                tick={({ x, y, payload }: SprintTickProps) => (
                  <SprintTick
                    x={x}
                    y={y}
                    sprint={shown.find(({ id }) => id === payload.value)}
                    width={sprintWidth - 6}
                  />
                )}
                tickLine={false}
                axisLine={{ stroke: colors.axis }}
              />
              <ValueAxis label={yLabel} maximum={highest} isWhole />
              <PointTooltip<SprintColumn>
                cursor="band"
                render={renderTooltip}
              />
              {parts.map(part => (
                <Bar
                  key={part.id}
                  dataKey={({ values }: SprintColumn) => values?.[part.id]}
                  name={part.label}
                  isAnimationActive={false}
                  maxBarSize={28}
                  shape={(props: ColumnShapeProps) => (
                    <ColumnShape
                      {...props}
                      part={part}
                      hatchPrefix={prefix}
                      isNone={props.payload?.values?.[part.id] === 0}
                    />
                  )}
                />
              ))}
              <ActivePointReporter<SprintColumn> onActive={active.report} />
            </BarChart>
            {shown.length < sprints.length && (
              <div className={classes.note}>
                {t('chart.lastSprints', {
                  amount: count(shown.length),
                  total: count(sprints.length),
                })}
              </div>
            )}
          </>
        );
      }}
    </ChartBody>
  );
}
