import { usePagesFormats } from '@sei-platform/plugin-engineering-insights-react';
import type { ChartPart } from '@sei-platform/plugin-engineering-insights-react';
import type { OverviewBand } from '../state/overviewState';
import { useBandParts } from './useBandParts';

export type MonthPart = ChartPart & { readonly id: OverviewBand | 'notRead' };

/** The bands, and last the services of which nothing was read of a month: hatched, as it is not known. */
export function useMonthParts(): readonly MonthPart[] {
  const { t } = usePagesFormats();
  const parts = useBandParts();
  const { color } = parts.find(({ id }) => id === 'unknown')!;
  return [
    ...parts,
    {
      id: 'notRead',
      label: t('overview.months.notRead'),
      color,
      isHatched: true,
    },
  ];
}
