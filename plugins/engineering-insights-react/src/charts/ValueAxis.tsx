import { numberFormat } from '@sei-platform/plugin-engineering-insights-common';
import { YAxis } from 'recharts';
import { useChartColors } from '../colors';
import { useFormats } from '../formats';
import { niceTicks } from './niceTicks';

export const VALUE_AXIS_WIDTH = 48;

export interface ValueAxisProps {
  readonly label: string;
  /** The highest value. */
  readonly maximum: number;
  /** Only whole numbers are marked: there is no half pull request. */
  readonly isWhole?: boolean;
  readonly format?: (value: number) => string;
}

/** The upright axis of a chart, from 0, with its unit. */
export function ValueAxis({ label, maximum, isWhole, format }: ValueAxisProps) {
  const colors = useChartColors();
  const { locale } = useFormats();
  const ticks = niceTicks(maximum, { isWhole });
  // A tick is never rounded: 0.25 is not 0.3.
  const numbers = numberFormat(locale, 12);
  return (
    <YAxis
      domain={[0, ticks[ticks.length - 1]]}
      ticks={ticks}
      interval={0}
      tickFormatter={value => (format ?? numbers.format)(value)}
      tick={{ fontSize: 11, fill: colors.axis }}
      tickLine={false}
      axisLine={false}
      width={VALUE_AXIS_WIDTH}
      label={{
        value: label,
        angle: -90,
        position: 'insideLeft',
        style: { fontSize: 11, fill: colors.axis, textAnchor: 'middle' },
      }}
    />
  );
}
