import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  engineeringInsightsConnectorsExtensionPoint,
  type Connector,
} from '@sei-platform/plugin-engineering-insights-node';
import moduleGitlab from './index';

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
      moduleGitlab,
      mockServices.rootConfig.factory({ data: data as {} }),
    ],
  });
  await backend.stop();
  return { connectors, unavailable };
}

const SIGNING_TOKEN = `whsec_${Buffer.alloc(32).toString('base64')}`;

describe('the module', () => {
  it('adds a connector for each host with a token', async () => {
    const { connectors, unavailable } = await start({
      integrations: {
        gitlab: [
          { host: 'gitlab.com', token: 'one' },
          {
            host: 'git.example.org',
            baseUrl: 'https://git.example.org/gitlab',
            apiBaseUrl: 'https://git.example.org/gitlab/api/v4',
            token: 'two',
          },
        ],
      },
      engineeringInsights: {
        sources: {
          gitlab: [
            { host: 'git.example.org', webhookSigningToken: SIGNING_TOKEN },
          ],
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
      ['gitlab', 'GitLab', 'https://gitlab.com', false],
      [
        'gitlab',
        'GitLab (git.example.org)',
        'https://git.example.org/gitlab',
        true,
      ],
    ]);
    expect(unavailable).toEqual([]);
  });

  it('needs no token of the portal where it has one of its own', async () => {
    const { connectors } = await start({
      engineeringInsights: { sources: { gitlab: [{ token: 'own' }] } },
    });
    expect(connectors.map(({ origin }) => origin)).toEqual([
      'https://gitlab.com',
    ]);
  });

  it.each<[string, object, string]>([
    [
      'nothing is configured',
      {},
      'Set integrations.gitlab[].token for the host "gitlab.com", so that GitLab can be read.',
    ],
    [
      'a host has no integration',
      {
        integrations: { gitlab: [] },
        engineeringInsights: {
          sources: { gitlab: [{ host: 'git.example.org', token: 'x' }] },
        },
      },
      'Set integrations.gitlab[] with host "git.example.org" and its apiBaseUrl, so that GitLab can be read.',
    ],
    [
      'the address is none of the API',
      {
        integrations: {
          gitlab: [
            {
              host: 'git.example.org',
              apiBaseUrl: 'https://git.example.org',
              token: 'x',
            },
          ],
        },
      },
      'Set integrations.gitlab[].apiBaseUrl of the host "git.example.org" to an address that ends with /api/v4, so that GitLab can be read.',
    ],
    [
      'the signing token is a secret token',
      {
        integrations: { gitlab: [{ host: 'gitlab.com', token: 'x' }] },
        engineeringInsights: {
          sources: { gitlab: [{ webhookSigningToken: 'hush' }] },
        },
      },
      'Set engineeringInsights.sources.gitlab[].webhookSigningToken of the host "gitlab.com" to the signing token as GitLab shows it, "whsec_" and Base64, so that GitLab can be read.',
    ],
  ])(
    'says what to set where %s, and the portal starts',
    async (_, data, message) => {
      const { connectors, unavailable } = await start(data);
      expect(connectors).toEqual([]);
      expect(unavailable.map(each => [each.id, each.message])).toEqual([
        ['gitlab', message],
      ]);
    },
  );
});
