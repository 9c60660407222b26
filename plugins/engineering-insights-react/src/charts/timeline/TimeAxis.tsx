import { useChartColors } from '../../colors';
import { useFormats } from '../../formats';
import { timeTicks } from './timeTicks';

export interface TimeAxisProps {
  readonly from: number;
  readonly to: number;
  readonly toX: (at: number) => number;
  readonly width: number;
  readonly y: number;
}

const MINIMUM_TICK_PX = 64;

/** The axis of time under a chart, in UTC and said to be. */
export function TimeAxis(props: TimeAxisProps) {
  const colors = useChartColors();
  const { t, day } = useFormats();
  const { from, to, width, y, toX } = props;
  const maximumCount = Math.floor(width / MINIMUM_TICK_PX);
  return (
    <g aria-hidden>
      <line x1={0} x2={width} y1={y} y2={y} stroke={colors.axis} />
      {timeTicks({ from, to, maximumCount }).map(tick => {
        const x = toX(Date.parse(tick));
        // The unit has the last place.
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
