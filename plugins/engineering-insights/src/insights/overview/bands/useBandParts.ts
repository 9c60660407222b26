import {
  useChartColors,
  usePagesFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import type { ChartPart } from '@sei-platform/plugin-engineering-insights-react';
import { BAND_LEVELS } from '../state/overviewState';
import type { OverviewBand } from '../state/overviewState';

export type BandPart = ChartPart & { readonly id: OverviewBand };

/** The bands with their words and colours, from the best to none. */
export function useBandParts(): readonly BandPart[] {
  const { t } = usePagesFormats();
  const { bands } = useChartColors();
  return BAND_LEVELS.map(id => ({
    id,
    label: t(id === 'unknown' ? 'overview.months.noBand' : `kit.${id}`),
    color: bands[id],
  }));
}
