import { useApi } from '@backstage/frontend-plugin-api';
import type { StreamsRequest } from '@sei-platform/plugin-engineering-insights-common';
import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { engineeringInsightsApiRef } from '../api';
import { queryKeys } from './queryKeys';

/** Operators watch what they mended; nothing tells them of it but asking again. */
const REFETCH_MS = 30_000;

/** Each source added up, read again while one looks. */
export function useSourcesSummary() {
  const api = useApi(engineeringInsightsApiRef);
  return useQuery({
    queryKey: queryKeys.sources(),
    queryFn: ({ signal }) => api.summarizeSources({ signal }),
    refetchInterval: REFETCH_MS,
  });
}

/** A page of streams, read again while one looks. */
export function useStreams(question: Omit<StreamsRequest, 'signal'>) {
  const api = useApi(engineeringInsightsApiRef);
  return useQuery({
    queryKey: queryKeys.streams(question),
    queryFn: ({ signal }) => api.listStreams({ ...question, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: REFETCH_MS,
  });
}

/** What operators do with one stream; the sources are read again after it. */
export function useStreamAction(action: 'retry' | 'replay') {
  const api = useApi(engineeringInsightsApiRef);
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (streamId: string) =>
      action === 'replay'
        ? api.replayStream(streamId)
        : api.retryStream(streamId).then(() => undefined),
    onSuccess: () =>
      queryClient.invalidateQueries({ queryKey: queryKeys.sources() }),
  });
}
