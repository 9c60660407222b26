import { makeStyles } from '@material-ui/core/styles';
import type { MetricWindow } from '@sei-platform/plugin-engineering-insights-common';
import type { ReactNode } from 'react';
import { useChartColors } from '../../colors';
import { useFormats } from '../../formats';
import { ChartBody } from '../ChartBody';
import { fitText } from '../fitText';
import { MarkTooltip, useMarkStyles, useMarks } from '../marks';
import { MarkShape } from './MarkShape';
import { TimeAxis } from './TimeAxis';
import { lanesOf, placeMarks, toBars } from './timelineMarks';
import type { PlacedMark, TimelineBar, TimelineMark } from './timelineMarks';

const useStyles = makeStyles({
  root: { position: 'relative' },
  svg: { display: 'block', overflow: 'visible' },
});

export interface TimelineChange {
  /** ISO 8601 instant. */
  readonly at: string;
  readonly label: string;
  /** What changed, for who points at it. */
  readonly description: string;
}

export interface DeploymentTimelineProps {
  readonly window: MetricWindow;
  readonly marks: readonly TimelineMark[];
  readonly height: number;
  /** Single marks, or how many in each day or week with the failures single. */
  readonly mode: 'marks' | 'day' | 'week';
  /** Marks that have just arrived, outlined for a moment. */
  readonly freshIds: ReadonlySet<string>;
  /** What changes how all of it is read, such as another policy. */
  readonly changes?: readonly TimelineChange[];
  readonly describe: (mark: TimelineMark) => string;
  readonly renderTooltip: (mark: TimelineMark) => ReactNode;
  readonly onSelect: (mark: TimelineMark) => void;
}

const AXIS_HEIGHT = 24;
const SPACING = 13;
const LEVEL_HEIGHT = 15;
const EDGE = 8;
const LANE_LABEL_HEIGHT = 14;
const LABEL_SIZE = 11;
const FAILURES_Y = 10;

/** From a failure to its recovery, or to the edge while it is open. */
function Recovery({
  mark,
  y,
  toX,
  width,
}: {
  mark: PlacedMark;
  y: number;
  toX: (at: number) => number;
  width: number;
}) {
  const colors = useChartColors();
  if (mark.kind !== 'failed') return null;
  const isOpen = !mark.row.isRecovered;
  // Over at a time that nobody tells: there is no end to draw to.
  if (!isOpen && mark.recoveredAt === undefined) return null;
  const end = Math.min(
    isOpen ? width - 2 : toX(mark.recoveredAt ?? 0),
    width - 2,
  );
  const cap = isOpen
    ? `M${end - 5},${y - 4}L${end},${y}L${end - 5},${y + 4}`
    : `M${end},${y - 5}L${end},${y + 5}`;
  return (
    <g stroke={colors.failed} strokeWidth={1.5} fill="none">
      <line
        x1={mark.x + 6}
        x2={Math.max(end, mark.x + 6)}
        y1={y}
        y2={y}
        strokeDasharray="4 3"
      />
      <path d={cap} />
    </g>
  );
}

function Bars({
  bars,
  toX,
  base,
  height,
}: {
  bars: readonly TimelineBar[];
  toX: (at: number) => number;
  base: number;
  height: number;
}) {
  const colors = useChartColors();
  const { count } = useFormats();
  const maximum = Math.max(1, ...bars.map(bar => bar.count));
  const top = base - height;
  return (
    <g aria-hidden>
      <line x1={0} x2={toX(Infinity)} y1={top} y2={top} stroke={colors.grid} />
      <text x={0} y={top - 4} fontSize={11} fill={colors.axis}>
        {count(maximum)}
      </text>
      {bars.map(bar => {
        const x = Math.max(toX(bar.from), 0);
        const barHeight = (bar.count / maximum) * height;
        return (
          <rect
            key={bar.from}
            x={x}
            y={base - barHeight}
            width={Math.max(toX(bar.to) - x - 1, 1)}
            height={barHeight}
            fill={colors.series}
            opacity={0.85}
          />
        );
      })}
    </g>
  );
}

function Lanes({
  lanes,
  laneHeight,
  width,
}: {
  lanes: readonly string[];
  laneHeight: number;
  width: number;
}) {
  const colors = useChartColors();
  return (
    <g aria-hidden>
      {lanes.map((name, lane) => (
        <g key={name} transform={`translate(0,${lane * laneHeight})`}>
          {lane > 0 && <line x1={0} x2={width} stroke={colors.grid} />}
          <text y={12} fontSize={LABEL_SIZE} fill={colors.axis}>
            {fitText(name, { width, fontSize: LABEL_SIZE })}
          </text>
        </g>
      ))}
    </g>
  );
}

