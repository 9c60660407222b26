import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  engineeringInsightsConnectorsExtensionPoint,
  type Connector,
} from '@sei-platform/plugin-engineering-insights-node';
import moduleSonarqube from './index';

async function start(sonarqube?: object[]) {
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
    engineeringInsights: { sources: { ...(sonarqube && { sonarqube }) } },
  };
  const backend = await startTestBackend({
    features: [
      plugin,
      moduleSonarqube,
      mockServices.rootConfig.factory({ data: data as {} }),
    ],
  });
  await backend.stop();
  return { connectors, unavailable };
}

const SERVER = 'https://sonarqube.example.com';
const ALL = 'engineeringInsights.sources.sonarqube';

function componentOf(projectKey: string) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'payments',
      annotations: { 'sonarqube.org/project-key': projectKey },
    },
  };
}

describe('the module', () => {
  it('adds a connector for each server and each organization', async () => {
    const { connectors, unavailable } = await start([
      { baseUrl: `${SERVER}/`, token: 'one', webhookSecret: 'two' },
      { organization: 'acme', token: 'three' },
      { organization: 'other', name: 'cloud', token: 'four' },
    ]);
    expect(
      connectors.map(({ id, title, origin, webhook }) => [
        id,
        title,
        origin,
        Boolean(webhook),
      ]),
    ).toEqual([
      ['sonarqube', 'SonarQube', SERVER, true],
      [
        'sonarqube',
        'SonarQube (acme)',
        'https://sonarcloud.io/organizations/acme',
        false,
      ],
      [
        'sonarqube',
        'SonarQube (cloud)',
        'https://sonarcloud.io/organizations/other',
        false,
      ],
    ]);
    expect(unavailable).toEqual([]);
  });

  it.each<[string, object[], string[]]>([
    ['the only one', [{}], [SERVER]],
    ['the first', [{ name: 'a' }, { name: 'b' }], [SERVER]],
    ['the one without a name', [{ name: 'a' }, {}], [`${SERVER}/1`]],
    [
      'the one called default',
      [{}, { name: 'b' }, { name: 'default' }],
      [`${SERVER}/2`],
    ],
  ])(
    'reads the projects without an instance from %s',
    async (_, entries, origins) => {
      const { connectors } = await start(
        entries.map((entry, index) => ({
          baseUrl: index ? `${SERVER}/${index}` : SERVER,
          token: 'one',
          ...entry,
        })),
      );
      const readBy = (key: string) =>
        connectors
          .filter(each => each.scopesOf(componentOf(key)).length > 0)
          .map(({ origin }) => origin);
      expect(readBy('payments')).toEqual(origins);
      expect(readBy('default/payments')).toEqual(origins);
      expect(readBy('unknown/payments')).toEqual([]);
    },
  );

  it.each<[object[] | undefined, string]>([
    [undefined, `Set ${ALL}[] with a token, so that SonarQube can be read.`],
    [[{ baseUrl: SERVER }], `Set ${ALL}[0].token to a token of the type User.`],
    [
      [{ baseUrl: SERVER, token: 'two\nlines' }],
      `Set ${ALL}[0].token to a token of the type User.`,
    ],
    [
      [{ token: 'x', baseUrl: 'sonarqube.example.com' }],
      `Set ${ALL}[0].baseUrl to the address of SonarQube, such as https://sonarqube.example.com.`,
    ],
    [
      [{ token: 'x', baseUrl: SERVER, externalBaseUrl: 'sq.acme.example' }],
      `Set ${ALL}[0].externalBaseUrl to the address of SonarQube, such as https://sonarqube.example.com.`,
    ],
    [
      [{ token: 'x' }],
      `Set ${ALL}[0].organization to the key of the organization in SonarQube Cloud, or ${ALL}[0].baseUrl to the address of a server.`,
    ],
    [
      [{ token: 'x', baseUrl: SERVER, authentication: 'digest' }],
      `Set ${ALL}[0].authentication to bearer, or to basic for servers older than 10.0.`,
    ],
  ])(
    'says what to set, and the portal starts: %j',
    async (sources, message) => {
      const { connectors, unavailable } = await start(sources);
      expect(connectors).toEqual([]);
      expect(unavailable.map(each => each.message)).toEqual([message]);
    },
  );

  it('opens what is found where people see it', async () => {
    const { connectors } = await start([
      {
        baseUrl: SERVER,
        externalBaseUrl: 'https://sq.acme.example/',
        token: 'one',
      },
    ]);
    expect(connectors[0].origin).toBe(SERVER);
    expect(connectors[0].scopesOf(componentOf('payments'))).toMatchObject([
      { url: 'https://sq.acme.example/dashboard?id=payments' },
    ]);
  });

  it('reads the first of two entries for one server, and says so', async () => {
    const { connectors, unavailable } = await start([
      { baseUrl: SERVER, token: 'one' },
      { baseUrl: SERVER, token: 'two' },
    ]);
    expect(connectors).toHaveLength(1);
    expect(unavailable).toEqual([
      {
        id: 'sonarqube',
        title: 'SonarQube (sonarqube.example.com)',
        message: `Remove ${ALL}[1], or set its baseUrl or organization to another one: ${SERVER} is configured already.`,
      },
    ]);
  });
});
