import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  engineeringInsightsConnectorsExtensionPoint,
  type Connector,
} from '@sei-platform/plugin-engineering-insights-node';
import moduleSlack from './index';

async function start(slack?: object[]) {
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
    engineeringInsights: { sources: { ...(slack && { slack }) } },
  };
  const backend = await startTestBackend({
    features: [
      plugin,
      moduleSlack,
      mockServices.rootConfig.factory({ data: data as {} }),
    ],
  });
  await backend.stop();
  return { connectors, unavailable };
}

const KEY = 'engineeringInsights.sources.slack';
const WORKSPACE = 'https://acme.slack.com';

describe('the module', () => {
  it('adds a connector for each workspace', async () => {
    const { connectors, unavailable } = await start([
      { token: 'one' },
      {
        workspaceUrl: `${WORKSPACE}/`,
        token: 'two',
        signingSecret: 'three',
        incidentChannels: { pattern: 'outage-(?P<service>.+)-[0-9]+' },
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
      ['slack', 'Slack (slack.com)', 'https://slack.com/api', false],
      ['slack', 'Slack (acme.slack.com)', WORKSPACE, true],
    ]);
    expect(unavailable).toEqual([]);
    const entity = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: 'payments',
        annotations: { 'slack.com/channel': 'outage-payments' },
      },
    };
    expect(
      connectors.map(connector => connector.scopesOf(entity).length),
    ).toEqual([0, 1]);
  });

  it.each<[object[] | undefined, string]>([
    [
      undefined,
      `Set ${KEY}[] with a token, so that Slack's incident channels can be read.`,
    ],
    [
      [{}],
      `Set ${KEY}[0].token to a token of an app in the workspace, with the scope channels:read.`,
    ],
    [
      [{ token: 'two\nlines' }],
      `Set ${KEY}[0].token to a token of an app in the workspace, with the scope channels:read.`,
    ],
    [
      [{ token: 'x', apiBaseUrl: 'slack-gov.com/api' }],
      `Set ${KEY}[0].apiBaseUrl to the address of the Web API, such as https://slack-gov.com/api.`,
    ],
    [
      [{ token: 'x', workspaceUrl: 'acme' }],
      `Set ${KEY}[0].workspaceUrl to the address of the workspace, such as https://acme.slack.com.`,
    ],
    [
      [{ token: 'x', incidentChannels: { pattern: 'inc-(.+' } }],
      `Set ${KEY}[0].incidentChannels.pattern to a regular expression that RE2 takes, which has no back references and no look-around; "inc-(.+" is none.`,
    ],
    [
      [{ token: 'x', incidentChannels: { pattern: '(?=inc).*' } }],
      `Set ${KEY}[0].incidentChannels.pattern to a regular expression that RE2 takes, which has no back references and no look-around; "(?=inc).*" is none.`,
    ],
    [
      [{ token: 'x', incidentChannels: { pattern: '.*' } }],
      `Set ${KEY}[0].incidentChannels.pattern to the names of incident channels alone, as ".*" takes the channel general for an incident.`,
    ],
  ])(
    'says what to set, and the portal starts: %j',
    async (sources, message) => {
      const { connectors, unavailable } = await start(sources);
      expect(connectors).toEqual([]);
      expect(unavailable.map(each => each.message)).toEqual([message]);
    },
  );

  it('reads the first of two entries for one workspace, and says so', async () => {
    const { connectors, unavailable } = await start([
      { token: 'one' },
      { token: 'two' },
    ]);
    expect(connectors).toHaveLength(1);
    expect(unavailable).toEqual([
      {
        id: 'slack',
        title: 'Slack (slack.com)',
        message: `Set ${KEY}[1].workspaceUrl to the address of its workspace, as https://slack.com/api is read already.`,
      },
    ]);
  });
});
