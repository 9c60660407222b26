import { identityApiRef } from '@backstage/core-plugin-api';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  QueryProvider,
  createQueryClient,
  engineeringInsightsApiRef,
} from '@sei-platform/plugin-engineering-insights-react';
import { OverviewSection } from '../insights/overview/OverviewSection';
import { metricRouteRef } from '../routes';
import { Address } from './Address';
import { serveFixtures } from './serveFixtures';
import type { ServeFixturesOptions } from './serveFixtures';

export interface RenderOverviewOptions extends ServeFixturesOptions {
  /** What stands behind the path: "?window=30d". */
  readonly search?: string;
  /** What the reader is one of. */
  readonly ownershipEntityRefs?: string[];
}

/** Renders the Overview tab against HTTP answers; the requests it made are collected. */
export function renderOverview({
  server,
  scenario = {},
  search = '',
  ownershipEntityRefs = ['user:default/jo', 'group:default/leads'],
}: RenderOverviewOptions) {
  const { client, requests } = serveFixtures({ server, scenario });
  const identityApi = {
    getBackstageIdentity: async () => ({
      type: 'user' as const,
      userEntityRef: 'user:default/jo',
      ownershipEntityRefs,
    }),
    getProfileInfo: async () => ({}),
    getCredentials: async () => ({}),
    signOut: async () => {},
  };
  renderInTestApp(
    <QueryProvider client={createQueryClient()}>
      <OverviewSection />
      <Address />
    </QueryProvider>,
    {
      apis: [
        [engineeringInsightsApiRef, client],
        [identityApiRef, identityApi],
      ],
      initialRouteEntries: [`/${search}`],
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef,
        '/metrics/:metricId/:kind/:namespace/:name': metricRouteRef,
      },
    },
  );
  return { requests };
}
