import { identityApiRef } from '@backstage/frontend-plugin-api';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  QueryProvider,
  createQueryClient,
  engineeringInsightsApiRef,
} from '@sei-platform/plugin-engineering-insights-react';
import { TriageSection } from '../insights/triage/TriageSection';
import { Address } from './Address';
import { serveFixtures } from './serveFixtures';
import type { ServeFixturesOptions, ServedFixtures } from './serveFixtures';

export interface RenderTriagePageOptions extends ServeFixturesOptions {
  /** What stands behind the path: "?entity=group:default/money". */
  readonly search?: string;
  /** What the reader belongs to. */
  readonly ownershipEntityRefs?: string[];
}

/** Renders Triage against HTTP answers; the requests it made are collected. */
export function renderTriagePage({
  server,
  scenario = {},
  search = '',
  ownershipEntityRefs = ['user:default/mira', 'group:default/money'],
}: RenderTriagePageOptions): Pick<ServedFixtures, 'requests' | 'answerWith'> {
  const { client, requests, answerWith } = serveFixtures({ server, scenario });
  renderInTestApp(
    <QueryProvider client={createQueryClient()}>
      <TriageSection />
      <Address />
    </QueryProvider>,
    {
      apis: [
        [engineeringInsightsApiRef, client],
        [
          identityApiRef,
          {
            getBackstageIdentity: async () => ({
              type: 'user' as const,
              userEntityRef: 'user:default/mira',
              ownershipEntityRefs,
            }),
            getProfileInfo: async () => ({}),
            getCredentials: async () => ({}),
            signOut: async () => {},
          },
        ],
      ],
      initialRouteEntries: [`/${search}`],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    },
  );
  return { requests, answerWith };
}
