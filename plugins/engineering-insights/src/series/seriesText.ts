import type {
  Bucket,
  MetricAnswer,
  MetricDefinition,
  SeriesPoint,
} from '@sei-platform/plugin-engineering-insights-common';
import { numberOf } from '@sei-platform/plugin-engineering-insights-react';
import type { Formats } from '@sei-platform/plugin-engineering-insights-react';
import { metricValueText } from '../page/metricWords';

/** The values that are known of whole periods; where none is, of those that are cut off. */
export function wholeValues(series: readonly SeriesPoint[]): number[] {
  const valuesOf = (points: readonly SeriesPoint[]) =>
    points.flatMap(point => numberOf(point.value) ?? []);
  const whole = valuesOf(series.filter(({ isCut }) => !isCut));
  return whole.length > 0 ? whole : valuesOf(series);
}

/** How a metric went, in a sentence: over the whole window, and its first and its last whole period of which it is known. */
export function seriesText(
  {
    metric,
    definition,
    bucket,
  }: {
    readonly metric: MetricAnswer;
    readonly definition: MetricDefinition;
    readonly bucket: Bucket;
  },
  formats: Formats,
): string {
  const { t } = formats;
  const text = (value: number) => metricValueText(definition, value, formats);
  const known = wholeValues(metric.series);
  const overall = numberOf(metric.value);
  const words = { bucket: t(`team.per.${bucket}`) };
  const last = known[known.length - 1];
  return [
    ...(overall === undefined
      ? []
      : [
          t(definition.isSnapshot ? 'team.chart.atEnd' : 'team.chart.overall', {
            value: text(overall),
          }),
        ]),
    ...(known.length > 1
      ? [
          t('team.chart.sentence', {
            ...words,
            first: text(known[0]),
            last: text(last),
          }),
        ]
      : []),
    ...(known.length === 1
      ? [t('team.chart.sentenceOne', { ...words, last: text(last) })]
      : []),
  ].join(' ');
}
