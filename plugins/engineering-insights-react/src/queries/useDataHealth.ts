import { useApi } from '@backstage/frontend-plugin-api';
import type {
  EntityName,
  Fraction,
  MetricWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { engineeringInsightsApiRef } from '../api';
import { queryKeys } from './queryKeys';

const GAPS_PER_PAGE = 50;

export interface GapsQuery {
  readonly entity: EntityName;
  /** The 90 days that end with today where absent. */
  readonly window?: MetricWindow;
  readonly fraction: Fraction['id'];
}

/** What keeps a fraction of data health from being whole, page by page. */
export function useGaps({ entity, window, fraction }: GapsQuery) {
  const api = useApi(engineeringInsightsApiRef);
  return useInfiniteQuery({
    queryKey: queryKeys.gaps(entity, window, fraction),
    queryFn: ({ pageParam, signal }) =>
      api.listGaps({
        entity,
        window,
        fraction,
        cursor: pageParam,
        limit: GAPS_PER_PAGE,
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.nextCursor,
  });
}

/** The health of each service of a group, system or domain. */
export function useServicesHealth(entity: EntityName) {
  const api = useApi(engineeringInsightsApiRef);
  return useQuery({
    queryKey: queryKeys.servicesHealth(entity),
    queryFn: ({ signal }) => api.listServicesHealth({ entity, signal }),
  });
}
