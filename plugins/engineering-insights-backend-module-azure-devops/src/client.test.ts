import { createAzureDevopsClient, type AzureRequest } from './client';
import {
  sendJson,
  startAzureServer,
  type Answer,
} from './__testUtils__/startAzureServer';

const stops: Array<() => Promise<void>> = [];

async function start(answer: Answer, timeoutMilliseconds?: number) {
  const server = await startAzureServer(answer, { timeoutMilliseconds });
  stops.push(server.stop);
  return server;
}

afterEach(async () => {
  await Promise.all(stops.splice(0).map(stop => stop()));
});

function asking() {
  return { permission: 'Build (Read)', signal: new AbortController().signal };
}
const BUILDS: AzureRequest = {
  path: ['My shop', '_apis', 'build', 'builds'],
  query: { $top: 2, minTime: undefined },
};

it('gives the body, what leads to the next page and the budget', async () => {
  const { client, received } = await start((_, response) =>
    sendJson(
      response,
      { value: [1, 2] },
      {
        headers: {
          'x-ms-continuationtoken': '2026-01-01',
          'x-ratelimit-limit': '200',
          'x-ratelimit-remaining': '90',
          'x-ratelimit-reset': '1767225600',
        },
      },
    ),
  );
  await expect(client.get(asking(), BUILDS)).resolves.toEqual({
    data: { value: [1, 2] },
    continuationToken: '2026-01-01',
  });
  expect(client.lastBudget()).toEqual({
    credential: 'credentials of dev.azure.com/acme',
    limit: 200,
    remaining: 90,
    resetsAt: '2026-01-01T00:00:00.000Z',
  });
  const [{ url, headers, method }] = received;
  expect(method).toBe('GET');
  expect(url.pathname).toBe('/acme/My%20shop/_apis/build/builds');
  expect(Object.fromEntries(url.searchParams)).toEqual({
    $top: '2',
    'api-version': '7.1',
  });
  expect(headers.authorization).toBe('Basic OnNlY3JldA==');
});

it('sends a body, asks for a preview and finds releases elsewhere', async () => {
  const { client, received } = await start((_, response) =>
    sendJson(response, {}),
  );
  await client.get(asking(), { path: ['a'], body: { query: 'x' } });
  await client.get(asking(), {
    path: ['a'],
    isRelease: true,
    preview: 'preview.1',
  });
  expect(received[0]).toMatchObject({ method: 'POST', body: { query: 'x' } });
  expect(received[1].url.pathname).toBe('/vsrm/a');
  expect(received[1].query['api-version']).toBe('7.1-preview.1');
});

it('takes an answer that asks to wait for a budget that is used up', async () => {
  const { client } = await start((_, response) =>
    sendJson(
      response,
      { value: [] },
      {
        headers: {
          'retry-after': '40',
          date: 'Thu, 01 Jan 2026 00:00:00 GMT',
        },
      },
    ),
  );
  await client.get(asking(), BUILDS);
  expect(client.lastBudget()).toMatchObject({
    remaining: 0,
    resetsAt: '2026-01-01T00:00:40.000Z',
  });
});

it('knows no budget where nobody tells one, and nothing where there is no content', async () => {
  const { client } = await start((_, response) => {
    response.writeHead(204);
    response.end();
  });
  await expect(client.get(asking(), BUILDS)).resolves.toEqual({
    data: {},
    continuationToken: undefined,
  });
  expect(client.lastBudget()).toBeUndefined();
});

