import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { signalApiRef } from '@backstage/plugin-signals-react';
import type { SignalApi } from '@backstage/plugin-signals-react';
import {
  QueryProvider,
  createQueryClient,
  engineeringInsightsApiRef,
} from '@sei-platform/plugin-engineering-insights-react';
import type { QueryClient } from '@tanstack/react-query';
import { DoraPage } from '../dora/DoraPage';
import { Address } from './Address';
import { serveFixtures } from './serveFixtures';
import type { ServeFixturesOptions, ServedFixtures } from './serveFixtures';

const payments = { kind: 'component', namespace: 'default', name: 'payments' };

export interface RenderDoraPageOptions extends ServeFixturesOptions {
  /** What stands behind the path: "?window=30d". */
  readonly search?: string;
  /** What sends live messages; without one the page asks at intervals. */
  readonly signals?: SignalApi;
}

export interface RenderedDoraPage
  extends Pick<ServedFixtures, 'requests' | 'answerWith'> {
  readonly queryClient: QueryClient;
}

/** Renders the DORA tab against HTTP answers; the requests it made are collected. */
export function renderDoraPage({
  server,
  scenario = {},
  search = '',
  signals,
}: RenderDoraPageOptions): RenderedDoraPage {
  const { client, requests, answerWith } = serveFixtures({ server, scenario });
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
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    },
  );
  return { requests, answerWith, queryClient };
}
