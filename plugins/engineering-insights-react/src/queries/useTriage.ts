import { useApi } from '@backstage/frontend-plugin-api';
import type {
  DeploymentGap,
  EntityName,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';
import { engineeringInsightsApiRef } from '../api';
import { queryKeys } from './queryKeys';

export interface TriageQuery {
  readonly entity: EntityName;
  /** Whether numbers are about to follow a correction, so that it is worth asking again at once. */
  readonly isSettling: boolean;
}

/** Numbers follow a correction in a second or two. */
const SETTLING_INTERVAL_MS = 1_500;

const intervalOf = ({ isSettling }: TriageQuery) =>
  isSettling ? SETTLING_INTERVAL_MS : (false as const);

/** How much waits for a person among the services of an entity. */
export function useTriage(query: TriageQuery) {
  const api = useApi(engineeringInsightsApiRef);
  const { entity } = query;
  return useQuery({
    queryKey: queryKeys.triage(entity),
    queryFn: ({ signal }) => api.getTriage({ entity, signal }),
    refetchInterval: intervalOf(query),
    placeholderData: keepPreviousData,
  });
}

interface ListPage<T> {
  readonly items: readonly T[];
  readonly totalCount: number;
  readonly nextCursor?: string;
}

function useTriageList<T>(
  query: TriageQuery & {
    readonly list: string;
    readonly read: (options: {
      entity: EntityName;
      cursor: string | undefined;
      signal: AbortSignal;
    }) => Promise<ListPage<T>>;
  },
) {
  const { entity, list, read } = query;
  return useInfiniteQuery({
    queryKey: queryKeys.triageList(entity, list),
    queryFn: ({ pageParam, signal }) =>
      read({ entity, cursor: pageParam, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.nextCursor,
    refetchInterval: intervalOf(query),
  });
}

/** Incidents that no deployment is known to have caused, page by page. */
export function useTriageIncidents(query: TriageQuery) {
  const api = useApi(engineeringInsightsApiRef);
  return useTriageList({
    ...query,
    list: 'incidents',
    read: request => api.listTriageIncidents(request),
  });
}

/** Deployments that lack something, page by page. */
export function useTriageDeployments(
  query: TriageQuery & { readonly gap: DeploymentGap },
) {
  const api = useApi(engineeringInsightsApiRef);
  const { gap } = query;
  return useTriageList({
    ...query,
    list: gap,
    read: request => api.listTriageDeployments({ ...request, gap }),
  });
}

/** What was corrected by hand, page by page. */
export function useCorrectionList(query: TriageQuery) {
  const api = useApi(engineeringInsightsApiRef);
  return useTriageList({
    ...query,
    list: 'corrections',
    read: request => api.listCorrections(request),
  });
}

/** Incidents of which no entity hears; for operators. */
export function useUnheardIncidents() {
  const api = useApi(engineeringInsightsApiRef);
  return useQuery({
    queryKey: queryKeys.unheardIncidents(),
    queryFn: ({ signal }) => api.listUnheardIncidents({ limit: 100, signal }),
  });
}
