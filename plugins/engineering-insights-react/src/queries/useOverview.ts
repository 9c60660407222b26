import { useApi } from '@backstage/frontend-plugin-api';
import type {
  EngineeringInsightsApi,
  OverviewRequest,
  OverviewService,
  OverviewServicesAnswer,
  OverviewServicesRequest,
} from '@sei-platform/plugin-engineering-insights-common';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { engineeringInsightsApiRef } from '../api';
import { overviewKeys } from './overviewKeys';

export type OverviewQuery = Omit<OverviewRequest, 'signal'>;

const PAGE_SIZE = 1_000;
const MAXIMUM_PAGES = 10;

/** What there is an overview of. */
export function useOverviewTargets() {
  const api = useApi(engineeringInsightsApiRef);
  return useQuery({
    queryKey: overviewKeys.targets(),
    queryFn: ({ signal }) => api.listOverviewTargets({ signal }),
    select: ({ targets }) => targets,
  });
}

/** The five metrics of many services together, and how many are in each band. */
export function useOverview(query: OverviewQuery) {
  const api = useApi(engineeringInsightsApiRef);
  return useQuery({
    queryKey: overviewKeys.part('overview', query),
    queryFn: ({ signal }) => api.getOverview({ ...query, signal }),
    placeholderData: keepPreviousData,
  });
}

/** What moved from the window before, and whose that is. */
export function useOverviewChanges(query: OverviewQuery) {
  const api = useApi(engineeringInsightsApiRef);
  return useQuery({
    queryKey: overviewKeys.part('overviewChanges', query),
    queryFn: ({ signal }) => api.getOverviewChanges({ ...query, signal }),
    placeholderData: keepPreviousData,
  });
}

/** How complete the data of many services is. */
export function useOverviewCompleteness(query: OverviewQuery) {
  const api = useApi(engineeringInsightsApiRef);
  return useQuery({
    queryKey: overviewKeys.part('overviewCompleteness', query),
    queryFn: ({ signal }) => api.getOverviewCompleteness({ ...query, signal }),
    placeholderData: keepPreviousData,
  });
}

/** All services of an overview, up to ten pages; `nextCursor` is left where there are more. */
export async function readOverviewServices(
  api: Pick<EngineeringInsightsApi, 'listOverviewServices'>,
  request: OverviewServicesRequest,
): Promise<OverviewServicesAnswer> {
  const ask = (cursor?: string) =>
    api.listOverviewServices({ ...request, cursor, limit: PAGE_SIZE });
  const first = await ask();
  const items: OverviewService[] = [...first.items];
  let cursor = first.nextCursor;
  for (let page = 1; cursor && page < MAXIMUM_PAGES; page += 1) {
    const next = await ask(cursor);
    items.push(...next.items);
    cursor = next.nextCursor;
  }
  return { ...first, items, nextCursor: cursor };
}

/** The services of an overview, or those of one band. */
export function useOverviewServices(
  query: OverviewQuery & Pick<OverviewServicesRequest, 'band'>,
) {
  const api = useApi(engineeringInsightsApiRef);
  const { band, ...asked } = query;
  return useQuery({
    queryKey: [
      ...overviewKeys.part('overviewServices', asked),
      band?.metricId ?? null,
      band?.level ?? null,
    ],
    queryFn: ({ signal }) => readOverviewServices(api, { ...query, signal }),
  });
}
