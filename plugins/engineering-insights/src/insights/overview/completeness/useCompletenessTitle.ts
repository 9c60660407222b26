import { usePagesFormats } from '@sei-platform/plugin-engineering-insights-react';
import { useMetricTitle } from '../state/OverviewContext';

const IDS = [
  'deploymentsWithRevision',
  'deploymentsLinkedToPullRequests',
  'incidentsLinked',
] as const;

/** What a fraction is of, in words. */
export function useCompletenessTitle(): (
  id: string,
  metricId?: string,
) => string {
  const { t } = usePagesFormats();
  const titleOf = useMetricTitle();
  return (id, metricId) => {
    const known = IDS.find(each => each === id);
    if (known) return t(`overview.completeness.${known}`);
    return t('overview.completeness.servicesWithValue', {
      metric: titleOf(metricId ?? '').toLocaleLowerCase(),
    });
  };
}
