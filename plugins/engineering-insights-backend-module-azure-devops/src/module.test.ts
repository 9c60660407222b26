import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import {
  engineeringInsightsConnectorsExtensionPoint,
  type Connector,
} from '@sei-platform/plugin-engineering-insights-node';
import azureDevopsModule from './index';

async function start(data: JsonObject) {
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
      azureDevopsModule,
      mockServices.rootConfig.factory({ data }),
    ],
  });
  await backend.stop();
  return {
    unavailable,
    added: connectors.map(({ id, title, origin, webhook }) => [
      id,
      title,
      origin,
      Boolean(webhook),
    ]),
  };
}

const azureOf = (...azure: JsonObject[]): JsonObject => ({
  integrations: { azure },
});
const TOKEN = { personalAccessToken: 'hush' };

it('adds a connector for each organization of the portal', async () => {
  const { added, unavailable } = await start(
    azureOf({
      host: 'dev.azure.com',
      credentials: [{ organizations: ['acme', 'other'], ...TOKEN }],
    }),
  );
  expect(added).toEqual([
    [
      'azure-devops',
      'Azure DevOps (acme)',
      'https://dev.azure.com/acme',
      false,
    ],
    [
      'azure-devops',
      'Azure DevOps (other)',
      'https://dev.azure.com/other',
      false,
    ],
  ]);
  expect(unavailable).toEqual([]);
});

it('adds a collection of a server, with its own address and a webhook', async () => {
  const { added, unavailable } = await start({
    ...azureOf({ host: 'tfs.example.org', credentials: [TOKEN] }),
    engineeringInsights: {
      sources: {
        'azure-devops': [
          {
            host: 'tfs.example.org',
            organization: 'DefaultCollection',
            baseUrl: 'https://tfs.example.org/tfs/DefaultCollection/',
            webhookSecret: 'x',
          },
        ],
      },
    },
  });
  expect(added).toEqual([
    [
      'azure-devops',
      'Azure DevOps',
      'https://tfs.example.org/tfs/DefaultCollection',
      true,
    ],
  ]);
  expect(unavailable).toEqual([]);
});

it('takes a token of its own where the portal has none', async () => {
  const { added } = await start({
    engineeringInsights: {
      sources: { 'azure-devops': [{ organization: 'acme', token: 'hush' }] },
    },
  });
  expect(added).toHaveLength(1);
});

it.each<[string, JsonObject, string, string]>([
  ['no organization', {}, 'no organization', 'Name an organization'],
  [
    'credentials that name none',
    azureOf({ host: 'dev.azure.com', credentials: [TOKEN] }),
    'no organization',
    'credentials[].organizations',
  ],
  [
    'a server without credentials',
    {
      engineeringInsights: {
        sources: {
          'azure-devops': [{ host: 'tfs.example.org', organization: 'A' }],
        },
      },
    },
    'tfs.example.org/A',
    'integrations.azure[].credentials for the host "tfs.example.org"',
  ],
])('says what to do about %s, and starts', async (_, data, name, message) => {
  const { added, unavailable } = await start(data);
  expect(added).toEqual([]);
  expect(unavailable).toEqual([
    {
      id: 'azure-devops',
      title: `Azure DevOps (${name})`,
      message: expect.stringContaining(message),
    },
  ]);
});
