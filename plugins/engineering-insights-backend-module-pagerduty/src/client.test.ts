import { createPagerdutyClient } from './client';
import {
  sendJson,
  startPagerdutyServer,
  type Answer,
} from './testUtils/startPagerdutyServer';

const TOKEN = 'very-secret';
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function clientOf(answer: Answer, timeoutMilliseconds?: number) {
  const server = await startPagerdutyServer(answer);
  stops.push(server.stop);
  const { apiBaseUrl } = server;
  const client = createPagerdutyClient({
    apiBaseUrl,
    token: TOKEN,
    timeoutMilliseconds,
  });
  return { client, server };
}

const asking = () => ({
  path: '/incidents',
  permission: 'incidents.read',
  signal: new AbortController().signal,
});

it('asks with the key, version 2, and lists as PagerDuty writes them', async () => {
  const { client, server } = await clientOf((_, response) =>
    sendJson(response, {}),
  );
  await client.get({
    ...asking(),
    parameters: { service_ids: ['A', 'B'], limit: 2, sort_by: 'a:asc' },
  });
  const [{ url, headers }] = server.received;
  expect(headers).toMatchObject({
    authorization: `Token token=${TOKEN}`,
    accept: 'application/vnd.pagerduty+json;version=2',
  });
  expect(url.pathname).toBe('/incidents');
  expect([...url.searchParams]).toEqual([
    ['service_ids[]', 'A'],
    ['service_ids[]', 'B'],
    ['limit', '2'],
    ['sort_by', 'a:asc'],
  ]);
});

it('tells the budget, whose reset is told in seconds', async () => {
  const headers = {
    'ratelimit-limit': '960',
    'ratelimit-remaining': '900',
    'ratelimit-reset': '31',
  };
  const { client } = await clientOf((_, response) =>
    sendJson(response, {}, { headers }),
  );
  const asked = Date.now();
  const { budget } = await client.get(asking());
  expect(budget).toMatchObject({
    credential: expect.stringMatching(/^token of 127\.0\.0\.1:\d+$/),
    limit: 960,
    remaining: 900,
  });
  const seconds = (Date.parse(budget!.resetsAt) - asked) / 1000;
  expect(seconds).toBeGreaterThanOrEqual(31);
  expect(seconds).toBeLessThan(36);
});

it.each<Record<string, string>>([
  {},
  {
    'ratelimit-limit': '960',
    'ratelimit-remaining': '',
    'ratelimit-reset': '31',
  },
])('tells no budget of the headers %j', async headers => {
  const { client } = await clientOf((_, response) =>
    sendJson(response, {}, { headers }),
  );
  const { budget } = await client.get(asking());
  expect(budget).toBeUndefined();
});

it.each<[string, number, Record<string, string>, object]>([
  [
    '401',
    401,
    {},
    {
      name: 'AuthenticationError',
      message: expect.stringContaining('sources.pagerduty[].token'),
    },
  ],
  ['402, the plan', 402, {}, { name: 'NotAllowedError' }],
  [
    '403',
    403,
    { 'ratelimit-remaining': '0' },
    {
      name: 'NotAllowedError',
      message: expect.stringContaining('"incidents.read"'),
    },
  ],
  [
    '404',
    404,
    {},
    {
      name: 'NotFoundError',
      message: expect.stringContaining('pagerduty.com/service-id'),
    },
  ],
  [
    '429 with ratelimit-reset',
    429,
    { 'ratelimit-reset': '13' },
    { name: 'RateLimitError', retryAfterSeconds: 13 },
  ],
  [
    '429 with Retry-After',
    429,
    { 'retry-after': '7', 'ratelimit-reset': '13' },
    { name: 'RateLimitError', retryAfterSeconds: 7 },
  ],
  [
    '429 about to end',
    429,
    { 'ratelimit-reset': '0' },
    { name: 'RateLimitError', retryAfterSeconds: 1 },
  ],
  ['429 alone', 429, {}, { name: 'RateLimitError', retryAfterSeconds: 60 }],
  ['500', 500, {}, { name: 'SourceFailureError', status: 500 }],
  ['503', 503, {}, { name: 'SourceFailureError', status: 503 }],
  ['408', 408, {}, { name: 'SourceFailureError', status: 408 }],
  ['400', 400, {}, { name: 'Error' }],
  [
    'a redirect',
    302,
    { location: 'http://127.0.0.1:1/elsewhere' },
    { name: 'Error', message: expect.stringContaining('apiBaseUrl') },
  ],
])('says what %s means, once', async (_, status, headers, expected) => {
  const { client, server } = await clientOf((__, response) =>
    // The text says something else, as no decision is taken on it.
    sendJson(
      response,
      { error: { message: 'Rate limit exceeded, not found' } },
      { status, headers },
    ),
  );
  const failure = await client.get(asking()).catch((error: unknown) => error);
  expect(failure).toMatchObject(expected);
  expect(server.received).toHaveLength(1);
  expect(String((failure as Error).stack)).not.toContain(TOKEN);
});

describe('an outage', () => {
  it('is a closed port, and says nothing of the key', async () => {
    const { client, server } = await clientOf((_, response) => response.end());
    await server.stop();
    stops.length = 0;
    const failure = await client.get(asking()).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'ServiceUnavailableError' });
    expect(String((failure as Error).stack)).not.toContain(TOKEN);
  });

  it('is a connection that breaks in the body', async () => {
    const { client } = await clientOf((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"incidents"', () => response.destroy());
    });
    await expect(client.get(asking())).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
  });

  it('is silence', async () => {
    const { client } = await clientOf(() => {}, 50);
    await expect(client.get(asking())).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('in time'),
    });
  });

  it('is not the engine stopping the reading', async () => {
    const { client } = await clientOf(() => {});
    const controller = new AbortController();
    const reading = client.get({ ...asking(), signal: controller.signal });
    controller.abort();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });
});

it.each(['{"incidents": [{"id"', '[]', 'null', '<html>'])(
  'is a failure of PagerDuty where the answer is %s',
  async body => {
    const { client } = await clientOf((_, response) => response.end(body));
    await expect(client.get(asking())).rejects.toMatchObject({
      name: 'SourceFailureError',
    });
  },
);
