import {
  sendJson,
  startSourceServer,
  type SourceAnswer,
  type SourceRequest,
} from '@sei-platform/plugin-engineering-insights-node/testUtils';
import { createSonarqubeClient } from './client';

const TOKEN = 'squ_very-secret';
const PATH = '/api/issues/search';
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function clientOf(
  answer: SourceAnswer<SourceRequest>,
  options: Partial<Parameters<typeof createSonarqubeClient>[0]> = {},
) {
  const server = await startSourceServer<SourceRequest>({
    toRequest: request => request,
    answer,
  });
  stops.push(server.stop);
  const client = createSonarqubeClient({
    baseUrl: server.origin,
    token: TOKEN,
    authentication: 'bearer',
    ...options,
  });
  return { client, server };
}

const asking = () => ({
  parameters: { s: 'UPDATE_DATE', asc: false, p: 1 },
  signal: new AbortController().signal,
});

it.each([
  ['bearer' as const, `Bearer ${TOKEN}`],
  ['basic' as const, `Basic ${Buffer.from(`${TOKEN}:`).toString('base64')}`],
])('asks with the token as %s', async (authentication, expected) => {
  const { client, server } = await clientOf(
    (_, response) => sendJson(response, {}),
    { authentication },
  );
  await client.get(PATH, asking());
  const [{ url, headers }] = server.received;
  expect(headers.authorization).toBe(expected);
  expect(url.pathname).toBe(PATH);
  expect([...url.searchParams]).toEqual([
    ['s', 'UPDATE_DATE'],
    ['asc', 'false'],
    ['p', '1'],
  ]);
});

it('names the organization of SonarQube Cloud', async () => {
  const { client, server } = await clientOf(
    (_, response) => sendJson(response, {}),
    { organization: 'acme' },
  );
  await client.get(PATH, asking());
  expect(server.received[0].url.searchParams.get('organization')).toBe('acme');
});

it.each<[string, number, Record<string, string>, object]>([
  [
    '401',
    401,
    {},
    {
      name: 'AuthenticationError',
      message: expect.stringContaining('sources.sonarqube[].token'),
    },
  ],
  [
    '403',
    403,
    {},
    {
      name: 'NotAllowedError',
      message: expect.stringContaining('"Browse"'),
    },
  ],
  [
    '404',
    404,
    {},
    {
      name: 'NotFoundError',
      message: expect.stringContaining('sonarqube.org/project-key'),
    },
  ],
  [
    '429 with Retry-After',
    429,
    { 'retry-after': '7' },
    { name: 'RateLimitError', retryAfterSeconds: 7 },
  ],
  [
    '429 with the date of an instant that is past',
    429,
    { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' },
    { name: 'RateLimitError', retryAfterSeconds: 1 },
  ],
  ['429 alone', 429, {}, { name: 'RateLimitError', retryAfterSeconds: 60 }],
  ['500', 500, {}, { name: 'SourceFailureError', status: 500 }],
  [
    '503, while issues are indexed',
    503,
    {},
    { name: 'SourceFailureError', status: 503 },
  ],
  ['408', 408, {}, { name: 'SourceFailureError', status: 408 }],
  ['400', 400, {}, { name: 'Error' }],
  [
    'a redirect',
    302,
    { location: 'http://127.0.0.1:1/elsewhere' },
    { name: 'Error', message: expect.stringContaining('baseUrl') },
  ],
])('says what %s means, once', async (_, status, headers, expected) => {
  const { client, server } = await clientOf((__, response) => {
    // SonarQube's 401 has no body; elsewhere the text says something else, as no decision is taken on it.
    if (status === 401) {
      response.writeHead(401);
      response.end();
      return;
    }
    const errors = [{ msg: 'Component key not found, rate limit exceeded' }];
    sendJson(response, { errors }, { status, headers });
  });
  const failure = await client.get(PATH, asking()).catch(error => error);
  expect(failure).toMatchObject(expected);
  expect(server.received).toHaveLength(1);
  expect(String(failure.stack)).not.toContain(TOKEN);
});

describe('an outage', () => {
  it('is a closed port, and says nothing of the token', async () => {
    const { client, server } = await clientOf((_, response) => response.end());
    await server.stop();
    stops.length = 0;
    const failure = await client.get(PATH, asking()).catch(error => error);
    expect(failure).toMatchObject({ name: 'ServiceUnavailableError' });
    expect(String(failure.stack)).not.toContain(TOKEN);
  });

  it('is a connection that breaks in the body', async () => {
    const { client } = await clientOf((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"issues"', () => response.destroy());
    });
    await expect(client.get(PATH, asking())).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
  });

  it('is silence', async () => {
    const { client } = await clientOf(() => {}, { timeoutMilliseconds: 50 });
    await expect(client.get(PATH, asking())).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('in time'),
    });
  });

  it('is not the engine stopping the reading', async () => {
    const { client } = await clientOf(() => {});
    const controller = new AbortController();
    const reading = client.get(PATH, {
      ...asking(),
      signal: controller.signal,
    });
    controller.abort();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });
});

it.each(['{"issues": [{"key"', '[]', 'null', '<html>'])(
  'is a failure of SonarQube where the answer is %s',
  async body => {
    const { client } = await clientOf((_, response) => response.end(body));
    await expect(client.get(PATH, asking())).rejects.toMatchObject({
      name: 'SourceFailureError',
    });
  },
);
