import { useChartColors } from '../colors';
import { ChartBody } from './ChartBody';
import { niceTicks } from './niceTicks';
import { spreadLabels } from './spreadLabels';

/** How values are spread, without any single one. */
export interface BoxValues {
  readonly p10: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p90: number;
}

export interface BoxPlotProps {
  /** Absent where they are not known. */
  readonly values?: BoxValues;
  /** What the axis tells. */
  readonly xLabel: string;
  readonly height: number;
  readonly format: (value: number) => string;
}

const PERCENTILES = ['p10', 'p25', 'p50', 'p75', 'p90'] as const;
const FONT_SIZE = 11;
const LETTER_PX = 6.2;
const EDGE = 12;
const AXIS_HEIGHT = 38;
const BOX_HEIGHT = 32;
const LABEL_Y = 20;

/** Where the label of each percentile stands: over its value, or as near to it as the others allow. */
function labelXs(
  xs: readonly number[],
  labels: readonly string[],
  width: number,
): number[] {
  const half = (Math.max(...labels.map(label => label.length)) * LETTER_PX) / 2;
  return spreadLabels(xs, {
    gap: 2 * half + 4,
    from: half,
    to: width - half,
  });
}

interface ScaleProps {
  readonly toX: (value: number) => number;
}

function Box({
  values,
  toX,
  middle,
}: ScaleProps & { readonly values: BoxValues; readonly middle: number }) {
  const colors = useChartColors();
  const [top, bottom] = [middle - BOX_HEIGHT / 2, middle + BOX_HEIGHT / 2];
  const [low, high] = [toX(values.p10), toX(values.p90)];
  return (
    <g stroke={colors.series} strokeWidth={1.5}>
      <path
        d={`M${low},${middle - 7}V${middle + 7}M${low},${middle}H${toX(
          values.p25,
        )}M${toX(values.p75)},${middle}H${high}M${high},${middle - 7}V${
          middle + 7
        }`}
        fill="none"
      />
      <rect
        x={toX(values.p25)}
        y={top}
        width={Math.max(toX(values.p75) - toX(values.p25), 1)}
        height={BOX_HEIGHT}
        fill={colors.series}
        fillOpacity={0.2}
      />
      <path d={`M${toX(values.p50)},${top}V${bottom}`} strokeWidth={3} />
    </g>
  );
}

function Scale({
  ticks,
  toX,
  y,
  width,
  label,
  format,
}: ScaleProps & {
  readonly ticks: readonly number[];
  readonly y: number;
  readonly width: number;
  readonly label: string;
  readonly format: (value: number) => string;
}) {
  const colors = useChartColors();
  return (
    <g fontSize={FONT_SIZE} fill={colors.axis} textAnchor="middle">
      <path d={`M${toX(ticks[0])},${y}H${width - EDGE}`} stroke={colors.axis} />
      {ticks.map(tick => (
        <g key={tick}>
          <path d={`M${toX(tick)},${y}v4`} stroke={colors.axis} />
          <text x={toX(tick)} y={y + 16}>
            {format(tick)}
          </text>
        </g>
      ))}
      <text x={width / 2} y={y + 32}>
        {label}
      </text>
    </g>
  );
}

/** How values are spread: half of them in the box, four fifths between the whiskers, from 0. */
export function BoxPlot({ values, xLabel, height, format }: BoxPlotProps) {
  const colors = useChartColors();
  return (
    <ChartBody height={height} isEmpty={!values}>
      {({ width }) => {
        if (!values) return null;
        const ticks = niceTicks(values.p90);
        const toX = (value: number) =>
          EDGE + (value / ticks[ticks.length - 1]) * (width - 2 * EDGE);
        const base = height - AXIS_HEIGHT;
        const middle = (base + LABEL_Y) / 2 + 12;
        const xs = PERCENTILES.map(percentile => toX(values[percentile]));
        const labels = PERCENTILES.map(name => format(values[name]));
        const places = labelXs(
          xs,
          labels.map((label, at) =>
            label.length > PERCENTILES[at].length ? label : PERCENTILES[at],
          ),
          width,
        );
        return (
          <svg
            style={{ display: 'block' }}
            width={width}
            height={height}
            viewBox={`0 0 ${width} ${height}`}
            role="img"
            aria-label={PERCENTILES.map(
              (percentile, at) => `${percentile} ${labels[at]}`,
            ).join(', ')}
          >
            <g fontSize={FONT_SIZE} fill={colors.axis} textAnchor="middle">
              {PERCENTILES.map((percentile, at) => (
                <g key={percentile}>
                  <path
                    d={`M${places[at]},${LABEL_Y + 10}L${xs[at]},${
                      middle - BOX_HEIGHT / 2 - 2
                    }`}
                    stroke={colors.grid}
                  />
                  <text x={places[at]} y={LABEL_Y - 8}>
                    {percentile}
                  </text>
                  <text x={places[at]} y={LABEL_Y + 6} fontWeight={600}>
                    {labels[at]}
                  </text>
                </g>
              ))}
            </g>
            <Box values={values} toX={toX} middle={middle} />
            <Scale
              ticks={ticks}
              toX={toX}
              y={base}
              width={width}
              label={xLabel}
              format={format}
            />
          </svg>
        );
      }}
    </ChartBody>
  );
}
