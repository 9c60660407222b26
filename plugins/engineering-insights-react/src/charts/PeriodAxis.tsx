import { XAxis } from 'recharts';
import { useChartColors } from '../colors';

/** The axis of periods under a chart; as many labels as have room. */
export function PeriodAxis() {
  const colors = useChartColors();
  return (
    <XAxis
      dataKey="label"
      tick={{ fontSize: 11, fill: colors.axis }}
      tickLine={false}
      axisLine={{ stroke: colors.axis }}
      minTickGap={16}
      interval="equidistantPreserveStart"
    />
  );
}