function Changes({
  changes,
  toX,
  width,
  base,
}: {
  changes: readonly TimelineChange[];
  toX: (at: number) => number;
  width: number;
  base: number;
}) {
  const colors = useChartColors();
  return (
    <>
      {changes.map(({ at, label, description }) => {
        const x = toX(Date.parse(at));
        const isLate = x > width / 2;
        return (
          <g key={at} role="img" aria-label={description}>
            <title>{description}</title>
            <line
              x1={x}
              x2={x}
              y1={0}
              y2={base}
              stroke="transparent"
              strokeWidth={12}
            />
            <line
              x1={x}
              x2={x}
              y1={0}
              y2={base}
              stroke={colors.axis}
              strokeDasharray="4 3"
            />
            <text
              x={isLate ? x - 4 : x + 4}
              y={base - 4}
              textAnchor={isLate ? 'end' : 'start'}
              fontSize={11}
              fill={colors.axis}
            >
              {label}
            </text>
          </g>
        );
      })}
    </>
  );
}

function Timeline(props: DeploymentTimelineProps & { readonly width: number }) {
  const {
    window: span,
    marks,
    width,
    height,
    mode,
    freshIds,
    changes = [],
    describe,
    renderTooltip,
    onSelect,
  } = props;
  const classes = useStyles();
  const markClasses = useMarkStyles();
  const { t } = useFormats();

  const [from, to] = [Date.parse(span.from), Date.parse(span.to)];
  const toX = (at: number) =>
    EDGE + ((Math.min(at, to) - from) / (to - from)) * (width - 2 * EDGE);
  const base = height - AXIS_HEIGHT;
  const isSingle = mode === 'marks';
  const lanes = isSingle ? lanesOf(marks) : [];
  const laneHeight = base / Math.max(lanes.length, 1);
  const labelHeight = lanes.length > 0 ? LANE_LABEL_HEIGHT : 0;
  const levelCount = Math.max(
    3,
    Math.floor((laneHeight - labelHeight) / LEVEL_HEIGHT),
  );
  const levelHeight = (laneHeight - labelHeight) / levelCount;
  const placed = placeMarks({
    marks: isSingle ? marks : marks.filter(mark => mark.kind === 'failed'),
    lanes,
    toX,
    spacing: SPACING,
    levelCount,
  });
  const laneMiddle = (lane: number) =>
    (lane + 0.5) * laneHeight + labelHeight / 2;
  const yOf = (mark: PlacedMark) =>
    isSingle ? laneMiddle(mark.lane) - mark.level * levelHeight : FAILURES_Y;
  const singles = placed.map(mark => ({ ...mark, y: yOf(mark) }));
  const { shown, surfaceProps, markProps } = useMarks(singles, onSelect);

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
        aria-label={t('dora.timeline.label')}
      >
        {!isSingle && (
          <Bars
            bars={toBars(
              marks.filter(mark => mark.kind !== 'notDeployed'),
              mode,
            )}
            toX={toX}
            base={base}
            height={base - 36}
          />
        )}
        <Lanes lanes={lanes} laneHeight={laneHeight} width={width} />
        <Changes changes={changes} toX={toX} width={width} base={base} />
        {singles.map(mark => (
          <Recovery
            key={mark.id}
            mark={mark}
            y={mark.y}
            toX={toX}
            width={width}
          />
        ))}
        {singles.map((mark, index) => (
          <g
            key={mark.id}
            {...markProps(mark, index)}
            className={markClasses.mark}
            transform={`translate(${mark.x},${mark.y})`}
            aria-label={describe(mark)}
          >
            <circle
              r={10}
              className={`${markClasses.halo} ${
                freshIds.has(mark.id) ? markClasses.fresh : ''
              }`}
            />
            <MarkShape kind={mark.kind} />
          </g>
        ))}
        <TimeAxis from={from} to={to} toX={toX} width={width} y={base} />
      </svg>
      {shown && (
        <MarkTooltip x={shown.x} y={shown.y} width={width}>
          {renderTooltip(shown)}
        </MarkTooltip>
      )}
    </div>
  );
}

/** Deployments over time, one mark each; arrow keys move from mark to mark. */
export function DeploymentTimeline(props: DeploymentTimelineProps) {
  return (
    <ChartBody height={props.height} isEmpty={props.marks.length === 0}>
      {({ width }) => <Timeline {...props} width={width} />}
    </ChartBody>
  );
}
