import {
  sendJson,
  type SourceAnswer,
  type SourceRequest,
} from '@sei-platform/plugin-engineering-insights-node/testUtils';
import { startSnykServer } from './__testUtils__/startSnykServer';

const TOKEN = 'very-secret';
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function serverOf(
  answer: SourceAnswer<SourceRequest>,
  timeoutMilliseconds?: number,
) {
  const server = await startSnykServer(answer, {
    token: TOKEN,
    timeoutMilliseconds,
  });
  stops.push(server.stop);
  return server;
}

const asking = () => ({
  path: '/orgs/acme/issues',
  permission: 'View Project',
  signal: new AbortController().signal,
});

it('asks with the token for one version of the API', async () => {
  const { client, received } = await serverOf((_, response) =>
    sendJson(response, {}),
  );
  await client.get({ ...asking(), parameters: { 'scan_item.id': 'a b' } });
  const [{ url, headers }] = received;
  expect(headers).toMatchObject({
    authorization: `token ${TOKEN}`,
    accept: 'application/vnd.api+json',
  });
  expect(url.pathname).toBe('/rest/orgs/acme/issues');
  expect([...url.searchParams]).toEqual([
    ['version', '2024-10-15'],
    ['scan_item.id', 'a b'],
  ]);
});

it.each<[string, number, Record<string, string>, object]>([
  [
    '401',
    401,
    {},
    {
      name: 'AuthenticationError',
      message: expect.stringContaining('sources.snyk[].token'),
    },
  ],
  ['402, the plan', 402, {}, { name: 'NotAllowedError' }],
  [
    '403',
    403,
    {},
    {
      name: 'NotAllowedError',
      message: expect.stringContaining('"View Project"'),
    },
  ],
  [
    '404',
    404,
    {},
    {
      name: 'NotFoundError',
      message: expect.stringContaining('snyk.io/project-ids'),
    },
  ],
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
  const { client, received } = await serverOf((__, response) =>
    // The text says something else, as no decision is taken on it.
    sendJson(
      response,
      {
        jsonapi: { version: '1.0' },
        errors: [
          {
            status: '429',
            detail: 'Rate limit exceeded, not found',
            code: 'X',
          },
        ],
      },
      { status, headers },
    ),
  );
  const failure = await client.get(asking()).catch((error: unknown) => error);
  expect(failure).toMatchObject(expected);
  expect(received).toHaveLength(1);
  expect(String((failure as Error).stack)).not.toContain(TOKEN);
});

it.each([
  ['{"errors":[{"status":"403","code":"SNYK-OS-7001"}]}', '(SNYK-OS-7001)'],
  ['{"errors":[{"status":"403","code":"a <b>text</b>"}]}', 'issues at'],
  ['{"errors":[]}', 'issues at'],
  ['<html>Forbidden</html>', 'issues at'],
])('tells the code of the body %s', async (body, expected) => {
  const { client } = await serverOf((_, response) => {
    response.writeHead(403);
    response.end(body);
  });
  const failure = await client.get(asking()).catch((error: unknown) => error);
  expect((failure as Error).message).toContain(expected);
  expect((failure as Error).message).not.toMatch(/<|Forbidden/);
});

describe('an outage', () => {
  it('is a closed port, and says nothing of the token', async () => {
    const { client, stop } = await serverOf((_, response) => response.end());
    await stop();
    stops.length = 0;
    const failure = await client.get(asking()).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'ServiceUnavailableError' });
    expect(String((failure as Error).stack)).not.toContain(TOKEN);
  });

  it('is a connection that breaks in the body', async () => {
    const { client } = await serverOf((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"data"', () => response.destroy());
    });
    await expect(client.get(asking())).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
  });

  it('is silence', async () => {
    const { client } = await serverOf(() => {}, 50);
    await expect(client.get(asking())).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('in time'),
    });
  });

  it('is not the engine stopping the reading', async () => {
    const { client } = await serverOf(() => {});
    const controller = new AbortController();
    const reading = client.get({ ...asking(), signal: controller.signal });
    controller.abort();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });
});

it.each(['{"data": [{"id"', '[]', 'null', '<html>'])(
  'is a failure of Snyk where the answer is %s',
  async body => {
    const { client } = await serverOf((_, response) => response.end(body));
    await expect(client.get(asking())).rejects.toMatchObject({
      name: 'SourceFailureError',
    });
  },
);
