import type {
  MetricUnit,
  SeriesPoint,
  SingleMetricAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  numberOf,
  toCsv,
} from '@sei-platform/plugin-engineering-insights-react';
import type { Formats } from '@sei-platform/plugin-engineering-insights-react';
import { downloadText } from '../../page/downloadText';
import { measuredText } from '../../page/measuredText';

/** The unit of a number that is not rounded for people. */
export function rawUnit(unit: MetricUnit, { t }: Formats): string {
  switch (unit) {
    case 'lines':
    case 'points':
    case 'people':
      return t(`metric.unit.${unit}`);
    default:
      return t(`metric.csv.${unit}`);
  }
}

/** The unit of a number in a header, and what is said of how it was measured. */
export function csvUnit(
  unit: MetricUnit,
  said: string | undefined,
  formats: Formats,
): string {
  const raw = rawUnit(unit, formats);
  return said ? formats.t('measuring.csvOf', { unit: raw, said }) : raw;
}

/** The series of a metric as CSV: times in ISO 8601 and UTC, units in the header. */
export function seriesCsv(
  { series, definition, measuredAs }: SingleMetricAnswer,
  formats: Formats,
): string {
  const { t } = formats;
  return toCsv<SeriesPoint>(
    [
      { header: t('metric.csv.from'), value: ({ from }) => from },
      { header: t('metric.csv.to'), value: ({ to }) => to },
      { header: t('metric.csv.isCut'), value: ({ isCut }) => isCut },
      {
        header: t('metric.csv.value', {
          unit: csvUnit(definition.unit, measuredText(measuredAs, t), formats),
        }),
        value: ({ value }) => numberOf(value),
      },
      {
        header: t('metric.csv.sampleSize'),
        value: ({ value }) =>
          'value' in value && !definition.isPersonDerived
            ? value.sampleSize
            : undefined,
      },
      ...(definition.categories ?? []).map(({ id, title }) => ({
        header: title,
        value: ({ categories }: SeriesPoint) => categories?.[id],
      })),
      { header: t('metric.csv.status'), value: ({ value }) => value.status },
    ],
    series,
  );
}

/** Downloads the series as a file named after the metric, the entity and the window. */
export function downloadSeries(
  answer: SingleMetricAnswer,
  formats: Formats,
): void {
  const { metricId, entity, window } = answer;
  const name = entity.ref.replace(/[:/]/g, '-');
  downloadText({
    text: seriesCsv(answer, formats),
    fileName: `${metricId}-${name}-${window.from.slice(
      0,
      10,
    )}-${window.to.slice(0, 10)}.csv`,
    type: 'text/csv;charset=utf-8',
  });
}
