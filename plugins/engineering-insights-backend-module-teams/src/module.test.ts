import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  engineeringInsightsConnectorsExtensionPoint,
  type Connector,
} from '@sei-platform/plugin-engineering-insights-node';
import moduleTeams from './index';

const TENANT = '0f2d8f49-862a-493b-9ca8-82a10637e17d';
const OTHER_TENANT = '84bd8158-6d4d-4958-8b9f-9d6445542f95';
const TEAM = '893075dd-2487-4122-925f-022c42e20265';
const SOURCE = {
  tenantId: TENANT,
  clientId: '24d3b144-21ae-4080-943f-7067b395b913',
  clientSecret: 'very-secret',
  teams: [TEAM],
};
const DOOR =
  'https://portal.example.com/api/engineering-insights/v1/webhooks/teams';

async function start(teams?: object[]) {
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
  const data = {
    engineeringInsights: { sources: { ...(teams && { teams }) } },
  };
  const backend = await startTestBackend({
    features: [
      plugin,
      moduleTeams,
      mockServices.rootConfig.factory({ data: data as {} }),
    ],
  });
  await backend.stop();
  return { connectors, unavailable };
}

it('adds a connector for each tenant, with what is configured for it', async () => {
  const { connectors, unavailable } = await start([
    SOURCE,
    {
      ...SOURCE,
      tenantId: OTHER_TENANT,
      graphBaseUrl: 'https://graph.microsoft.us/',
      clientState: 'secret',
      notificationUrl: DOOR,
    },
    { ...SOURCE, tenantId: TEAM, outgoingWebhookTokens: ['dG9rZW4='] },
    { ...SOURCE, tenantId: SOURCE.clientId, clientState: 'secret' },
  ]);
  expect(unavailable).toEqual([]);
  expect(
    connectors.map(({ id, origin, webhook, maintain }) => [
      id,
      origin,
      Boolean(webhook),
      Boolean(maintain),
    ]),
  ).toEqual([
    ['teams', `https://graph.microsoft.com/${TENANT}`, false, false],
    ['teams', `https://graph.microsoft.us/${OTHER_TENANT}`, true, true],
    ['teams', `https://graph.microsoft.com/${TEAM}`, true, false],
    ['teams', `https://graph.microsoft.com/${SOURCE.clientId}`, true, false],
  ]);
  for (const connector of connectors)
    expect(connector.isFromDescriptionOnly).toBe(true);
});

it('knows the incident channels by the pattern of the operator', async () => {
  const pattern = 'major (?<service>\\w+) .*';
  const { connectors } = await start([
    { ...SOURCE, incidentChannels: { pattern } },
  ]);
  const entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'ledger',
      annotations: { 'teams.microsoft.com/channel': 'Major ledger' },
    },
  };
  expect(connectors[0].scopesOf(entity)).toMatchObject([
    { externalId: 'inc-ledger' },
  ]);
});

const KEY = 'engineeringInsights.sources.teams[0]';

it.each<[object | undefined, string]>([
  [
    undefined,
    'Set engineeringInsights.sources.teams[] with tenantId, clientId, clientSecret and teams, so that the incident channels of Microsoft Teams can be read.',
  ],
  [
    { tenantId: 'contoso.com' },
    `Set ${KEY}.tenantId to the directory (tenant) id, a GUID.`,
  ],
  [
    { clientId: 'x' },
    `Set ${KEY}.clientId to the application (client) id of the app registration, a GUID.`,
  ],
  [
    { clientSecret: ' ' },
    `Set ${KEY}.clientSecret to a client secret of the app.`,
  ],
  [
    { teams: [] },
    `Set ${KEY}.teams to the ids of the teams whose channels are read, GUIDs.`,
  ],
  [
    { teams: [TEAM, 'Ops'] },
    `Set ${KEY}.teams to the ids of the teams whose channels are read, GUIDs.`,
  ],
  [
    { authority: 'login.microsoftonline.us' },
    `Set ${KEY}.authority to where tokens are issued, such as https://login.microsoftonline.us.`,
  ],
  [
    { graphBaseUrl: 'ftp://graph.microsoft.us' },
    `Set ${KEY}.graphBaseUrl to where Microsoft Graph is, such as https://graph.microsoft.us.`,
  ],
  [
    { clientState: 'x'.repeat(129) },
    `Set ${KEY}.clientState to a secret of at most 128 characters.`,
  ],
  [
    { clientState: 'x', notificationUrl: '/webhooks/teams' },
    `Set ${KEY}.notificationUrl to the address at which Microsoft Graph reaches /api/engineering-insights/v1/webhooks/teams of this portal.`,
  ],
  [
    { notificationUrl: DOOR },
    `Set ${KEY}.clientState to a secret of your own, by which change notifications are recognised, or remove notificationUrl.`,
  ],
  [
    { outgoingWebhookTokens: ['no token'] },
    `Set ${KEY}.outgoingWebhookTokens to the security tokens that Teams showed when the outgoing webhooks were created, in base64.`,
  ],
  [
    { incidentChannels: { pattern: '(?<=inc)x' } },
    `Set ${KEY}.incidentChannels.pattern to a regular expression that RE2 takes, without back references and look-around.`,
  ],
])('says what to set, and the portal starts: %j', async (wrong, message) => {
  const { connectors, unavailable } = await start(
    wrong && [{ ...SOURCE, ...wrong }],
  );
  expect(connectors).toEqual([]);
  expect(unavailable).toEqual([
    { id: 'teams', title: 'Microsoft Teams', message },
  ]);
});

it('reads the first of two entries for one tenant, and says so', async () => {
  const { connectors, unavailable } = await start([SOURCE, SOURCE]);
  expect(connectors).toHaveLength(1);
  expect(unavailable.map(({ message }) => message)).toEqual([
    'Set engineeringInsights.sources.teams[1].tenantId to another tenant, as each is read by one entry; name all its teams there.',
  ]);
});
