import { createSlackClient } from './client';
import {
  sendJson,
  startSlackServer,
  type Answer,
} from './testUtils/startSlackServer';

const TOKEN = 'xoxb-very-secret';
const stops: (() => Promise<void>)[] = [];
const printed = (['debug', 'info', 'log', 'warn', 'error'] as const).map(
  method => jest.spyOn(console, method).mockImplementation(),
);
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function clientOf(
  answer: Answer,
  options: { timeoutMilliseconds?: number; includePrivate?: boolean } = {},
) {
  const server = await startSlackServer(answer);
  stops.push(server.stop);
  const { apiBaseUrl } = server;
  const client = createSlackClient({
    apiBaseUrl,
    token: TOKEN,
    includePrivate: false,
    ...options,
  });
  return { client, server };
}

const asking = () => ({ signal: new AbortController().signal });
const EMPTY = { ok: true, channels: [] };

it('asks for a page of the public channels, archived ones too', async () => {
  const { client, server } = await clientOf((_, response) =>
    sendJson(response, {
      ok: true,
      channels: [{ id: 'C1' }],
      response_metadata: { next_cursor: 'dGVhbTpD=' },
    }),
  );
  const page = await client.listChannels(asking());
  expect(page).toEqual({
    outcome: 'page',
    channels: [{ id: 'C1' }],
    nextCursor: 'dGVhbTpD=',
  });
  const [{ method, url, headers, body }] = server.received;
  expect(`${method} ${url.pathname}`).toBe('POST /api/conversations.list');
  expect(headers.authorization).toBe(`Bearer ${TOKEN}`);
  expect(body).toEqual({
    types: 'public_channel',
    exclude_archived: 'false',
    limit: '999',
  });
});

it('goes on at the cursor, with private channels where it may', async () => {
  const { client, server } = await clientOf(
    (_, response) => sendJson(response, EMPTY),
    { includePrivate: true },
  );
  const page = await client.listChannels({ ...asking(), cursor: 'dGVhbTpD=' });
  expect(page).toEqual({ outcome: 'page', channels: [] });
  expect(server.received[0].body).toMatchObject({
    types: 'public_channel,private_channel',
    cursor: 'dGVhbTpD=',
  });
});

it('says that a cursor is no longer known', async () => {
  const { client } = await clientOf((_, response) =>
    sendJson(response, { ok: false, error: 'invalid_cursor' }),
  );
  expect(await client.listChannels(asking())).toEqual({
    outcome: 'cursorExpired',
  });
});

it.each<[string, object, object]>([
  ...[
    'invalid_auth',
    'not_authed',
    'token_revoked',
    'token_expired',
    'account_inactive',
  ].map(
    error =>
      [
        error,
        { error },
        {
          name: 'AuthenticationError',
          message: expect.stringContaining('sources.slack[].token'),
        },
      ] as [string, object, object],
  ),
  [
    'a scope that is missing, which Slack names',
    {
      error: 'missing_scope',
      needed: 'groups:read',
      provided: 'channels:read',
    },
    {
      name: 'NotAllowedError',
      message: expect.stringContaining('the scope groups:read '),
    },
  ],
  [
    'a scope that is missing',
    { error: 'missing_scope' },
    {
      name: 'NotAllowedError',
      message: expect.stringContaining('the scope channels:read '),
    },
  ],
  ['no permission', { error: 'no_permission' }, { name: 'NotAllowedError' }],
  [
    'ratelimited',
    { error: 'ratelimited' },
    { name: 'RateLimitError', retryAfterSeconds: 60 },
  ],
  [
    'an error of its own',
    { error: 'internal_error' },
    {
      name: 'SourceFailureError',
      message: expect.stringContaining('the error internal_error.'),
    },
  ],
  [
    'an error that says something',
    { error: 'Something went wrong & more' },
    {
      name: 'SourceFailureError',
      message: expect.not.stringContaining('Something'),
    },
  ],
])('200 with %s', async (_, body, expected) => {
  const { client, server } = await clientOf((__, response) =>
    sendJson(response, { ok: false, ...body }),
  );
  const error = await client.listChannels(asking()).catch(each => each);
  expect(error).toMatchObject(expected);
  expect(error.message).not.toContain(TOKEN);
  expect(server.received).toHaveLength(1);
});

