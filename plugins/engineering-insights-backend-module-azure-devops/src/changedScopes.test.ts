import { changedScopes } from './changedScopes';
import { createDirectory } from './createDirectory';
import { answerBy, startAzureServer } from './__testUtils__/startAzureServer';

const stops: Array<() => Promise<void>> = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map(stop => stop()));
});

const SINCE = '2026-03-02T10:00:00.000Z';
const UNTIL = '2026-03-02T10:05:00.000Z';

async function ask(
  routes: Parameters<typeof answerBy>[0],
  ids: readonly string[],
  until = UNTIL,
) {
  const server = await startAzureServer(answerBy(routes));
  stops.push(server.stop);
  const { client, received } = server;
  const answer = await changedScopes(
    { client, directory: createDirectory(client) },
    {
      scopes: ids.map(externalId => ({ externalId })),
      since: SINCE,
      until,
      signal: new AbortController().signal,
    },
  );
  // Tags have turns of their own, by the hour.
  const streams = Object.fromEntries(
    answer.map(({ scope, streams: names }) => [
      scope.externalId,
      names.filter(name => name !== 'tags'),
    ]),
  );
  return { streams, received, answer };
}

const manifests = {
  type: 'Git',
  isPrimary: true,
  definitionReference: { definition: { id: 'm', name: 'Manifests' } },
};
const artifact = {
  type: 'Build',
  definitionReference: { definition: { id: '5', name: 'Loyalty-CI' } },
};
const PROJECT = {
  '/shop/_apis/build/builds': () => [
    { definition: { name: 'Payments-CI' }, repository: { name: 'Payments' } },
  ],
  '/vsrm/shop/_apis/release/deployments': () => [
    { release: { artifacts: [manifests, artifact] } },
    { release: { artifacts: null } },
  ],
  '/shop/_apis/git/pullrequests': ({ query }: any) =>
    query['searchCriteria.status'] === 'active'
      ? [{ repository: { name: 'Payments' } }]
      : [],
  '/shop/_apis/wit/wiql': () => ({ workItems: [] }),
  '/shop/_apis/git/repositories/payments': () => ({ id: 'p' }),
  '/shop/_apis/git/repositories/loyalty': () => ({ id: 'l' }),
  '/shop/_apis/git/repositories/manifests': () => ({ id: 'm' }),
  '/shop/_apis/build/definitions': ({ query }: any) =>
    query.repositoryId === 'l' ? [{ id: 5, name: 'Loyalty-CI' }] : [],
};

it('tells by a few questions about a project what of its scopes changed', async () => {
  const { streams, received } = await ask(PROJECT, [
    'shop/payments',
    'shop/loyalty',
    'shop/_build/loyalty-ci',
    'shop/_build/other',
    'shop/_git/mono',
    'shop/manifests',
    'shop/_workitems/returns',
  ]);
  expect(streams).toEqual({
    'shop/payments': [
      'commits',
      'pull-requests',
      'builds',
      'environment-deployments',
    ],
    'shop/loyalty': [
      'commits',
      'release-deployments',
      'environment-deployments',
    ],
    'shop/_build/loyalty-ci': [
      'release-deployments',
      'environment-deployments',
    ],
    'shop/_build/other': ['environment-deployments'],
    'shop/_git/mono': ['commits'],
    'shop/manifests': [
      'commits',
      'release-deployments',
      'environment-deployments',
    ],
    'shop/_workitems/returns': ['iterations'],
  });
  expect(received.map(({ path }) => path).slice(0, 1)).toEqual([
    '/shop/_apis/build/builds',
  ]);
  expect(received[0].query.minTime).toBe('2026-03-02T09:55:00.000Z');
});

it('costs five questions for a project in which nothing was released, however many scopes there are', async () => {
  const ids = Array.from({ length: 300 }, (_, index) => `shop/quiet-${index}`);
  const { received, streams } = await ask(
    { ...PROJECT, '/vsrm/shop/_apis/release/deployments': () => [] },
    [...ids, 'shop/_workitems/'],
  );
  expect(received).toHaveLength(5);
  expect(streams['shop/quiet-7']).toEqual([
    'commits',
    'environment-deployments',
  ]);
});

it('has everything read of a project that does not tell', async () => {
  const { streams } = await ask({}, ['shop/payments', 'shop/_workitems/']);
  expect(streams).toEqual({
    'shop/payments': [
      'commits',
      'pull-requests',
      'builds',
      'release-deployments',
      'environment-deployments',
    ],
    'shop/_workitems/': ['work-items', 'iterations'],
  });
});

it('fails where the whole organization does', async () => {
  const server = await startAzureServer((_, response) => {
    response.writeHead(401).end('{}');
  });
  stops.push(server.stop);
  await expect(
    changedScopes(
      {
        client: server.client,
        directory: createDirectory(server.client),
      },
      {
        scopes: [{ externalId: 'shop/payments' }],
        since: SINCE,
        until: UNTIL,
        signal: new AbortController().signal,
      },
    ),
  ).rejects.toMatchObject({ name: 'AuthenticationError' });
});

it('gives tags their turn once an hour', async () => {
  const ids = Array.from({ length: 60 }, (_, index) => `shop/quiet-${index}`);
  const { answer } = await ask(PROJECT, ids, '2026-03-02T11:00:00.000Z');
  expect(answer.every(({ streams }) => streams.includes('tags'))).toBe(true);
  const { answer: soon } = await ask(PROJECT, ids);
  const turns = soon.filter(({ streams }) => streams.includes('tags'));
  expect(turns.length).toBeGreaterThan(0);
  expect(turns.length).toBeLessThan(20);
});
