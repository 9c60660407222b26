import { useApi } from '@backstage/frontend-plugin-api';
import type {
  MetricDefinition,
  OverviewService,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  engineeringInsightsApiRef,
  readOverviewServices,
  toCsv,
  usePagesFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import type {
  CsvColumn,
  PagesFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import { useMutation } from '@tanstack/react-query';
import { downloadText } from '../../../page/downloadText';
import { useOverviewContext } from '../state/OverviewContext';

const UNITS = ['seconds', 'perDay', 'ratio'] as const;

function columnsOf(
  { id, title, unit }: MetricDefinition,
  t: PagesFormats['t'],
): CsvColumn<OverviewService>[] {
  const known = UNITS.find(each => each === unit) ?? 'count';
  const valueOf = ({ values }: OverviewService) =>
    values.find(({ metricId }) => metricId === id);
  const metric = title.toLocaleLowerCase();
  return [
    {
      header: t('overview.csv.value', {
        metric,
        unit: t(`overview.csv.${known}`),
      }),
      value: service => valueOf(service)?.value,
    },
    {
      header: t('overview.csv.band', { metric }),
      value: service => valueOf(service)?.band,
    },
    {
      header: t('overview.csv.sample', { metric }),
      value: service => valueOf(service)?.sampleSize,
    },
  ];
}

/** Services with the five, each in a line: what is not known is an empty cell. */
export function servicesCsv(
  services: readonly OverviewService[],
  definitions: readonly MetricDefinition[],
  t: PagesFormats['t'],
): string {
  return toCsv<OverviewService>(
    [
      { header: t('overview.csv.service'), value: ({ title }) => title },
      { header: t('overview.csv.entityRef'), value: ({ ref }) => ref },
      {
        header: t('overview.csv.lifecycle'),
        value: ({ lifecycle }) => lifecycle,
      },
      ...definitions
        .filter(({ id }) => id.startsWith('dora.'))
        .flatMap(definition => columnsOf(definition, t)),
    ],
    services,
  );
}

/** Hands all services that are shown to the browser as a file. */
export function useServicesCsv(): {
  readonly download: () => void;
  readonly hasFailed: boolean;
} {
  const api = useApi(engineeringInsightsApiRef);
  const { t } = usePagesFormats();
  const { entity, query, definitions } = useOverviewContext();
  const reading = useMutation({
    mutationFn: () => readOverviewServices(api, query),
    onSuccess: ({ items, window }) =>
      downloadText({
        text: servicesCsv(items, definitions, t),
        fileName: `overview-${entity.name}-${window.from.slice(
          0,
          10,
        )}-${window.to.slice(0, 10)}.csv`,
        type: 'text/csv;charset=utf-8',
      }),
  });
  return { download: () => reading.mutate(), hasFailed: reading.isError };
}
