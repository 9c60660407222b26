import {
  ChartFrame,
  ChartTooltip,
  StackedAreas,
  StackedColumns,
  useFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import type { ChartPeriod } from '@sei-platform/plugin-engineering-insights-react';
import { usePageContext } from '../page/state/PageContext';
import type { SeriesChartProps } from './SeriesChart';
import { valuesInParts } from './categoryParts';
import type { CategoryPart } from './categoryParts';
import { useCategoryParts } from './useCategoryParts';
import { cutRows, periodTitle, toPeriods } from './periods';

export interface CategoryChartProps extends SeriesChartProps {
  /** What there is in all of the window, in words. */
  readonly describe: (parts: readonly CategoryPart[]) => string;
  /** Areas of what is there at each moment, columns of what happened, or columns that each add up to 100 %. */
  readonly shape: 'areas' | 'columns' | 'shares';
}

/** The course of a metric by its parts. */
export function CategoryChart({
  metric,
  definition,
  bucket,
  title,
  subtitle,
  describe,
  note,
  yLabel,
  height,
  isBusy,
  shape,
}: CategoryChartProps) {
  const formats = useFormats();
  const { t, count, share } = formats;
  const { update } = usePageContext();
  const inOrder = useCategoryParts(definition, metric);
  // What is done lies at the bottom, what only waits on top.
  const parts = shape === 'areas' ? [...inOrder].reverse() : inOrder;
  const periods = toPeriods(
    metric.series,
    point =>
      'value' in point.value
        ? valuesInParts(point.categories, parts)
        : undefined,
    formats,
  );
  const totalOf = ({ values }: ChartPeriod) =>
    parts.reduce((sum, { id }) => sum + (values?.[id] ?? 0), 0);
  const chart = {
    parts,
    yLabel,
    height,
    renderTooltip: (period: ChartPeriod) => {
      const total = totalOf(period);
      return (
        <ChartTooltip
          title={periodTitle(period.id, bucket, formats)}
          rows={[
            ...[...parts].reverse().map(({ id, label, color }) => {
              const amount = period.values?.[id] ?? 0;
              return {
                label,
                color,
                value:
                  shape === 'shares' && total > 0
                    ? `${share(amount / total)} (${count(amount)})`
                    : count(amount),
              };
            }),
            { label: t('team.chart.columnTotal'), value: count(total) },
            ...cutRows(period.isCut, bucket, formats),
          ]}
        />
      );
    },
    onOpen: () => update({ explainedMetricId: metric.metricId }),
  };
  return (
    <ChartFrame
      title={title}
      subtitle={subtitle}
      text={describe(inOrder)}
      note={note}
      height={height}
      isBusy={isBusy}
      table={{
        columns: [
          { label: t('chart.period') },
          ...parts.map(({ label }) => ({ label, isNumber: true })),
          { label: t('team.chart.columnTotal'), isNumber: true },
        ],
        rows: periods.map(period => ({
          id: period.id,
          cells: [
            periodTitle(period.id, bucket, formats),
            ...parts.map(({ id }) =>
              period.values ? count(period.values[id] ?? 0) : t('chart.noData'),
            ),
            period.values ? count(totalOf(period)) : t('chart.noData'),
          ],
        })),
      }}
    >
      {shape === 'areas' ? (
        <StackedAreas {...chart} periods={periods} />
      ) : (
        <StackedColumns
          {...chart}
          columns={periods}
          scale={shape === 'shares' ? 'share' : 'count'}
        />
      )}
    </ChartFrame>
  );
}
