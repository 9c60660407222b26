import { identityApiRef } from '@backstage/frontend-plugin-api';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import type { PermissionApi } from '@backstage/plugin-permission-react';
import {
  QueryProvider,
  createQueryClient,
  engineeringInsightsApiRef,
} from '@sei-platform/plugin-engineering-insights-react';
import { Route, Routes } from 'react-router-dom';
import { InsightsPage } from '../insights/InsightsPage';
import { DataHealthSection } from '../insights/dataHealth/DataHealthSection';
import { SourcesSection } from '../insights/sources/SourcesSection';
import { insightsRouteRef } from '../routes';
import { Address } from './Address';
import { serveFixtures } from './serveFixtures';
import type { ServeFixturesOptions, ServedFixtures } from './serveFixtures';

type Decision = Awaited<ReturnType<PermissionApi['authorize']>>['result'];

const PATH = '/engineering-insights';

const ENTITIES = ['payments', 'ledger'].map(name => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default' },
}));

export interface RenderInsightsOptions extends ServeFixturesOptions {
  /** Behind the page's own path, with the query: "sources?source=github". */
  readonly path: string;
  /** With its header and tabs, and the cache that all pages share. */
  readonly isWhole?: boolean;
  /** Permissions that the reader lacks. */
  readonly denied?: readonly string[];
  /** Whom the reader is or belongs to. */
  readonly ownershipEntityRefs?: readonly string[];
}

/** Renders a tab of the Engineering Insights page against HTTP answers. */
export function renderInsights({
  server,
  scenario = {},
  path,
  isWhole = false,
  denied = [],
  ownershipEntityRefs = ['user:default/mira', 'group:default/money'],
}: RenderInsightsOptions): Pick<ServedFixtures, 'requests' | 'answerWith'> {
  const { client, requests, answerWith } = serveFixtures({ server, scenario });
  const queryClient = createQueryClient();
  renderInTestApp(
    <QueryProvider client={queryClient}>
      <Routes>
        {isWhole ? (
          <Route path={`${PATH}/*`} element={<InsightsPage />} />
        ) : (
          <>
            <Route
              path={`${PATH}/data-health`}
              element={<DataHealthSection />}
            />
            <Route path={`${PATH}/sources`} element={<SourcesSection />} />
          </>
        )}
      </Routes>
      <Address />
    </QueryProvider>,
    {
      apis: [
        [engineeringInsightsApiRef, client],
        [catalogApiRef, catalogApiMock({ entities: ENTITIES })],
        [
          identityApiRef,
          {
            getBackstageIdentity: async () => ({
              type: 'user' as const,
              userEntityRef: ownershipEntityRefs[0],
              ownershipEntityRefs: [...ownershipEntityRefs],
            }),
            getCredentials: async () => ({}),
            getProfileInfo: async () => ({}),
            signOut: async () => {},
          },
        ],
        [
          permissionApiRef,
          {
            authorize: async ({ permission }) => ({
              result: (denied.includes(permission.name)
                ? 'DENY'
                : 'ALLOW') as Decision,
            }),
          },
        ],
      ],
      initialRouteEntries: [`${PATH}/${path}`],
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef,
        [PATH]: insightsRouteRef,
      },
    },
  );
  return { requests, answerWith };
}
