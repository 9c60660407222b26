import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  engineeringInsightsConnectorsExtensionPoint,
  type Connector,
} from '@sei-platform/plugin-engineering-insights-node';
import moduleJira from './index';

async function start(jira?: object[]) {
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
  const data = { engineeringInsights: { sources: { ...(jira && { jira }) } } };
  const backend = await startTestBackend({
    features: [
      plugin,
      moduleJira,
      mockServices.rootConfig.factory({ data: data as {} }),
    ],
  });
  await backend.stop();
  return { connectors, unavailable };
}

describe('the module', () => {
  it('adds a connector for each site', async () => {
    const { connectors, unavailable } = await start([
      {
        baseUrl: 'https://acme.atlassian.net/',
        email: 'reader@example.com',
        token: 'one',
      },
      {
        baseUrl: 'https://jira.example.org/jira',
        product: 'dataCenter',
        token: 'two',
        webhookSecret: 'three',
        annotationPrefix: 'jira.com',
      },
    ]);
    expect(
      connectors.map(({ id, title, origin, webhook, annotations }) => [
        id,
        title,
        origin,
        Boolean(webhook),
        annotations[0].key,
      ]),
    ).toEqual([
      [
        'jira',
        'Jira (acme.atlassian.net)',
        'https://acme.atlassian.net',
        false,
        'jira/project-key',
      ],
      [
        'jira',
        'Jira (jira.example.org)',
        'https://jira.example.org/jira',
        true,
        'jira.com/project-key',
      ],
    ]);
    expect(unavailable).toEqual([]);
  });

  it.each<[object[] | undefined, string]>([
    [
      undefined,
      'Set engineeringInsights.sources.jira[] with a baseUrl and a token, so that Jira can be read.',
    ],
    [
      [{ token: 'x' }],
      'Set engineeringInsights.sources.jira[0].baseUrl to the address of the site, such as https://acme.atlassian.net.',
    ],
    [
      [{ baseUrl: 'acme.atlassian.net', token: 'x' }],
      'Set engineeringInsights.sources.jira[0].baseUrl to the address of the site, such as https://acme.atlassian.net.',
    ],
    [
      [
        {
          baseUrl: 'https://acme.atlassian.net',
          product: 'server',
          token: 'x',
        },
      ],
      'Set engineeringInsights.sources.jira[0].product to cloud or dataCenter.',
    ],
    [
      [
        {
          baseUrl: 'https://acme.atlassian.net',
          apiBaseUrl: 'api.atlassian.com',
          token: 'x',
        },
      ],
      'Set engineeringInsights.sources.jira[0].apiBaseUrl to an address such as https://api.atlassian.com/ex/jira/<cloud id>, or leave it out.',
    ],
    [
      [{ baseUrl: 'https://acme.atlassian.net', email: 'reader@example.com' }],
      'Set engineeringInsights.sources.jira[0].token to an API token of Jira Cloud, with engineeringInsights.sources.jira[0].email beside it, or to a personal access token of Data Center.',
    ],
  ])(
    'says what to set, and the portal starts: %j',
    async (sources, message) => {
      const { connectors, unavailable } = await start(sources);
      expect(connectors).toEqual([]);
      expect(unavailable.map(each => each.message)).toEqual([message]);
    },
  );
});
