import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import {
  engineeringInsightsConnectorsExtensionPoint,
  type Connector,
} from '@sei-platform/plugin-engineering-insights-node';
import moduleJenkins from './index';

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
      moduleJenkins,
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

const sourcesOf = (...jenkins: JsonObject[]): JsonObject => ({
  engineeringInsights: { sources: { jenkins } },
});
const WHOLE = {
  baseUrl: 'https://ci.example.org/jenkins/',
  username: 'reader',
  token: 'x',
};

it('adds a connector for each controller', async () => {
  const { added, unavailable } = await start(
    sourcesOf(
      { ...WHOLE, webhookSecret: 'y' },
      { ...WHOLE, name: 'emea', baseUrl: 'https://emea.example.org' },
    ),
  );
  expect(added).toEqual([
    ['jenkins', 'Jenkins', 'https://ci.example.org/jenkins', true],
    ['jenkins', 'Jenkins (emea)', 'https://emea.example.org', false],
  ]);
  expect(unavailable).toEqual([]);
});

it("reads the controllers of Backstage's Jenkins plugin where it has none of its own", async () => {
  const { added } = await start({
    jenkins: {
      baseUrl: 'https://ci.example.org',
      username: 'portal',
      apiKey: 'x',
      instances: [
        {
          name: 'emea',
          baseUrl: 'https://emea.example.org',
          username: 'portal',
          apiKey: 'x',
        },
      ],
    },
  });
  expect(added).toEqual([
    ['jenkins', 'Jenkins', 'https://ci.example.org', false],
    ['jenkins', 'Jenkins (emea)', 'https://emea.example.org', false],
  ]);
});

it('takes from there what an entry of the same name leaves out', async () => {
  const { added, unavailable } = await start({
    ...sourcesOf({ name: 'emea', webhookSecret: 'y' }),
    jenkins: {
      instances: [
        {
          name: 'emea',
          baseUrl: 'https://emea.example.org',
          username: 'portal',
          apiKey: 'x',
        },
      ],
    },
  });
  expect(added).toEqual([
    ['jenkins', 'Jenkins (emea)', 'https://emea.example.org', true],
  ]);
  expect(unavailable).toEqual([]);
});

const KEY = 'engineeringInsights.sources.jenkins';
it.each<[JsonObject, string, string]>([
  [
    {},
    'Jenkins',
    `Set ${KEY}[] with a baseUrl, a username and a token, so that Jenkins can be read.`,
  ],
  [
    sourcesOf({ username: 'reader', token: 'x' }),
    'Jenkins (default)',
    `Set ${KEY}[0].baseUrl to the address of Jenkins, such as https://ci.example.org/jenkins.`,
  ],
  [
    sourcesOf({ ...WHOLE, baseUrl: 'ci.example.org' }),
    'Jenkins (default)',
    `Set ${KEY}[0].baseUrl to the address of Jenkins, such as https://ci.example.org/jenkins.`,
  ],
  [
    sourcesOf({ name: 'emea', baseUrl: 'https://emea.example.org' }),
    'Jenkins (emea)',
    `Set ${KEY}[0].username and ${KEY}[0].token to a user of Jenkins and an API token of that user.`,
  ],
  [
    { jenkins: { baseUrl: 'https://ci.example.org', username: 'portal' } },
    'Jenkins (default)',
    'Set jenkins.username and jenkins.apiKey to a user of Jenkins and an API token of that user.',
  ],
])(
  'says what to set, and the portal starts: %j',
  async (data, title, message) => {
    const { added, unavailable } = await start(data);
    expect(added).toEqual([]);
    expect(unavailable).toEqual([{ id: 'jenkins', title, message }]);
  },
);
