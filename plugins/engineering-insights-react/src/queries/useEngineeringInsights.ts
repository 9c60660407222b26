import { useApi } from '@backstage/frontend-plugin-api';
import type {
  DeploymentRow,
  DeploymentsAnswer,
  EngineeringInsightsApi,
  EntityName,
  MetricWindow,
  PagedRequest,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';
import { engineeringInsightsApiRef } from '../api';
import { queryKeys } from './queryKeys';

export interface WindowQuery {
  readonly entity: EntityName;
  readonly window: MetricWindow;
}

const PAGE_SIZE = 500;
const MAXIMUM_PAGES = 10;

/** The definitions of all metrics. */
export function useMetricDefinitions() {
  const api = useApi(engineeringInsightsApiRef);
  return useQuery({
    queryKey: queryKeys.definitions(),
    queryFn: ({ signal }) => api.listMetrics({ signal }),
    staleTime: Infinity,
    select: ({ metrics }) => metrics,
  });
}

/** The DORA metrics of one entity in one window. */
export function useDora(options: WindowQuery & { compare: boolean }) {
  const api = useApi(engineeringInsightsApiRef);
  return useQuery({
    queryKey: queryKeys.dora(options.entity, options.window, options.compare),
    queryFn: ({ signal }) => api.getDora({ ...options, signal }),
    placeholderData: keepPreviousData,
  });
}

async function readAllDeployments(
  api: EngineeringInsightsApi,
  request: PagedRequest,
): Promise<DeploymentsAnswer> {
  const first = await api.listDeployments({ ...request, limit: PAGE_SIZE });
  const items: DeploymentRow[] = [...first.items];
  let cursor = first.nextCursor;
  for (let page = 1; cursor && page < MAXIMUM_PAGES; page += 1) {
    const next = await api.listDeployments({
      ...request,
      limit: PAGE_SIZE,
      cursor,
    });
    items.push(...next.items);
    cursor = next.nextCursor;
  }
  return { ...first, items, nextCursor: cursor };
}

/** All deployments of a window, up to ten pages; `nextCursor` is left where there are more. */
export function useDeployments(options: WindowQuery) {
  const api = useApi(engineeringInsightsApiRef);
  return useQuery({
    queryKey: queryKeys.deployments(options.entity, options.window),
    queryFn: ({ signal }) => readAllDeployments(api, { ...options, signal }),
    placeholderData: keepPreviousData,
  });
}

/** The incidents of a window. */
export function useIncidents(options: WindowQuery) {
  const api = useApi(engineeringInsightsApiRef);
  return useQuery({
    queryKey: queryKeys.incidents(options.entity, options.window),
    queryFn: ({ signal }) => api.listIncidents({ ...options, signal }),
    placeholderData: keepPreviousData,
  });
}

/** The records behind a number, page by page. */
export function useExplanation(options: WindowQuery & { metricId: string }) {
  const api = useApi(engineeringInsightsApiRef);
  return useInfiniteQuery({
    queryKey: queryKeys.explain(
      options.entity,
      options.window,
      options.metricId,
    ),
    queryFn: ({ pageParam, signal }) =>
      api.explainMetric({ ...options, cursor: pageParam, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.nextCursor,
  });
}