it.each<[string, number, Record<string, string>, object]>([
  ['401', 401, {}, { name: 'AuthenticationError' }],
  ['a page to sign in', 203, {}, { name: 'AuthenticationError' }],
  [
    'a redirect to the page to sign in',
    302,
    { location: 'https://spsprodcus1.vssps.visualstudio.com/_signin' },
    { name: 'AuthenticationError' },
  ],
  [
    '403',
    403,
    {},
    {
      name: 'NotAllowedError',
      message: expect.stringContaining('the scope "Build (Read)"'),
    },
  ],
  [
    '429 with Retry-After',
    429,
    { 'retry-after': '7' },
    { name: 'RateLimitError', retryAfterSeconds: 7 },
  ],
  [
    '429 with a date to wait for',
    429,
    {
      'retry-after': 'Thu, 01 Jan 2026 00:00:30 GMT',
      date: 'Thu, 01 Jan 2026 00:00:00 GMT',
    },
    { name: 'RateLimitError', retryAfterSeconds: 30 },
  ],
  [
    '429 without any time',
    429,
    {},
    { name: 'RateLimitError', retryAfterSeconds: 300 },
  ],
  [
    '503 with Retry-After',
    503,
    { 'retry-after': '9' },
    { name: 'RateLimitError', retryAfterSeconds: 9 },
  ],
  ['503 without', 503, {}, { name: 'SourceFailureError', status: 503 }],
  ['404', 404, {}, { name: 'NotFoundError' }],
  ['410', 410, {}, { name: 'NotFoundError' }],
  ['408', 408, {}, { name: 'SourceFailureError', status: 408 }],
  ['500', 500, {}, { name: 'SourceFailureError', status: 500 }],
  ['400', 400, {}, { name: 'InputError' }],
])('says what %s means, once', async (_, status, headers, expected) => {
  const { client, received } = await start((__, response) =>
    // The text says something else, as no decision is taken on it.
    sendJson(
      response,
      { message: 'TF400733: rate limit' },
      { status, headers },
    ),
  );
  const failure = await client
    .get(asking(), BUILDS)
    .catch((error: unknown) => error);
  expect(failure).toMatchObject(expected);
  expect(received).toHaveLength(1);
  expect(String(failure)).not.toMatch(/secret|OnNlY3JldA/);
  expect(JSON.stringify(failure)).not.toMatch(/secret|OnNlY3JldA/);
});

it.each<[string, string, Answer]>([
  [
    'a body that was cut off',
    'SourceFailureError',
    (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{"value": [{"id"');
    },
  ],
  [
    'a page of HTML',
    'SourceFailureError',
    (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<html>We will be back</html>');
    },
  ],
  [
    'a connection that breaks in the body',
    'ServiceUnavailableError',
    (_, response) => {
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': '100',
      });
      response.write('{"value"', () => response.destroy());
    },
  ],
  ['silence', 'ServiceUnavailableError', () => {}],
])('takes %s for a %s', async (_, name, answer) => {
  const { client } = await start(answer, 200);
  await expect(client.get(asking(), BUILDS)).rejects.toMatchObject({ name });
});

it('takes a closed port for an outage', async () => {
  const { client, stop } = await start((_, response) => response.end());
  await stop();
  stops.length = 0;
  await expect(client.get(asking(), BUILDS)).rejects.toMatchObject({
    name: 'ServiceUnavailableError',
  });
});

it('is no failure of Azure DevOps when the engine stops the reading', async () => {
  const { client } = await start(() => {});
  const controller = new AbortController();
  const reading = client.get(
    { permission: 'x', signal: controller.signal },
    BUILDS,
  );
  controller.abort();
  await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
});

it.each([
  ['refuses', { statusCode: 401 }, 'AuthenticationError'],
  ['fails', { statusCode: 503 }, 'ServiceUnavailableError'],
  ['is not there', {}, 'ServiceUnavailableError'],
])(
  'says that the server of tokens %s',
  async (_, failure: object, name: string) => {
    const client = createAzureDevopsClient({
      host: 'dev.azure.com',
      name: 'acme',
      baseUrl: 'http://127.0.0.1:9/acme',
      releaseBaseUrl: 'http://127.0.0.1:9/acme',
      apiVersion: '7.1',
      authorization: async () => {
        throw Object.assign(new Error('invalid_client: hush'), failure);
      },
    });
    await expect(client.get(asking(), BUILDS)).rejects.toMatchObject({
      name,
      message: expect.stringContaining('integrations.azure[]'),
    });
  },
);
