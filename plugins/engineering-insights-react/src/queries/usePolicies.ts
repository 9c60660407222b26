import { useApi } from '@backstage/frontend-plugin-api';
import type { EntityName } from '@sei-platform/plugin-engineering-insights-common';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { engineeringInsightsApiRef } from '../api';
import { queryKeys } from './queryKeys';
import type { WindowQuery } from './useEngineeringInsights';

/** The policy in force of a component, and those before. */
export function usePolicies(entity: EntityName) {
  const api = useApi(engineeringInsightsApiRef);
  return useQuery({
    queryKey: queryKeys.policies(entity),
    queryFn: ({ signal }) => api.listPolicies({ entity, signal }),
  });
}

/** What another policy would make of the same facts, with the records page by page. */
export function usePolicyComparison(options: WindowQuery & { with: string }) {
  const api = useApi(engineeringInsightsApiRef);
  const { entity, window, with: other } = options;
  return useInfiniteQuery({
    queryKey: queryKeys.policyComparison(entity, window, other),
    queryFn: ({ pageParam, signal }) =>
      api.comparePolicies({ ...options, cursor: pageParam, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.nextCursor,
  });
}
