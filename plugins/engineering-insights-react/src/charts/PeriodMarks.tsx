import { ReferenceLine } from 'recharts';
import { useChartColors } from '../colors';

/** Something that happened in a period and changes how its chart is read. */
export interface PeriodMark {
  readonly id: string;
  /** Of the period, as on the axis. */
  readonly periodLabel: string;
  readonly label: string;
}

/** Upright lines at the periods in which something happened; what it was is said in words beside the chart. */
export function PeriodMarks({
  marks = [],
}: {
  readonly marks?: readonly PeriodMark[];
}) {
  const colors = useChartColors();
  return (
    <>
      {marks.map(({ id, periodLabel, label }) => (
        <ReferenceLine
          key={id}
          x={periodLabel}
          stroke={colors.axis}
          strokeDasharray="4 3"
          label={{
            value: label,
            position: 'insideTopRight',
            fontSize: 11,
            fill: colors.axis,
          }}
        />
      ))}
    </>
  );
}
