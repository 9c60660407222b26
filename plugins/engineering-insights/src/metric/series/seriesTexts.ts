import type {
  Bucket,
  SeriesPoint,
  SingleMetricAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import type {
  Formats,
  PlainTableProps,
  TooltipRow,
} from '@sei-platform/plugin-engineering-insights-react';
import { metricValueText } from '../../page/metricWords';
import { describeReason } from '../../reasons/describeReason';
import { wholeValues } from '../../series/seriesText';

/** What a period is called: "Week of 5 Oct". */
export function periodText(
  { from }: Pick<SeriesPoint, 'from'>,
  bucket: Bucket,
  { t, day }: Formats,
): string {
  return bucket === 'week' ? t('chart.week', { date: day(from) }) : day(from);
}

/** What a series says, in one sentence from its numbers. */
export function seriesText(
  { series, definition }: SingleMetricAnswer,
  formats: Formats,
): string {
  const { t } = formats;
  const values = wholeValues(series);
  const text = (value: number) => metricValueText(definition, value, formats);
  if (values.length === 0) return t('metric.series.none');
  if (values.length === 1)
    return t('metric.series.textOne', { value: text(values[0]) });
  return t('metric.series.text', {
    first: text(values[0]),
    last: text(values[values.length - 1]),
    lowest: text(Math.min(...values)),
    highest: text(Math.max(...values)),
  });
}

function leftOutCount({ value }: SeriesPoint): number {
  return value.excluded.reduce((sum, { count }) => sum + count, 0);
}

/** The numbers of a series. */
export function seriesTable(
  { series, definition, window }: SingleMetricAnswer,
  formats: Formats,
): PlainTableProps {
  const { t, count } = formats;
  const categories = definition.categories ?? [];
  const isCounted = !definition.isPersonDerived;
  return {
    columns: [
      { label: t('chart.period') },
      { label: t('chart.value'), isNumber: true },
      ...(isCounted
        ? [{ label: t('metric.series.sample'), isNumber: true }]
        : []),
      ...categories.map(({ title }) => ({ label: title, isNumber: true })),
    ],
    rows: series.map(point => ({
      id: point.from,
      cells: [
        periodText(point, window.bucket, formats),
        'value' in point.value
          ? metricValueText(definition, point.value.value, formats)
          : t('chart.noData'),
        ...(isCounted
          ? ['value' in point.value ? count(point.value.sampleSize) : '']
          : []),
        ...categories.map(({ id }) =>
          point.categories ? count(point.categories[id] ?? 0) : '',
        ),
      ],
    })),
  };
}

/** What is behind a period: its value, n, what was left out, or why there is none. */
export function periodRows(
  point: SeriesPoint,
  { definition, window }: SingleMetricAnswer,
  formats: Formats,
): readonly TooltipRow[] {
  const { t, count } = formats;
  const { value, isCut } = point;
  const leftOut = leftOutCount(point);
  return [
    ...('value' in value
      ? [
          {
            label: t('chart.value'),
            value: metricValueText(definition, value.value, formats),
          },
          ...(definition.isPersonDerived
            ? []
            : [
                {
                  label: t('chart.sample', { amount: count(value.sampleSize) }),
                },
              ]),
        ]
      : [
          {
            label: describeReason(value.reason, {
              days: window.days,
              formats,
            }).sentence,
          },
        ]),
    ...(leftOut > 0
      ? [{ label: t('chart.leftOut', { amount: count(leftOut) }) }]
      : []),
    ...(isCut ? [{ label: t('chart.cutBucket') }] : []),
  ];
}
