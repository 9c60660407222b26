import {
  FRACTION_IDS,
  type ServiceHealth,
} from '@sei-platform/plugin-engineering-insights-common';
import { toCsv } from '@sei-platform/plugin-engineering-insights-react';
import type {
  CsvColumn,
  Formats,
} from '@sei-platform/plugin-engineering-insights-react';

/** The services and their gaps as CSV: both numbers of each fraction, times in UTC. */
export function servicesCsv(
  rows: readonly ServiceHealth[],
  t: Formats['t'],
): string {
  const fractions = FRACTION_IDS.flatMap((id): CsvColumn<ServiceHealth>[] => {
    const title = t(`dora.health.${id}`);
    const numbersOf = (row: ServiceHealth) =>
      row.fractions.find(fraction => fraction.id === id);
    return [
      {
        header: t('health.page.csv.complete', { title }),
        value: row => numbersOf(row)?.count,
      },
      {
        header: t('health.page.csv.total', { title }),
        value: row => numbersOf(row)?.total,
      },
    ];
  });
  return toCsv(
    [
      {
        header: t('health.page.csv.service'),
        value: row => row.entity.ref,
      },
      ...fractions,
      {
        header: t('health.page.csv.streamCount'),
        value: row => row.streamCount,
      },
      {
        header: t('health.page.csv.failingStreamCount'),
        value: row => row.failingStreamCount,
      },
      {
        header: t('health.page.csv.staleStreamCount'),
        value: row => row.staleStreamCount,
      },
      {
        header: t('health.page.csv.lastSyncAt'),
        value: row => row.lastSyncAt,
      },
      {
        header: t('health.page.csv.coveredFrom'),
        value: row => row.coveredFrom,
      },
    ],
    rows,
  );
}
