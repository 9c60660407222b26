import { DateTime } from 'luxon';
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

/** Mondays, every so many, so that their labels have room. */
function ticks({ from, to, width }: TimeAxisProps): DateTime[] {
  const week = DateTime.fromMillis(from, { zone: 'utc' }).startOf('week');
  const first = week.toMillis() < from ? week.plus({ weeks: 1 }) : week;
  const weeks = Math.ceil((to - from) / (7 * 86_400_000));
  const step = Math.max(
    1,
    Math.ceil(weeks / Math.max(1, Math.floor(width / MINIMUM_TICK_PX))),
  );
  return Array.from({ length: Math.ceil(weeks / step) + 1 }, (_, index) =>
    first.plus({ weeks: index * step }),
  ).filter(tick => tick.toMillis() >= from && tick.toMillis() < to);
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
        const x = toX(tick.toMillis());
        return x > width - 64 ? null : (
          <g key={tick.toMillis()}>
            <line x1={x} x2={x} y1={y} y2={y + 4} stroke={colors.axis} />
            <text
              x={x}
              y={y + 16}
              fontSize={11}
              fill={colors.axis}
              textAnchor={x < 24 ? 'start' : 'middle'}
            >
              {day(tick.toISO() ?? '')}
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
