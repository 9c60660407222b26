import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  engineeringInsightsConnectorsExtensionPoint,
  type Connector,
} from '@sei-platform/plugin-engineering-insights-node';
import moduleSnyk from './index';

async function start(snyk?: object[]) {
  const connectors: Connector[] = [];
  const unavailable: { id: string; title: string; message: string }[] = [];
  const plugin = createBackendPlugin({
    pluginId: 'engineering-insights',
    register(env) {
      env.registerExtensionPoint(engineeringInsightsConnectorsExtensionPoint, {
        addConnector: connector => connectors.push(connector),
        reportUnavailable: source => unavailable.push(source),
      });
      env.registerInit({ deps: {}, async init() {} });
    },
  });
  const data = { engineeringInsights: { sources: { ...(snyk && { snyk }) } } };
  const backend = await startTestBackend({
    features: [
      plugin,
      moduleSnyk,
      mockServices.rootConfig.factory({ data: data as {} }),
    ],
  });
  await backend.stop();
  return { connectors, unavailable };
}

const EU = 'https://api.eu.snyk.io/rest';
const ORG = '361fd3c0-41d4-4ea4-ba77-09bb17890967';
const EU_ORG = '508d2263-ea8a-4e42-bc9d-844de21f4172';

it('adds a connector for each tenant', async () => {
  const { connectors, unavailable } = await start([
    { token: 'one' },
    {
      apiBaseUrl: `${EU}/`,
      organizations: [EU_ORG],
      token: 'two',
      webhookSecret: 'three',
    },
  ]);
  expect(
    connectors.map(({ id, title, origin, webhook }) => [
      id,
      title,
      origin,
      Boolean(webhook),
    ]),
  ).toEqual([
    ['snyk', 'Snyk', 'https://api.snyk.io/rest', false],
    ['snyk', 'Snyk (api.eu.snyk.io)', EU, true],
  ]);
  expect(unavailable).toEqual([]);
});

it('asks each tenant for the projects of its organizations', async () => {
  const { connectors } = await start([
    { token: 'one' },
    { apiBaseUrl: EU, organizations: [EU_ORG.toUpperCase()], token: 'two' },
  ]);
  const originsOf = (organization: string) => {
    const annotations = {
      'snyk.io/org-id': organization,
      'snyk.io/targets': 'acme/payments',
    };
    const metadata = { name: 'payments', annotations };
    const entity = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata,
    };
    return connectors
      .filter(connector => connector.scopesOf(entity).length > 0)
      .map(({ origin }) => origin);
  };
  expect(originsOf(ORG)).toEqual(['https://api.snyk.io/rest']);
  expect(originsOf(EU_ORG)).toEqual([EU]);
});

it.each<[object[] | undefined, string]>([
  [
    undefined,
    'Set engineeringInsights.sources.snyk[] with a token, so that Snyk can be read.',
  ],
  [
    [{ apiBaseUrl: EU }],
    'Set engineeringInsights.sources.snyk[0].token to the token of a service account that may read.',
  ],
  [
    [{ token: 'two\nlines' }],
    'Set engineeringInsights.sources.snyk[0].token to the token of a service account that may read.',
  ],
  [
    [{ token: 'x', apiBaseUrl: 'api.eu.snyk.io' }],
    'Set engineeringInsights.sources.snyk[0].apiBaseUrl to the address of the REST API, such as https://api.eu.snyk.io/rest.',
  ],
  [
    [{ token: 'x', appBaseUrl: 'app.eu.snyk.io' }],
    'Set engineeringInsights.sources.snyk[0].appBaseUrl to the address at which people use Snyk, such as https://app.eu.snyk.io.',
  ],
])('says what to set, and the portal starts: %j', async (sources, message) => {
  const { connectors, unavailable } = await start(sources);
  expect(connectors).toEqual([]);
  expect(unavailable.map(each => each.message)).toEqual([message]);
});

it('reads the first of two entries for one address, and says so', async () => {
  const { connectors, unavailable } = await start([
    { token: 'one' },
    { token: 'two' },
  ]);
  expect(connectors).toHaveLength(1);
  expect(unavailable).toEqual([
    {
      id: 'snyk',
      title: 'Snyk (api.snyk.io)',
      message:
        'Set engineeringInsights.sources.snyk[1].apiBaseUrl to another address, as one tenant of each region can be read.',
    },
  ]);
});
