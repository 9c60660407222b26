import { isProblemError } from '@sei-platform/plugin-engineering-insights-common';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';

const RETRY_DELAY_MS = 500;

function shouldRetry(failureCount: number, error: Error): boolean {
  if (failureCount > 0) return false;
  return !isProblemError(error) || error.problem.status >= 500;
}

/** A cache of answers with this plugin's habits: one retry of what may pass, and no refetch within half a minute. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: shouldRetry,
        retryDelay: RETRY_DELAY_MS,
        staleTime: 30_000,
      },
      mutations: { retry: false },
    },
  });
}

// One cache for all extensions of the portal, so that a card and the tab share their answers.
const sharedClient = createQueryClient();

export interface QueryProviderProps {
  readonly client?: QueryClient;
  readonly children: ReactNode;
}

/** Gives every extension the same cache of answers. */
export function QueryProvider({
  client = sharedClient,
  children,
}: QueryProviderProps) {
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
