import { useApi } from '@backstage/frontend-plugin-api';
import type {
  DeploymentRow,
  DeploymentsAnswer,
  EngineeringInsightsApi,
  EntityName,
  MeasuredAs,
  MeasuringChoice,
  MetricWindow,
  PagedRequest,
  TeamSection,
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
export function useDora(
  options: WindowQuery & MeasuredAs & { compare: boolean },
) {
  const api = useApi(engineeringInsightsApiRef);
  return useQuery({
    queryKey: queryKeys.dora(options.entity, options.window, options),
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

/** One part of the Team analytics page; asked for only once it is to be shown. */
export function useTeam(
  options: WindowQuery &
    Omit<MeasuringChoice, 'cohort' | 'unit' | 'start'> & {
      readonly compare: boolean;
      readonly section: TeamSection;
      readonly isEnabled: boolean;
    },
) {
  const api = useApi(engineeringInsightsApiRef);
  const { entity, window, section, isEnabled, ...choice } = options;
  return useQuery({
    queryKey: queryKeys.team(entity, window, section, choice),
    queryFn: ({ signal }) => api.getTeam({ ...options, signal }),
    placeholderData: keepPreviousData,
    enabled: isEnabled,
  });
}

/** What waits, is late, is red or is open in a team at the moment. */
export function useTeamNow(options: {
  readonly entity: EntityName;
  readonly isWithSubTeams?: boolean;
}) {
  const api = useApi(engineeringInsightsApiRef);
  return useQuery({
    queryKey: queryKeys.teamNow(options.entity, options),
    queryFn: ({ signal }) => api.getTeamNow({ ...options, signal }),
    placeholderData: keepPreviousData,
  });
}

export interface RecordsQuery extends WindowQuery, MeasuringChoice {
  readonly metricId: string;
}

const MOST_RECORDS = 1000;

/** The records of a number as the points of a chart: as many as one page holds; `nextCursor` is left where there are more. */
export function useRecords(options: RecordsQuery) {
  const api = useApi(engineeringInsightsApiRef);
  const { entity, window, metricId, ...choice } = options;
  return useQuery({
    queryKey: queryKeys.records(entity, window, metricId, choice),
    queryFn: ({ signal }) =>
      api.explainMetric({ ...options, limit: MOST_RECORDS, signal }),
    placeholderData: keepPreviousData,
  });
}

/** The records behind a number, page by page. */
export function useExplanation(options: RecordsQuery) {
  const api = useApi(engineeringInsightsApiRef);
  const { entity, window, metricId, ...choice } = options;
  return useInfiniteQuery({
    queryKey: queryKeys.explain(entity, window, metricId, choice),
    queryFn: ({ pageParam, signal }) =>
      api.explainMetric({ ...options, cursor: pageParam, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.nextCursor,
  });
}
