import type { Entity } from '@backstage/catalog-model';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import {
  TestApiProvider,
  registerMswTestHooks,
  renderInTestApp,
} from '@backstage/test-utils';
import type { EngineeringInsightsApi } from '@sei-platform/plugin-engineering-insights-common';
import { engineeringInsightsApiRef } from '@sei-platform/plugin-engineering-insights-react';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setupServer } from 'msw/node';
import type { ReactNode } from 'react';
import { Route, Routes } from 'react-router-dom';
import { createDeployments, createDeploymentsAnswer } from '../__testUtils__';
import { serveFixtures } from '../__testUtils__/serveFixtures';
import {
  EntityDoraCard,
  EngineeringInsightsMetricPage,
  EntityDoraContent,
  EntityTeamAnalyticsContent,
  engineeringInsightsPlugin,
  isDoraAvailable,
  isTeamAnalyticsAvailable,
} from '.';

const server = setupServer();
registerMswTestHooks(server);

jest.setTimeout(60_000);
const patience = { timeout: 20_000 };

function entityOf(change: Partial<Entity> = {}): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'payments' },
    spec: { type: 'service' },
    ...change,
  };
}

/** Renders what a portal has on an entity's page, with the client that the plugin gives it. */
async function renderEntityPage(options: {
  name: string;
  path: string;
  routes: ReactNode;
  kind?: string;
}) {
  const { baseUrl } = serveFixtures({
    server,
    scenario: { deployments: createDeploymentsAnswer(createDeployments(3)) },
  });
  const [factory] = engineeringInsightsPlugin.getApis();
  const client = factory.factory({
    discoveryApi: { getBaseUrl: async () => baseUrl },
    fetchApi: { fetch: globalThis.fetch },
  }) as EngineeringInsightsApi;
  await renderInTestApp(
    <TestApiProvider apis={[[engineeringInsightsApiRef, client]]}>
      <EntityProvider
        entity={entityOf({
          kind: options.kind ?? 'Component',
          metadata: { name: options.name },
        })}
      >
        <Routes>{options.routes}</Routes>
      </EntityProvider>
    </TestApiProvider>,
    {
      routeEntries: [options.path],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    },
  );
}

const overview = <Route path="/service" element={<EntityDoraCard />} />;
const tab = <Route path="/service/dora" element={<EntityDoraContent />} />;

describe('on the old frontend system', () => {
  it('the tab shows the five numbers', async () => {
    await renderEntityPage({
      name: 'with-tab',
      path: '/service/dora',
      routes: tab,
    });
    const title = await screen.findByText('Change lead time', {}, patience);
    expect(title.closest('button')).toHaveTextContent(/1 d 4 h/);
    expect(
      await screen.findByLabelText(/Deployments over time/, {}, patience),
    ).toBeInTheDocument();
  });

  it('the card shows them too, and leads to the tab', async () => {
    await renderEntityPage({
      name: 'with-card',
      path: '/service',
      routes: (
        <>
          {overview}
          {tab}
        </>
      ),
    });
    const title = await screen.findByText('Change lead time', {}, patience);
    expect(title.closest('div')).toHaveTextContent(
      /1 d 4 h.*6 h shorter, better/,
    );
    expect(screen.getByText('Open DORA').closest('a')).toHaveAttribute(
      'href',
      '/service/dora',
    );
  });

  it('the card of a portal without the tab has no link', async () => {
    await renderEntityPage({
      name: 'without-tab',
      path: '/service',
      routes: overview,
    });
    await screen.findByText('Change lead time', {}, patience);
    expect(screen.queryByText('Open DORA')).not.toBeInTheDocument();
  });
});

it('the tab of a group shows how its work flows, and leads from a number to the page of its metric', async () => {
  await renderEntityPage({
    name: 'with-team-tab',
    kind: 'Group',
    path: '/team/team-analytics',
    routes: (
      <>
        <Route
          path="/team/team-analytics"
          element={<EntityTeamAnalyticsContent />}
        />
        <Route
          path="/engineering-insights/metrics/:metricId/:kind/:namespace/:name"
          element={<EngineeringInsightsMetricPage />}
        />
      </>
    ),
  });
  const card = await screen.findByRole(
    'button',
    { name: /^Cycle time/ },
    patience,
  );
  await userEvent.click(card);
  await userEvent.click(
    await screen.findByRole('link', { name: 'Open this metric' }, patience),
  );
  expect(
    await screen.findByText(/^flow\.cycle-time, version/, {}, patience),
  ).toBeInTheDocument();
});

describe('isTeamAnalyticsAvailable', () => {
  it.each<[string, Partial<Entity>, boolean]>([
    ['a group', { kind: 'Group' }, true],
    ['a service', {}, false],
  ])('%s: %#', (_, change, expected) => {
    expect(isTeamAnalyticsAvailable(entityOf(change))).toBe(expected);
  });
});

describe('isDoraAvailable', () => {
  it.each<[string, Partial<Entity>, boolean]>([
    ['a service', {}, true],
    ['a system', { kind: 'System' }, true],
    ['a domain', { kind: 'Domain' }, true],
    ['a group', { kind: 'Group' }, true],
    ['an API', { kind: 'API' }, false],
    ['documentation', { spec: { type: 'documentation' } }, false],
    [
      'what is to be ignored',
      {
        metadata: {
          name: 'payments',
          annotations: { 'engineering-insights/ignore': 'true' },
        },
      },
      false,
    ],
  ])('%s: %#', (_, change, expected) => {
    expect(isDoraAvailable(entityOf(change))).toBe(expected);
  });
});
