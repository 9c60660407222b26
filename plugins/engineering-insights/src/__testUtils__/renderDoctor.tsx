import { renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  QueryProvider,
  createQueryClient,
  engineeringInsightsApiRef,
} from '@sei-platform/plugin-engineering-insights-react';
import { DoctorSection } from '../insights/doctor/DoctorSection';
import { Address } from './Address';
import { serveFixtures } from './serveFixtures';
import type { ServeFixturesOptions, ServedFixtures } from './serveFixtures';

const components = ['payments', 'ledger', 'mobile-app'].map(name => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default' },
}));

/** Renders the setup doctor against HTTP answers and a catalog of three components; the requests it made are collected. */
export function renderDoctor({
  server,
  scenario = {},
  search = '?entity=component:default/payments',
}: ServeFixturesOptions & {
  /** What stands behind the path. */
  readonly search?: string;
}): Pick<ServedFixtures, 'requests' | 'answerWith'> {
  const { client, requests, answerWith } = serveFixtures({ server, scenario });
  renderInTestApp(
    <QueryProvider client={createQueryClient()}>
      <DoctorSection />
      <Address />
    </QueryProvider>,
    {
      apis: [
        [engineeringInsightsApiRef, client],
        [catalogApiRef, catalogApiMock({ entities: components })],
      ],
      initialRouteEntries: [`/${search}`],
    },
  );
  return { requests, answerWith };
}
