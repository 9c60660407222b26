import { makeStyles } from '@material-ui/core/styles';
import type {
  MetricUnit,
  SeriesPoint,
} from '@sei-platform/plugin-engineering-insights-common';
import { useChartColors } from '../colors';
import { useFormats } from '../formats';
import type { Formats, FrequencyUnit } from '../formats';
import { useElementWidth } from '../hooks';
import { GappedLine, cornersOf } from './GappedLine';
import type { LinePosition } from './GappedLine';
import { numberOf } from './seriesValue';
import { splitAtGaps } from './splitAtGaps';

const useStyles = makeStyles({
  root: { width: '100%', display: 'block', lineHeight: 0 },
});

const PADDING = 3;
const DEFAULT_WIDTH = 184;

export interface SparklineProps {
  readonly series: readonly SeriesPoint[];
  readonly unit: MetricUnit;
  /** The unit that a rate is told in, where it is not chosen by each value. */
  readonly rateUnit?: FrequencyUnit;
  readonly height: number;
  readonly isMuted?: boolean;
}

/** What a sparkline says, in one sentence from its numbers. */
export function sparklineText(
  series: readonly SeriesPoint[],
  unit: MetricUnit,
  formats: Formats,
  rateUnit?: FrequencyUnit,
): string {
  const values = series.flatMap(point => numberOf(point.value) ?? []);
  if (values.length === 0) return formats.t('chart.sparklineNone');
  const text = (value: number) =>
    rateUnit ? formats.rate(value, rateUnit) : formats.value(unit, value);
  return formats.t('chart.sparkline', {
    first: text(values[0]),
    last: text(values[values.length - 1]),
    lowest: text(Math.min(...values)),
    highest: text(Math.max(...values)),
  });
}

interface Scale {
  x(index: number): number;
  y(value: number): number;
}

function createScale(options: {
  width: number;
  height: number;
  count: number;
  maximum: number;
}): Scale {
  const { width, height, count, maximum } = options;
  const step = count > 1 ? (width - 2 * PADDING) / (count - 1) : 0;
  return {
    x: index => PADDING + index * step,
    y: value =>
      height -
      PADDING -
      (maximum > 0 ? (value / maximum) * (height - 2 * PADDING) : 0),
  };
}

function Area({
  run,
  base,
  color,
}: {
  readonly run: readonly LinePosition[];
  readonly base: number;
  readonly color: string;
}) {
  const [first, last] = [run[0], run[run.length - 1]];
  return (
    <path
      d={`M${first.x},${base}L${cornersOf(run)}L${last.x},${base}Z`}
      fill={color}
      opacity={0.1}
    />
  );
}

/** The course of a value over weeks, from 0; gaps where nothing is known, dashes where a week is cut. */
export function Sparkline({
  series,
  unit,
  rateUnit,
  height,
  isMuted,
}: SparklineProps) {
  const classes = useStyles();
  const colors = useChartColors();
  const formats = useFormats();
  const [ref, width] = useElementWidth<HTMLDivElement>(DEFAULT_WIDTH);
  if (width === undefined)
    return <div ref={ref} className={classes.root} style={{ height }} />;
  const values = series.map(point => numberOf(point.value));
  const maximum = Math.max(0, ...values.map(value => value ?? 0));
  const scale = createScale({ width, height, count: series.length, maximum });
  const positions = values.map((value, index) =>
    value === undefined
      ? undefined
      : {
          x: scale.x(index),
          y: scale.y(value),
          isCut: series[index].isCut,
        },
  );
  const color = isMuted ? colors.muted : colors.series;
  // A week that is not over yet is no last word.
  const last = positions
    .flatMap(position => (position && !position.isCut ? [position] : []))
    .slice(-1)[0];
  return (
    <div ref={ref} className={classes.root}>
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={sparklineText(series, unit, formats, rateUnit)}
      >
        <line
          x1={0}
          x2={width}
          y1={height - PADDING}
          y2={height - PADDING}
          stroke={colors.grid}
        />
        {splitAtGaps(positions)
          .filter(run => run.length > 1)
          .map(run => (
            <Area
              key={run[0].x}
              run={run}
              base={height - PADDING}
              color={color}
            />
          ))}
        <GappedLine positions={positions} color={color} />
        {last && <circle cx={last.x} cy={last.y} r={2.75} fill={color} />}
      </svg>
    </div>
  );
}
