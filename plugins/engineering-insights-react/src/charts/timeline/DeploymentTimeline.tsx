import { makeStyles } from '@material-ui/core/styles';
import type { MetricWindow } from '@sei-platform/plugin-engineering-insights-common';
import { useRef, useState } from 'react';
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { useChartColors } from '../../colors';
import { useFormats } from '../../formats';
import { TOUCH_TARGET_PX, useElementWidth } from '../../hooks';
import { MarkShape } from './MarkShape';
import { TimeAxis } from './TimeAxis';
import { lanesOf, placeMarks, toBars } from './timelineMarks';
import type { PlacedMark, TimelineBar, TimelineMark } from './timelineMarks';

const useStyles = makeStyles(theme => ({
  root: { position: 'relative' },
  svg: { display: 'block', overflow: 'visible' },
  mark: {
    cursor: 'pointer',
    '&:focus': { outline: 'none' },
    '&:focus-visible $halo': {
      stroke: theme.palette.primary.main,
      strokeWidth: 2,
    },
    '&:hover $halo': { stroke: theme.palette.text.secondary, strokeWidth: 1 },
  },
  halo: { fill: 'transparent' },
  fresh: { stroke: theme.palette.primary.main, strokeWidth: 2.5 },
  tooltip: {
    position: 'absolute',
    zIndex: 2,
    width: 'max-content',
    maxWidth: 280,
    pointerEvents: 'none',
  },
}));

export interface DeploymentTimelineProps {
  readonly window: MetricWindow;
  readonly marks: readonly TimelineMark[];
  readonly height: number;
  /** Single marks, or how many in each day or week with the failures single. */
  readonly mode: 'marks' | 'day' | 'week';
  /** Marks that have just arrived, outlined for a moment. */
  readonly freshIds: ReadonlySet<string>;
  readonly describe: (mark: TimelineMark) => string;
  readonly renderTooltip: (mark: TimelineMark) => ReactNode;
  readonly onSelect: (mark: TimelineMark) => void;
}

const DEFAULT_WIDTH = 1094;
const AXIS_HEIGHT = 24;
const SPACING = 13;
const LEVEL_HEIGHT = 15;
const EDGE = 8;
const LANE_LABEL_HEIGHT = 14;
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
  const isOpen = mark.recoveredAt === undefined;
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
          <text y={12} fontSize={11} fill={colors.axis}>
            {name}
          </text>
        </g>
      ))}
    </g>
  );
}

/** Deployments over time, one mark each; arrow keys move from mark to mark. */
export function DeploymentTimeline(props: DeploymentTimelineProps) {
  const {
    window: span,
    marks,
    height,
    mode,
    freshIds,
    describe,
    renderTooltip,
    onSelect,
  } = props;
  const classes = useStyles();
  const { t } = useFormats();
  const [ref, width = DEFAULT_WIDTH] = useElementWidth<HTMLDivElement>();
  const [shownId, setShownId] = useState<string>();
  const [reachableId, setReachableId] = useState<string>();
  const elements = useRef(new Map<string, SVGGElement>());
  const isTouch = useRef(false);
  const tappedId = useRef<string>();

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
  const singles = placeMarks({
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
  const reachable = singles.find(mark => mark.id === reachableId) ?? singles[0];
  const shown = singles.find(mark => mark.id === shownId);

  const focusMark = (mark: PlacedMark | undefined) => {
    if (!mark) return;
    setReachableId(mark.id);
    elements.current.get(mark.id)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const targets: Record<string, number> = {
      ArrowRight: index + 1,
      ArrowDown: index + 1,
      ArrowLeft: index - 1,
      ArrowUp: index - 1,
      Home: 0,
      End: singles.length - 1,
    };
    if (event.key === 'Enter' || event.key === ' ') onSelect(singles[index]);
    else if (event.key === 'Escape') setShownId(undefined);
    else if (event.key in targets) focusMark(singles[targets[event.key]]);
    else return;
    event.preventDefault();
  };

  // A finger covers several marks: it gets the nearest one's tooltip, and that one's row with a second tap.
  const onTap = ({ currentTarget, clientX, clientY }: MouseEvent) => {
    if (!isTouch.current) return;
    const { left, top } = currentTarget.getBoundingClientRect();
    const distance = (mark: PlacedMark) =>
      Math.hypot(mark.x - clientX + left, yOf(mark) - clientY + top);
    const [nearest] = [...singles].sort((a, b) => distance(a) - distance(b));
    const tapped =
      nearest && distance(nearest) <= TOUCH_TARGET_PX / 2 ? nearest : undefined;
    if (tapped && tapped.id === tappedId.current) onSelect(tapped);
    tappedId.current = tapped?.id;
    setShownId(tapped?.id);
  };

  return (
    <div ref={ref} className={classes.root}>
      {/* eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- the marks inside have the keys; this is for fingers */}
      <svg
        className={classes.svg}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        onPointerDown={({ pointerType }) => {
          isTouch.current = pointerType === 'touch';
          if (!isTouch.current) tappedId.current = undefined;
        }}
        onClick={onTap}
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
        {singles.map(mark => (
          <Recovery
            key={mark.id}
            mark={mark}
            y={yOf(mark)}
            toX={toX}
            width={width}
          />
        ))}
        {singles.map((mark, index) => (
          <g
            key={mark.id}
            ref={element => {
              if (element) elements.current.set(mark.id, element);
              else elements.current.delete(mark.id);
            }}
            className={classes.mark}
            transform={`translate(${mark.x},${yOf(mark)})`}
            role="button"
            tabIndex={mark.id === reachable?.id ? 0 : -1}
            aria-label={describe(mark)}
            onClick={() => {
              if (!isTouch.current) onSelect(mark);
            }}
            onKeyDown={event => onKeyDown(event, index)}
            onFocus={() => setShownId(mark.id)}
            onBlur={() => setShownId(undefined)}
            onMouseEnter={() => setShownId(mark.id)}
            onMouseLeave={() => {
              // A mouse that lies where it was is no reason to take away what a finger asked for.
              if (tappedId.current !== mark.id) setShownId(undefined);
            }}
          >
            <circle
              r={10}
              className={`${classes.halo} ${
                freshIds.has(mark.id) ? classes.fresh : ''
              }`}
            />
            <MarkShape kind={mark.kind} />
          </g>
        ))}
        <TimeAxis from={from} to={to} toX={toX} width={width} y={base} />
      </svg>
      {shown && (
        <div
          className={classes.tooltip}
          role="tooltip"
          style={{
            top: yOf(shown) + 14,
            ...(shown.x > width / 2
              ? { right: width - shown.x }
              : { left: shown.x }),
          }}
        >
          {renderTooltip(shown)}
        </div>
      )}
    </div>
  );
}
