import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';
import { useChartColors } from '../../colors';
import { MarkTooltip, useMarkStyles, useMarks } from '../marks';
import type { MarkPlace } from '../marks';
import { spreadLabels } from '../spreadLabels';
import type { PlotArea } from './plotArea';

const useStyles = makeStyles({
  root: { position: 'relative' },
  svg: { display: 'block', overflow: 'visible' },
});

/** A value across the whole chart, such as a percentile. */
export interface PlotLevel {
  readonly y: number;
  readonly label: string;
}

export interface ScatterMark<TPoint> extends MarkPlace {
  readonly point: TPoint;
  /** Above the highest level. */
  readonly isOutlier: boolean;
}

export interface ScatterPlotProps<TPoint> {
  readonly width: number;
  readonly height: number;
  readonly area: PlotArea;
  readonly yLabel: string;
  readonly yTicks: readonly PlotLevel[];
  readonly levels: readonly PlotLevel[];
  readonly marks: readonly ScatterMark<TPoint>[];
  /** The axis below. */
  readonly xAxis: ReactNode;
  readonly describe: (point: TPoint) => string;
  readonly renderTooltip: (point: TPoint) => ReactNode;
  readonly onOpen: (point: TPoint) => void;
}

const FONT_SIZE = 11;
const LABEL_GAP = 13;
const RADIUS = 4;
const BESIDE_LINE = 4;
const BELOW_LINE = 12;

function UprightAxis({
  area,
  label,
  ticks,
}: {
  readonly area: PlotArea;
  readonly label: string;
  readonly ticks: readonly PlotLevel[];
}) {
  const colors = useChartColors();
  const middle = (area.top + area.base) / 2;
  return (
    <g aria-hidden fontSize={FONT_SIZE} fill={colors.axis}>
      {ticks.map(tick => (
        <g key={tick.y}>
          <line
            x1={area.left}
            x2={area.right}
            y1={tick.y}
            y2={tick.y}
            stroke={colors.grid}
          />
          <text x={area.left - 6} y={tick.y + 4} textAnchor="end">
            {tick.label}
          </text>
        </g>
      ))}
      <text
        transform={`translate(10,${middle})rotate(-90)`}
        textAnchor="middle"
      >
        {label}
      </text>
    </g>
  );
}

function Levels({
  area,
  levels,
}: {
  readonly area: PlotArea;
  readonly levels: readonly PlotLevel[];
}) {
  const colors = useChartColors();
  const labelYs = spreadLabels(
    // Where it is narrow only what is above the highest level is drawn, so that the room is below the lines.
    levels.map(({ y }) => y + (area.isNarrow ? BELOW_LINE : BESIDE_LINE)),
    { gap: LABEL_GAP, from: area.top, to: area.base },
  );
  return (
    <g aria-hidden>
      {levels.map(({ y, label }, index) => (
        <g key={label}>
          <line
            x1={area.left}
            x2={area.right}
            y1={y}
            y2={y}
            stroke={colors.axis}
            strokeWidth={1.5}
            strokeDasharray="4 3"
          />
          <text
            x={area.isNarrow ? area.right : area.right + 5}
            y={labelYs[index]}
            textAnchor={area.isNarrow ? 'end' : 'start'}
            fontSize={FONT_SIZE}
            fill={colors.axis}
            stroke={colors.paper}
            strokeWidth={3}
            paintOrder="stroke"
          >
            {label}
          </text>
        </g>
      ))}
    </g>
  );
}

/** Single points between an upright axis and one below, with levels across; arrow keys move from point to point. */
export function ScatterPlot<TPoint>({
  width,
  height,
  area,
  yLabel,
  yTicks,
  levels,
  marks,
  xAxis,
  describe,
  renderTooltip,
  onOpen,
}: ScatterPlotProps<TPoint>) {
  const classes = useStyles();
  const markClasses = useMarkStyles();
  const colors = useChartColors();
  const { shown, surfaceProps, markProps } = useMarks(marks, mark =>
    onOpen(mark.point),
  );
  return (
    <div className={classes.root}>
      {/* eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- the marks inside have the keys; this is for fingers */}
      <svg
        className={classes.svg}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        {...surfaceProps}
        role="group"
        aria-label={yLabel}
      >
        <UprightAxis area={area} label={yLabel} ticks={yTicks} />
        {xAxis}
        <Levels area={area} levels={levels} />
        {marks.map((mark, index) => (
          <g
            key={mark.id}
            {...markProps(mark, index)}
            className={markClasses.mark}
            transform={`translate(${mark.x},${mark.y})`}
            aria-label={describe(mark.point)}
          >
            <circle r={RADIUS + 3} className={markClasses.halo} />
            <circle
              r={RADIUS}
              fill={mark.isOutlier ? colors.worse : colors.series}
              fillOpacity={0.8}
              stroke={colors.paper}
              strokeWidth={1}
            />
          </g>
        ))}
      </svg>
      {shown && (
        <MarkTooltip x={shown.x} y={shown.y} width={width}>
          {renderTooltip(shown.point)}
        </MarkTooltip>
      )}
    </div>
  );
}
