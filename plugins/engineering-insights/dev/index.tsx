import { createDevApp } from '@backstage/frontend-dev-utils';
import {
  ApiBlueprint,
  PageBlueprint,
  createFrontendPlugin,
} from '@backstage/frontend-plugin-api';
import { EngineeringInsightsClient } from '@sei-platform/plugin-engineering-insights-common';
import { engineeringInsightsApiRef } from '@sei-platform/plugin-engineering-insights-react';
import { fixtureFetch } from '../src/__testUtils__';
import { scenarioOfAddress } from './scenarioOfAddress';

// Serves the DORA tab with fixture answers at /dora/<name of a scenario>.
const fetchFixture: typeof fetch = (input, init) =>
  fixtureFetch(scenarioOfAddress(), {
    url: String(input),
    method: init?.method ?? 'GET',
    json: async () => JSON.parse(String(init?.body)),
  });

const fixtureApi = ApiBlueprint.make({
  params: define =>
    define({
      api: engineeringInsightsApiRef,
      deps: {},
      factory: () =>
        new EngineeringInsightsClient({
          discoveryApi: { getBaseUrl: async () => '/api/engineering-insights' },
          fetchApi: { fetch: fetchFixture },
        }),
    }),
});

const doraPage = PageBlueprint.make({
  params: {
    path: '/dora',
    title: 'Payments',
    loader: () =>
      import('./DoraScenarioPage').then(module => <module.DoraScenarioPage />),
  },
});

createDevApp({
  features: [
    createFrontendPlugin({
      pluginId: 'engineering-insights',
      extensions: [fixtureApi, doraPage],
    }),
  ],
});
