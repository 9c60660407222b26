import { useApi } from '@backstage/frontend-plugin-api';
import type {
  EntityName,
  MeasuringChoice,
} from '@sei-platform/plugin-engineering-insights-common';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { engineeringInsightsApiRef } from '../api';
import { queryKeys } from './queryKeys';
import type { WindowQuery } from './useEngineeringInsights';

export interface MetricQuery extends WindowQuery, MeasuringChoice {
  readonly metricId: string;
  readonly compare: boolean;
  /** Asked for only once it is known that there is such a metric. */
  readonly isEnabled: boolean;
}

/** One metric of one entity in one window. */
export function useMetric(options: MetricQuery) {
  const api = useApi(engineeringInsightsApiRef);
  const { entity, window, metricId, isEnabled, ...choice } = options;
  return useQuery({
    queryKey: queryKeys.metric(entity, window, metricId, choice),
    queryFn: ({ signal }) => api.getMetric({ ...options, signal }),
    // Of another window or choice, not of another metric.
    placeholderData: (previous, query) =>
      query?.queryKey[5] === metricId ? keepPreviousData(previous) : undefined,
    enabled: isEnabled,
  });
}

/** What the numbers of an entity rest on. */
export function useEntityHealth(entity: EntityName) {
  const api = useApi(engineeringInsightsApiRef);
  return useQuery({
    queryKey: queryKeys.health(entity),
    queryFn: ({ signal }) => api.getEntityHealth({ entity, signal }),
  });
}
