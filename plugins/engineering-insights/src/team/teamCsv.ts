import type {
  MeasuredAs,
  MetricDefinition,
  MetricValue,
  TeamAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import { toCsv } from '@sei-platform/plugin-engineering-insights-react';
import type {
  CsvColumn,
  Formats,
} from '@sei-platform/plugin-engineering-insights-react';
import { measuredText } from '../page/measuredText';

interface Row {
  readonly metricId: string;
  readonly unit: string;
  readonly from: string;
  readonly to: string;
  readonly measuredAs?: MeasuredAs;
  readonly value: MetricValue;
}

function columns(t: Formats['t'], hasOtherwise: boolean): CsvColumn<Row>[] {
  return [
    { header: t('team.csv.metric'), value: row => row.metricId },
    {
      header: t('team.csv.from'),
      value: row => new Date(row.from).toISOString(),
    },
    { header: t('team.csv.to'), value: row => new Date(row.to).toISOString() },
    {
      header: t('team.csv.value'),
      value: ({ value }) => ('value' in value ? value.value : undefined),
    },
    { header: t('team.csv.unit'), value: row => row.unit },
    ...(hasOtherwise
      ? [
          {
            header: t('measuring.csvColumn'),
            value: (row: Row) => measuredText(row.measuredAs, t),
          },
        ]
      : []),
    {
      header: t('team.csv.sampleSize'),
      value: ({ value }) => ('value' in value ? value.sampleSize : undefined),
    },
    {
      header: t('team.csv.status'),
      value: ({ value }) =>
        value.reason ? `${value.status}: ${value.reason.code}` : value.status,
    },
  ];
}

function rowsOf(
  { window, metrics }: TeamAnswer,
  definitions: readonly MetricDefinition[],
): Row[] {
  return metrics.flatMap(({ metricId, measuredAs, value, series }) => {
    const unit = definitions.find(({ id }) => id === metricId)?.unit ?? '';
    return [
      { metricId, unit, measuredAs, from: window.from, to: window.to, value },
      ...series.map(({ from, to, value: part }) => ({
        metricId,
        unit,
        measuredAs,
        from,
        to,
        value: part,
      })),
    ];
  });
}

/** The numbers of some sections as CSV: of each metric first the window, then its weeks or months. */
export function teamCsv(
  answers: readonly TeamAnswer[],
  definitions: readonly MetricDefinition[],
  t: Formats['t'],
): string {
  const rows = answers.flatMap(answer => rowsOf(answer, definitions));
  return toCsv(
    columns(
      t,
      rows.some(({ measuredAs }) => measuredAs),
    ),
    rows,
  );
}
