import { makeStyles } from '@material-ui/core/styles';
import type {
  MetricUnit,
  SeriesPoint,
} from '@sei-platform/plugin-engineering-insights-common';
import { useChartColors } from '../colors';
import { useFormats } from '../formats';
import type { Formats } from '../formats';
import { useElementWidth } from '../hooks';
import { numberOf } from './seriesValue';
import { splitAtGaps } from './splitAtGaps';
import type { PlottedPoint } from './splitAtGaps';

const useStyles = makeStyles({
  root: { width: '100%', display: 'block', lineHeight: 0 },
});

const PADDING = 3;
const DEFAULT_WIDTH = 184;

export interface SparklineProps {
  readonly series: readonly SeriesPoint[];
  readonly unit: MetricUnit;
  readonly height: number;
  readonly isMuted?: boolean;
}

/** What a sparkline says, in one sentence from its numbers. */
export function sparklineText(
  series: readonly SeriesPoint[],
  unit: MetricUnit,
  formats: Formats,
): string {
  const values = series.flatMap(point => numberOf(point.value) ?? []);
  if (values.length === 0) return formats.t('chart.sparklineNone');
  const text = (value: number) => formats.value(unit, value);
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

function Run(props: {
  run: PlottedPoint[];
  scale: Scale;
  color: string;
  height: number;
}) {
  const { run, scale, color, height } = props;
  const at = ({ index, value }: PlottedPoint) =>
    `${scale.x(index).toFixed(1)},${scale.y(value).toFixed(1)}`;
  if (run.length === 1)
    return (
      <circle
        cx={scale.x(run[0].index)}
        cy={scale.y(run[0].value)}
        r={2}
        fill={color}
      />
    );
  const base = height - PADDING;
  const area = `M${scale.x(run[0].index)},${base}L${run
    .map(at)
    .join('L')}L${scale.x(run[run.length - 1].index)},${base}Z`;
  return (
    <>
      <path d={area} fill={color} opacity={0.1} />
      {run.slice(1).map((point, index) => (
        <path
          key={point.index}
          d={`M${at(run[index])}L${at(point)}`}
          stroke={color}
          strokeWidth={1.75}
          strokeLinecap="round"
          strokeDasharray={point.isCut || run[index].isCut ? '2 3' : undefined}
          fill="none"
        />
      ))}
    </>
  );
}

/** The course of a value over weeks, from 0; gaps where nothing is known, dashes where a week is cut. */
export function Sparkline({ series, unit, height, isMuted }: SparklineProps) {
  const classes = useStyles();
  const colors = useChartColors();
  const formats = useFormats();
  const [ref, width = DEFAULT_WIDTH] = useElementWidth<HTMLDivElement>();
  const points = series.map(point => ({
    value: numberOf(point.value),
    isCut: point.isCut,
  }));
  const runs = splitAtGaps(points);
  const maximum = Math.max(0, ...runs.flat().map(point => point.value));
  const scale = createScale({ width, height, count: points.length, maximum });
  const color = isMuted ? colors.muted : colors.series;
  // A week that is not over yet is no last word.
  const last = runs
    .flat()
    .filter(point => !point.isCut)
    .slice(-1)[0];
  return (
    <div ref={ref} className={classes.root}>
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={sparklineText(series, unit, formats)}
      >
        <line
          x1={0}
          x2={width}
          y1={height - PADDING}
          y2={height - PADDING}
          stroke={colors.grid}
        />
        {runs.map(run => (
          <Run
            key={run[0].index}
            run={run}
            scale={scale}
            color={color}
            height={height}
          />
        ))}
        {last && (
          <circle
            cx={scale.x(last.index)}
            cy={scale.y(last.value)}
            r={2.75}
            fill={color}
          />
        )}
      </svg>
    </div>
  );
}
