import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  engineeringInsightsConnectorsExtensionPoint,
  type Connector,
} from '@sei-platform/plugin-engineering-insights-node';
import modulePagerduty from './index';

async function start(pagerduty?: object[]) {
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
    engineeringInsights: { sources: { ...(pagerduty && { pagerduty }) } },
  };
  const backend = await startTestBackend({
    features: [
      plugin,
      modulePagerduty,
      mockServices.rootConfig.factory({ data: data as {} }),
    ],
  });
  await backend.stop();
  return { connectors, unavailable };
}

const EU = 'https://api.eu.pagerduty.com';

function componentOf(annotations: Record<string, string>) {
  const metadata = { name: 'payments', annotations };
  return { apiVersion: 'backstage.io/v1alpha1', kind: 'Component', metadata };
}

describe('the module', () => {
  it('adds a connector for each account', async () => {
    const { connectors, unavailable } = await start([
      { token: 'one' },
      {
        apiBaseUrl: `${EU}/`,
        account: 'acme-eu',
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
      ['pagerduty', 'PagerDuty', 'https://api.pagerduty.com', false],
      ['pagerduty', 'PagerDuty (acme-eu)', EU, true],
    ]);
    expect(unavailable).toEqual([]);
  });

  it('asks each account for the services of its entities', async () => {
    const { connectors } = await start([
      { token: 'one', account: 'acme' },
      { apiBaseUrl: EU, account: 'acme-eu', token: 'two' },
    ]);
    const originsOf = (account?: string) => {
      const entity = componentOf({
        'pagerduty.com/service-id': 'PIJ90N7',
        ...(account && { 'pagerduty.com/account': account }),
      });
      return connectors
        .filter(connector => connector.scopesOf(entity).length > 0)
        .map(({ origin }) => origin);
    };
    expect(originsOf('acme')).toEqual(['https://api.pagerduty.com']);
    expect(originsOf('acme-eu')).toEqual([EU]);
    expect(originsOf()).toEqual(['https://api.pagerduty.com']);
    expect(originsOf('unknown')).toEqual(['https://api.pagerduty.com']);
  });

  it.each<[object[] | undefined, string]>([
    [
      undefined,
      'Set engineeringInsights.sources.pagerduty[] with a token, so that PagerDuty can be read.',
    ],
    [
      [{ apiBaseUrl: EU }],
      'Set engineeringInsights.sources.pagerduty[0].token to a read-only REST API key of the account.',
    ],
    [
      [{ token: 'two\nlines' }],
      'Set engineeringInsights.sources.pagerduty[0].token to a read-only REST API key of the account.',
    ],
    [
      [{ token: 'x', apiBaseUrl: 'api.eu.pagerduty.com' }],
      'Set engineeringInsights.sources.pagerduty[0].apiBaseUrl to the address of the API, such as https://api.eu.pagerduty.com.',
    ],
  ])(
    'says what to set, and the portal starts: %j',
    async (sources, message) => {
      const { connectors, unavailable } = await start(sources);
      expect(connectors).toEqual([]);
      expect(unavailable.map(each => each.message)).toEqual([message]);
    },
  );

  it('reads the first of two entries for one address, and says so', async () => {
    const { connectors, unavailable } = await start([
      { token: 'one' },
      { token: 'two' },
    ]);
    expect(connectors).toHaveLength(1);
    expect(unavailable).toEqual([
      {
        id: 'pagerduty',
        title: 'PagerDuty (api.pagerduty.com)',
        message:
          'Set engineeringInsights.sources.pagerduty[1].apiBaseUrl to another address, as one account of each service region can be read.',
      },
    ]);
  });
});
