import { useFormats } from '@sei-platform/plugin-engineering-insights-react';
import { useCoarsePointer } from '@sei-platform/plugin-engineering-insights-react';
import { useTeamContext } from '../state/TeamContext';

/** How a point of a chart is opened: at its source, or where that has no page among the records of its metric. */
export function useOpenRecord(metricId: string) {
  const { t } = useFormats();
  const { update } = useTeamContext();
  const isTouched = useCoarsePointer();
  return {
    open: ({ url }: { readonly url?: string }) => {
      if (url) window.open(url, '_blank', 'noopener');
      else update({ explainedMetricId: metricId });
    },
    /** What a tooltip says of it; absent where the chart's own words are right. */
    hintOf: ({ url }: { readonly url?: string }) =>
      url &&
      t(isTouched ? 'team.chart.tapOpenAtSource' : 'team.chart.openAtSource'),
  };
}