it.each<[string, number, Record<string, string>, object]>([
  ['429', 429, {}, { name: 'RateLimitError', retryAfterSeconds: 60 }],
  [
    '429 with Retry-After',
    429,
    { 'retry-after': '7' },
    { name: 'RateLimitError', retryAfterSeconds: 7 },
  ],
  [
    '429 about to end',
    429,
    { 'retry-after': '0' },
    { name: 'RateLimitError', retryAfterSeconds: 1 },
  ],
  [
    '429 that names no number',
    429,
    { 'retry-after': 'soon' },
    { name: 'RateLimitError', retryAfterSeconds: 60 },
  ],
  ['401', 401, {}, { name: 'AuthenticationError' }],
  ['403', 403, {}, { name: 'NotAllowedError' }],
  ['500', 500, {}, { name: 'SourceFailureError', status: 500 }],
  ['503', 503, {}, { name: 'SourceFailureError', status: 503 }],
  ['408', 408, {}, { name: 'SourceFailureError', status: 408 }],
  [
    '404',
    404,
    {},
    { name: 'Error', message: expect.stringContaining('apiBaseUrl') },
  ],
  [
    'a redirection, which would take the token elsewhere',
    302,
    { location: 'https://elsewhere.example/' },
    { name: 'Error', message: expect.stringContaining('apiBaseUrl') },
  ],
  [
    'an answer without a body',
    204,
    {},
    { name: 'Error', message: expect.stringContaining('204') },
  ],
])('%s', async (_, status, headers, expected) => {
  const { client, server } = await clientOf((__, response) => {
    response.writeHead(status, headers);
    response.end(status === 204 ? undefined : `<html>${TOKEN}</html>`);
  });
  const error = await client.listChannels(asking()).catch(each => each);
  expect(error).toMatchObject(expected);
  expect(error.message).not.toContain(TOKEN);
  expect(server.received).toHaveLength(1);
});

it.each([
  ['HTML', '<html></html>'],
  ['nothing', ''],
  ['null', 'null'],
  ['a list', '[]'],
  ['no list of channels', '{"ok":true}'],
  ['a list of something else', '{"ok":true,"channels":["C1"]}'],
  [
    'a page that is followed by itself',
    '{"ok":true,"channels":[],"response_metadata":{"next_cursor":"same"}}',
  ],
])('200 with %s is a failure of Slack', async (_, text) => {
  const { client } = await clientOf((__, response) => response.end(text));
  await expect(
    client.listChannels({ ...asking(), cursor: 'same' }),
  ).rejects.toMatchObject({ name: 'SourceFailureError', status: undefined });
});

it('says that an answer was cut off', async () => {
  const { client } = await clientOf((_, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('{"ok":true', () => response.destroy());
  });
  await expect(client.listChannels(asking())).rejects.toMatchObject({
    name: 'ServiceUnavailableError',
  });
});

it('gives up where there is no answer in time', async () => {
  const { client } = await clientOf(() => {}, { timeoutMilliseconds: 50 });
  await expect(client.listChannels(asking())).rejects.toMatchObject({
    name: 'ServiceUnavailableError',
  });
});

it('says that nobody is there', async () => {
  const { client, server } = await clientOf(() => {});
  await server.stop();
  await expect(client.listChannels(asking())).rejects.toMatchObject({
    name: 'ServiceUnavailableError',
  });
});

it('stops when it is told to', async () => {
  const aborter = new AbortController();
  const { client } = await clientOf(() => aborter.abort(new Error('stopped')));
  await expect(client.listChannels({ signal: aborter.signal })).rejects.toThrow(
    'stopped',
  );
});

it("prints nothing, as Slack's own client would", async () => {
  const { client } = await clientOf((_, response) =>
    sendJson(response, {
      ...EMPTY,
      response_metadata: { warnings: ['superfluous_charset'] },
    }),
  );
  await client.listChannels(asking());
  // Nor did the failures above.
  expect(printed.flatMap(({ mock }) => mock.calls)).toEqual([]);
});
