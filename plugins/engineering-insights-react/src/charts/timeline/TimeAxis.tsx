import {
  addDays,
  dayOf,
  startOfWeek,
} from '@sei-platform/plugin-engineering-insights-common';
import { useChartColors } from '../../colors';
import { useFormats } from '../../formats';

export interface TimeAxisProps {
  readonly from: number;
  readonly to: number;
  readonly toX: (at: number) => number;
  readonly width: number;
  readonly y: number;
}

const MINIMUM_TICK_PX = 64;
const WEEK_MS = 7 * 86_400_000;

/** Mondays, every so many, so that their labels have room. */
function ticks({ from, to, width }: TimeAxisProps): string[] {
  const week = startOfWeek(dayOf(from));
  const first = Date.parse(week) < from ? addDays(week, 7) : week;
  const weeks = Math.ceil((to - from) / WEEK_MS);
  const step = Math.max(
    1,
    Math.ceil(weeks / Math.max(1, Math.floor(width / MINIMUM_TICK_PX))),
  );
  return Array.from({ length: Math.ceil(weeks / step) + 1 }, (_, index) =>
    addDays(first, index * step * 7),
  ).filter(tick => Date.parse(tick) >= from && Date.parse(tick) < to);
}

/** The axis of time under a chart, in UTC and said to be. */
export function TimeAxis(props: TimeAxisProps) {
  const colors = useChartColors();
  const { t, day } = useFormats();
  const { width, y, toX } = props;
  return (
    <g aria-hidden>
      <line x1={0} x2={width} y1={y} y2={y} stroke={colors.axis} />
      {ticks(props).map(tick => {
        const x = toX(Date.parse(tick));
        return x > width - MINIMUM_TICK_PX ? null : (
          <g key={tick}>
            <line x1={x} x2={x} y1={y} y2={y + 4} stroke={colors.axis} />
            <text
              x={x}
              y={y + 16}
              fontSize={11}
              fill={colors.axis}
              textAnchor={x < 24 ? 'start' : 'middle'}
            >
              {day(tick)}
            </text>
          </g>
        );
      })}
      <text
        x={width}
        y={y + 16}
        fontSize={11}
        fill={colors.axis}
        textAnchor="end"
      >
        {t('chart.utcAxis')}
      </text>
    </g>
  );
}
