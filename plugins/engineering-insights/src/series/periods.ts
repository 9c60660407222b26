import type {
  Bucket,
  SeriesPoint,
} from '@sei-platform/plugin-engineering-insights-common';
import type {
  ChartPeriod,
  Formats,
} from '@sei-platform/plugin-engineering-insights-react';

/** The weeks or months of a series, with what a chart draws of each; undefined where nothing is known. */
export function toPeriods(
  series: readonly SeriesPoint[],
  valuesOf: (point: SeriesPoint) => ChartPeriod['values'],
  { day }: Pick<Formats, 'day'>,
): ChartPeriod[] {
  return series.map(point => ({
    id: point.from,
    label: day(point.from),
    isCut: point.isCut,
    values: valuesOf(point),
  }));
}

/** What a period is called: "Week of 3 Nov". */
export function periodTitle(
  from: string,
  bucket: Bucket,
  { t, day }: Pick<Formats, 't' | 'day'>,
): string {
  return t(`team.period.${bucket}`, { date: day(from) });
}

/** That a period is cut, for its tooltip. */
export function cutRows(
  isCut: boolean,
  bucket: Bucket,
  { t }: Pick<Formats, 't'>,
): { label: string }[] {
  return isCut
    ? [
        {
          label: t('team.chart.cutBucket', { bucket: t(`team.per.${bucket}`) }),
        },
      ]
    : [];
}
