import { join } from 'node:path';
import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  engineeringInsightsConnectorsExtensionPoint,
  type Connector,
} from '@sei-platform/plugin-engineering-insights-node';
import moduleGit from './index';
import { createTestDirectory } from './__testUtils__/TestRepository';

// A backend is started for each case.
jest.setTimeout(60_000);

const directory = createTestDirectory();
afterAll(() => directory.remove());

async function start(git: object[] | undefined) {
  const connectors: Connector[] = [];
  const unavailable: string[] = [];
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  const plugin = createBackendPlugin({
    pluginId: 'engineering-insights',
    register(env) {
      env.registerExtensionPoint(engineeringInsightsConnectorsExtensionPoint, {
        addConnector: connector => connectors.push(connector),
        reportUnavailable: ({ message }) => unavailable.push(message),
      });
      env.registerInit({ deps: {}, async init() {} });
    },
  });
  const data = {
    backend: { workingDirectory: directory.path },
    ...(git && { engineeringInsights: { sources: { git } } }),
  };
  const backend = await startTestBackend({
    features: [
      plugin,
      moduleGit,
      logger.factory,
      mockServices.rootConfig.factory({ data }),
    ],
  });
  await backend.stop();
  return { connectors, unavailable, logger };
}

it('reads each host and the directories of the list as a source', async () => {
  const { connectors, unavailable } = await start([
    {
      allow: ['https://git.example.org/acme/', 'git.example.org', '/srv/git'],
      fetchTimeout: { minutes: 5 },
    },
  ]);
  expect(unavailable).toEqual([]);
  expect(
    connectors.map(({ id, title, origin, webhook, annotations }) => [
      id,
      title,
      origin,
      webhook,
      annotations[0].example,
    ]),
  ).toEqual([
    [
      'git',
      'Git (git.example.org)',
      'https://git.example.org',
      undefined,
      'https://git.example.org/acme/payments.git',
    ],
    ['git', 'Git (directories)', 'file://', undefined, '/srv/git/payments.git'],
  ]);
});

it.each<[string, object[] | undefined, RegExp, number]>([
  [
    'nothing is configured',
    undefined,
    /Set engineeringInsights.sources.git\[\].allow/,
    0,
  ],
  ['nothing is allowed', [{ allow: [] }], /Set .*git\[0\].allow/, 0],
  [
    'an entry is none',
    [{ allow: ['ext::sh', 'git.example.org'] }],
    /cannot be used: it is neither/,
    1,
  ],
  [
    'the whole machine is named',
    [{ allow: ['/'] }],
    /it is the whole machine/,
    0,
  ],
  [
    'an entry holds a token',
    [{ allow: ['https://ada:secret@git.example.org/'] }],
    /cannot be used: it holds credentials/,
    0,
  ],
  [
    'ssh has no key',
    [{ allow: ['ssh://git@git.example.org'] }],
    /ssh.identityFile/,
    0,
  ],
  [
    'a network is none',
    [{ allow: ['git.example.org'], privateNetworks: ['10.0.0.0/99'] }],
    /Networks are written as/,
    0,
  ],
  [
    'the cache is no path',
    [{ allow: ['git.example.org'], cacheDirectory: 'cache' }],
    /absolute path/,
    0,
  ],
  [
    'the cache cannot be made',
    [{ allow: ['git.example.org'], cacheDirectory: join(__filename, 'cache') }],
    /cannot be mirrored in .*cacheDirectory/,
    0,
  ],
  [
    'two entries name a host',
    [
      { allow: ['git.example.org'] },
      { allow: ['https://git.example.org/acme/'] },
    ],
    /Put both into one entry/,
    1,
  ],
])('says what to do where %s', async (_case, git, message, count) => {
  const { connectors, unavailable } = await start(git);
  expect(unavailable).toEqual([expect.stringMatching(message)]);
  expect(unavailable[0]).not.toMatch(/ada|secret@/);
  expect(connectors).toHaveLength(count);
});

it('says what to do where git is not installed', async () => {
  const { PATH } = process.env;
  process.env.PATH = join(directory.path, 'nothing');
  try {
    const { connectors, unavailable } = await start([
      { allow: ['git.example.org'] },
    ]);
    expect(unavailable).toEqual([
      expect.stringMatching(/no git program.*apt-get install git/),
    ]);
    expect(connectors).toEqual([]);
  } finally {
    process.env.PATH = PATH;
  }
});

it('says once why a repository is not read, and never what a secret in its address is', async () => {
  const { connectors, logger } = await start([
    { allow: ['git.example.org', '/srv/git'] },
  ]);
  const entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'payments',
      annotations: {
        'engineering-insights/git-url': 'https://ada:secret@git.example.org/x',
      },
    },
  };
  for (const connector of [...connectors, ...connectors]) {
    expect(connector.scopesOf(entity)).toEqual([]);
  }
  const said = logger.warn.mock.calls.map(([message]) => String(message));
  expect(said.filter(line => line.includes('git-url'))).toEqual([
    'engineering-insights/git-url of component:default/payments is not read: it holds credentials.',
  ]);
});
