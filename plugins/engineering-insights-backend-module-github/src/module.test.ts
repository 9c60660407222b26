import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  engineeringInsightsConnectorsExtensionPoint,
  type Connector,
} from '@sei-platform/plugin-engineering-insights-node';
import moduleGithub from './index';

async function start(data: object) {
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
  const backend = await startTestBackend({
    features: [
      plugin,
      moduleGithub,
      mockServices.rootConfig.factory({ data: data as {} }),
    ],
  });
  await backend.stop();
  return { connectors, unavailable };
}

describe('the module', () => {
  it('adds a connector for each host with credentials', async () => {
    const { connectors, unavailable } = await start({
      integrations: {
        github: [
          { host: 'github.com', token: 'one' },
          {
            host: 'ghe.example.org',
            apiBaseUrl: 'https://ghe.example.org/api/v3',
            token: 'two',
          },
        ],
      },
      engineeringInsights: {
        sources: {
          github: [{ host: 'ghe.example.org', webhookSecret: 'three' }],
        },
      },
    });
    expect(
      connectors.map(({ id, title, origin, webhook }) => [
        id,
        title,
        origin,
        Boolean(webhook),
      ]),
    ).toEqual([
      ['github', 'GitHub', 'https://github.com', false],
      ['github', 'GitHub (ghe.example.org)', 'https://ghe.example.org', true],
    ]);
    expect(unavailable).toEqual([]);
  });

  it('takes the scheme of a host from its API, for its scopes as well', async () => {
    const { connectors } = await start({
      integrations: {
        github: [
          { host: 'github.com', token: 'one' },
          {
            host: '127.0.0.1:7070',
            apiBaseUrl: 'http://127.0.0.1:7070/api/v3',
            token: 'two',
          },
        ],
      },
    });
    expect(connectors.map(({ origin }) => origin)).toEqual([
      'https://github.com',
      'http://127.0.0.1:7070',
    ]);
    const scopes = connectors[1].scopesOf({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: 'payments',
        annotations: {
          'github.com/project-slug': 'acme/payments',
          'backstage.io/source-location':
            'url:http://127.0.0.1:7070/acme/payments/tree/main/',
        },
      },
    });
    expect(scopes).toEqual([
      {
        externalId: 'acme/payments',
        title: 'acme/payments',
        url: 'http://127.0.0.1:7070/acme/payments',
      },
    ]);
  });

  it('needs no token of the portal where it has one of its own', async () => {
    const { connectors } = await start({
      engineeringInsights: { sources: { github: [{ token: 'own' }] } },
    });
    expect(connectors.map(({ origin }) => origin)).toEqual([
      'https://github.com',
    ]);
  });

  it.each([{}, { integrations: { github: [{ host: 'github.com' }] } }])(
    'says what to set where there are no credentials, and the portal starts: %j',
    async data => {
      const { connectors, unavailable } = await start(data);
      expect(connectors).toEqual([]);
      expect(unavailable).toEqual([
        {
          id: 'github',
          title: 'GitHub (github.com)',
          message:
            'Set integrations.github[].token or integrations.github[].apps for the host "github.com", so that GitHub can be read.',
        },
      ]);
    },
  );

  it('says what to set for a host that no integration names', async () => {
    const { unavailable } = await start({
      integrations: { github: [{ host: 'github.com', token: 'one' }] },
      engineeringInsights: {
        sources: { github: [{ host: 'ghe.example.org', token: 'x' }] },
      },
    });
    expect(unavailable.map(({ message }) => message)).toEqual([
      'Set integrations.github[] with host "ghe.example.org" and its apiBaseUrl, so that GitHub can be read.',
    ]);
  });
});
