import type { ServerResponse } from 'node:http';
import { parse } from 'graphql';
import { pointsOf } from './__testUtils__/pointsOf';
import { connectorOf, stopServers } from './testUtils/connectorOf';
import { sendJson, type Answer } from './testUtils/startGithubServer';

afterEach(stopServers);

const OLD = '2025-01-01T00:00:00Z';
const SINCE = '2026-02-01T00:00:00Z';
const NEW = '2026-02-02T00:00:00Z';
const quiet = {
  pushedAt: OLD,
  pullRequests: { nodes: [{ updatedAt: OLD }] },
  issues: { nodes: [] },
  deployments: { nodes: [] },
  latestRelease: null as object | null,
};
type Repository = Partial<typeof quiet> | null;

/** Answers with repositories by name, all others being quiet. */
function answerOf(
  repositories: Readonly<Record<string, Repository>>,
  errors: object[] = [],
): Answer {
  return (request, response) => {
    const { variables = {} } = request.body;
    const names = Object.entries(variables).filter(([key]) =>
      key.startsWith('name'),
    );
    const data = Object.fromEntries(
      names.map(([key, name]) => [
        key.replace('name', 'r'),
        String(name) in repositories ? repositories[String(name)] : quiet,
      ]),
    );
    sendJson(response, { data, ...(errors.length > 0 && { errors }) });
  };
}

const scopesOf = (count: number, owner = 'acme') =>
  Array.from({ length: count }, (_, index) => ({
    externalId: `${owner}/r${index}`,
  }));

async function ask(answer: Answer, scopes = scopesOf(4)) {
  const { connector, received } = await connectorOf(answer);
  const changed = await connector.changedScopes!({
    scopes,
    since: SINCE,
    signal: new AbortController().signal,
  });
  return { changed, streams: changed.map(each => each.streams), received };
}

const UNTOLD = [
  'workflow-runs',
  'code-scanning-alerts',
  'dependabot-alerts',
  'secret-scanning-alerts',
];
const ALL = [
  'pull-requests',
  'commits',
  'deployments',
  'releases',
  'tags',
  'issues',
  ...UNTOLD,
];

it('asks for forty-nine repositories at once, each of which is answered', async () => {
  const scopes = scopesOf(60);
  const { changed, received } = await ask(answerOf({}), scopes);
  expect(received).toHaveLength(2);
  expect(changed).toEqual(
    scopes.map(scope => ({ scope, streams: [...UNTOLD] })),
  );
});

it.each<[string, Repository, string[]]>([
  ['a push', { pushedAt: NEW }, ['commits', 'releases', 'tags']],
  [
    'a pull request',
    { pullRequests: { nodes: [{ updatedAt: NEW }] } },
    ['pull-requests'],
  ],
  [
    'an issue',
    { issues: { nodes: [{ updatedAt: NEW }] } as never },
    ['issues'],
  ],
  [
    'a status of an earlier deployment',
    {
      deployments: {
        nodes: [
          { createdAt: OLD, updatedAt: OLD, latestStatus: { createdAt: NEW } },
        ],
      } as never,
    },
    ['deployments'],
  ],
  [
    'a draft that became the latest release',
    { latestRelease: { createdAt: OLD, updatedAt: OLD, publishedAt: NEW } },
    ['releases'],
  ],
])('names the streams that %s concerns', async (_, change, expected) => {
  const { streams } = await ask(answerOf({ r1: { ...quiet, ...change } }));
  expect(streams).toEqual([
    [...UNTOLD],
    [...expected, ...UNTOLD],
    [...UNTOLD],
    [...UNTOLD],
  ]);
});

it('has a repository read that is gone, which hides no other', async () => {
  const { streams, received } = await ask(
    answerOf({ r2: null }, [
      { type: 'NOT_FOUND', message: 'gone', path: ['r2'] },
    ]),
  );
  expect(streams[2]).toEqual(ALL);
  expect(streams.filter(each => each.length === UNTOLD.length)).toHaveLength(3);
  expect(received).toHaveLength(1);
});

it('has what the credentials may not read read by itself, and goes on to know of the rest', async () => {
  const refusing: Answer = (request, response) => {
    const isAsked = request.body.query?.includes('issues(');
    const { issues, ...rest } = quiet;
    const known = isAsked ? null : rest;
    const error = (index: number) => ({
      type: 'FORBIDDEN',
      message: 'Resource not accessible',
      path: [`r${index}`, 'issues'],
    });
    answerOf(
      Object.fromEntries(
        scopesOf(49).map(({ externalId }) => [externalId.split('/')[1], known]),
      ),
      isAsked ? [error(0), error(1)] : [],
    )(request, response);
  };
  const { streams, received } = await ask(refusing, scopesOf(60));
  expect(streams[0]).toEqual(['issues', ...UNTOLD]);
  expect(streams[1]).toEqual(streams[0]);
  expect(received).toHaveLength(3);
});

it('has the repositories of one owner read whose credentials fail, and knows of the others', async () => {
  const { streams } = await ask(
    (request, response) => {
      if (request.body.variables?.owner0 === 'umbrella')
        sendJson(response, {}, { status: 403 });
      else answerOf({})(request, response);
    },
    [...scopesOf(2), ...scopesOf(2, 'umbrella')],
  );
  expect(streams).toEqual([[...UNTOLD], [...UNTOLD], ALL, ALL]);
});

it('fails where nobody is known of', async () => {
  await expect(
    ask((_, response) => sendJson(response, {}, { status: 401 })),
  ).rejects.toMatchObject({ name: 'AuthenticationError' });
});

it('asks for half as many where that is too heavy for GitHub', async () => {
  const gaveUp = (response: ServerResponse) =>
    sendJson(response, { message: 'Server Error' }, { status: 502 });
  const { changed, received } = await ask((request, response) => {
    if (request.body.variables?.owner2 === undefined)
      answerOf({})(request, response);
    else gaveUp(response);
  });
  expect(changed.map(({ scope }) => scope)).toEqual(scopesOf(4));
  expect(received).toHaveLength(3);
});

it('costs no more than 25 points for 1,000 repositories', async () => {
  const { changed, received } = await ask(answerOf({}), scopesOf(1_000));
  expect(changed).toHaveLength(1_000);
  const points = received.map(({ body }) => pointsOf(parse(body.query!), {}));
  expect(points.reduce((sum, each) => sum + each, 0)).toBe(21);
});
