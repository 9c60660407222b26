import type { MetricDefinition } from '@sei-platform/plugin-engineering-insights-common';
import {
  ChartFrame,
  ChartTooltip,
  Lines,
  numberOf,
  useFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import { metricValueText } from '../page/metricWords';
import { usePageContext } from '../page/state/PageContext';
import type { SeriesChartProps } from './SeriesChart';
import { cutRows, periodTitle, toPeriods } from './periods';
import { seriesText } from './seriesText';

export interface MetricLineProps extends SeriesChartProps {
  /** How many of the metric's unit the axis counts as one: 60 for minutes of a metric in seconds. */
  readonly divisor?: number;
}

/** Where the axis ends, of values that cannot exceed it. */
function maximumOf(
  { unit }: MetricDefinition,
  highest: number,
): number | undefined {
  // A small share would be a line on the floor of an axis up to 100 %.
  return unit === 'ratio' && highest > 0.5 ? 1 : undefined;
}

/** The course of one metric, with gaps where it is not known. */
export function MetricLine({
  metric,
  definition,
  bucket,
  title,
  subtitle,
  text,
  note,
  yLabel,
  height,
  isBusy,
  divisor = 1,
}: MetricLineProps) {
  const formats = useFormats();
  const { t, share, count } = formats;
  const { update } = usePageContext();
  const id = metric.metricId;
  const valueText = (value: number) =>
    metricValueText(definition, value, formats);
  const periods = toPeriods(
    metric.series,
    ({ value }) => {
      const number = numberOf(value);
      return number === undefined ? undefined : { [id]: number / divisor };
    },
    formats,
  );
  const values = periods.flatMap(period => period.values?.[id] ?? []);
  return (
    <ChartFrame
      title={title}
      subtitle={subtitle}
      text={text ?? seriesText({ metric, definition, bucket }, formats)}
      note={note}
      height={height}
      isBusy={isBusy}
      table={{
        columns: [
          { label: t('chart.period') },
          { label: definition.title, isNumber: true },
          { label: 'n', isNumber: true },
        ],
        rows: metric.series.map(({ from, value }) => ({
          id: from,
          cells: [
            periodTitle(from, bucket, formats),
            'value' in value ? valueText(value.value) : t('chart.noData'),
            'value' in value ? count(value.sampleSize) : '',
          ],
        })),
      }}
    >
      <Lines
        periods={periods}
        lines={[{ id, label: definition.title }]}
        yLabel={yLabel}
        height={height}
        maximum={maximumOf(definition, Math.max(0, ...values))}
        formatTick={definition.unit === 'ratio' ? share : undefined}
        renderTooltip={period => {
          const point = metric.series.find(({ from }) => from === period.id);
          if (!point || !('value' in point.value)) return null;
          const leftOut = point.value.excluded.reduce(
            (sum, exclusion) => sum + exclusion.count,
            0,
          );
          return (
            <ChartTooltip
              title={periodTitle(period.id, bucket, formats)}
              rows={[
                {
                  label: definition.title,
                  value: valueText(point.value.value),
                },
                {
                  label: t('chart.sample', {
                    amount: count(point.value.sampleSize),
                  }),
                },
                ...(leftOut > 0
                  ? [{ label: t('chart.leftOut', { amount: count(leftOut) }) }]
                  : []),
                ...cutRows(period.isCut, bucket, formats),
              ]}
            />
          );
        }}
        onOpen={() => update({ explainedMetricId: id })}
      />
    </ChartFrame>
  );
}
