import { renderInTestApp } from '@backstage/frontend-test-utils';
import { signalApiRef } from '@backstage/plugin-signals-react';
import type { SignalApi } from '@backstage/plugin-signals-react';
import { EngineeringInsightsClient } from '@sei-platform/plugin-engineering-insights-common';
import {
  QueryProvider,
  createQueryClient,
  engineeringInsightsApiRef,
} from '@sei-platform/plugin-engineering-insights-react';
import type { QueryClient } from '@tanstack/react-query';
import { http } from 'msw';
import type { SetupServer } from 'msw/node';
import { useLocation } from 'react-router-dom';
import { DoraPage } from '../dora/DoraPage';
import { fixtureFetch } from './fixtureFetch';
import type { Scenario } from './fixtureFetch';

const BASE_URL = 'http://localhost:7007/api/engineering-insights';
const payments = { kind: 'component', namespace: 'default', name: 'payments' };

function Address() {
  const { search } = useLocation();
  return <output data-testid="address">{decodeURIComponent(search)}</output>;
}

export interface RenderDoraPageOptions {
  readonly server: SetupServer;
  readonly scenario?: Scenario;
  /** What stands behind the path: "?window=30d". */
  readonly search?: string;
  /** What sends live messages; without one the page asks at intervals. */
  readonly signals?: SignalApi;
}

export interface RenderedDoraPage {
  readonly requests: readonly Request[];
  readonly queryClient: QueryClient;
  /** From now on the API answers as this scenario says. */
  readonly answerWith: (next: Scenario) => void;
}

/** Renders the DORA tab against HTTP answers; the requests it made are collected. */
export function renderDoraPage({
  server,
  scenario = {},
  search = '',
  signals,
}: RenderDoraPageOptions): RenderedDoraPage {
  const requests: Request[] = [];
  let present = scenario;
  server.use(
    http.all(`${BASE_URL}/*`, ({ request }) => {
      requests.push(request.clone());
      return fixtureFetch(present, request);
    }),
  );
  const client = new EngineeringInsightsClient({
    discoveryApi: { getBaseUrl: async () => BASE_URL },
    fetchApi: { fetch: (input, init) => globalThis.fetch(input, init) },
  });
  const queryClient = createQueryClient();
  renderInTestApp(
    <QueryProvider client={queryClient}>
      <DoraPage entity={scenario.entity ?? payments} />
      <Address />
    </QueryProvider>,
    {
      apis: [
        [engineeringInsightsApiRef, client],
        ...(signals ? ([[signalApiRef, signals]] as const) : []),
      ],
      initialRouteEntries: [`/${search}`],
    },
  );
  return {
    requests,
    queryClient,
    answerWith: (next: Scenario) => {
      present = next;
    },
  };
}
