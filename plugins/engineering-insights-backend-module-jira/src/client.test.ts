import { createJiraClient } from './client';
import {
  sendJson,
  startJiraServer,
  type Answer,
} from './__testUtils__/startJiraServer';

const stops: Array<() => Promise<void>> = [];

async function clientOf(
  answer: Answer,
  options: { timeoutMilliseconds?: number; email?: string } = {},
) {
  const server = await startJiraServer(answer);
  stops.push(server.stop);
  const client = createJiraClient({
    baseUrl: server.baseUrl,
    product: 'cloud',
    token: 'secret',
    ...options,
  });
  return { client, server, host: new URL(server.baseUrl).host };
}

afterEach(async () => {
  await Promise.all(stops.splice(0).map(stop => stop()));
});

const path = '/rest/api/3/field';
const asking = () => ({
  path,
  permission: 'Browse projects',
  signal: new AbortController().signal,
});

describe('an answer', () => {
  it('has the body, and the budget as Cloud tells it', async () => {
    const { client, host } = await clientOf((_, response) =>
      sendJson(response, [{ id: 'summary' }], {
        headers: {
          'x-ratelimit-limit': '350',
          'x-ratelimit-remaining': '340',
          'x-ratelimit-reset': '2026-01-01T00:05:00Z',
        },
      }),
    );
    await expect(client.ask(asking())).resolves.toEqual({
      status: 200,
      data: [{ id: 'summary' }],
      budget: {
        credential: `credentials of ${host}`,
        limit: 350,
        remaining: 340,
        resetsAt: '2026-01-01T00:05:00.000Z',
      },
    });
  });

  it('has the budget as Data Center tells it, by how fast it fills', async () => {
    const { client } = await clientOf((_, response) =>
      sendJson(response, [], {
        headers: {
          date: 'Thu, 01 Jan 2026 00:00:00 GMT',
          'x-ratelimit-limit': '100',
          'x-ratelimit-remaining': '75',
          'x-ratelimit-fillrate': '10',
          'x-ratelimit-interval-seconds': '60',
        },
      }),
    );
    const { budget } = await client.ask(asking());
    expect(budget).toMatchObject({
      limit: 100,
      remaining: 75,
      resetsAt: '2026-01-01T00:03:00.000Z',
    });
  });

  it('needs no rate-limit headers', async () => {
    const { client } = await clientOf((_, response) => sendJson(response, []));
    await expect(client.ask(asking())).resolves.toEqual({
      status: 200,
      data: [],
      budget: undefined,
    });
  });

  it('is asked for by an API token with its account, or by a token alone', async () => {
    const basic = await clientOf((_, response) => sendJson(response, []), {
      email: 'reader@example.com',
    });
    await basic.client.ask(asking());
    const bearer = await clientOf((_, response) => sendJson(response, []));
    await bearer.client.ask(asking());
    const sent = Buffer.from('reader@example.com:secret').toString('base64');
    expect(basic.server.received[0].headers.authorization).toBe(
      `Basic ${sent}`,
    );
    expect(bearer.server.received[0].headers.authorization).toBe(
      'Bearer secret',
    );
  });

  it('comes from the address of the API where that is another', async () => {
    const { server } = await clientOf((_, response) => sendJson(response, []));
    const client = createJiraClient({
      baseUrl: 'https://acme.atlassian.net',
      apiBaseUrl: `${server.baseUrl}/ex/jira/1`,
      product: 'cloud',
      token: 'secret',
    });
    await client.ask(asking());
    expect(client.baseUrl).toBe('https://acme.atlassian.net');
    expect(server.received[0].url.pathname).toBe(`/ex/jira/1${path}`);
  });

  it('to a question with a body gets it as JSON', async () => {
    const { client, server } = await clientOf((_, response) =>
      sendJson(response, {}),
    );
    const jql = 'project = "Größe & Co" order by updated';
    await client.ask({ ...asking(), method: 'POST', body: { jql } });
    await client.ask({ ...asking(), parameters: { name: 'a b&c', at: 2 } });
    expect(server.received[0].body).toEqual({ jql });
    expect(server.received[1].url.searchParams.get('name')).toBe('a b&c');
  });
});

it.each<[string, number, Record<string, string>, object]>([
  ['401', 401, {}, { name: 'AuthenticationError' }],
  [
    'an expired token, to which Jira answers as to nobody',
    200,
    { 'x-seraph-loginreason': 'AUTHENTICATED_FAILED' },
    { name: 'AuthenticationError' },
  ],
  [
    'nobody on Data Center',
    200,
    { 'x-ausername': 'anonymous' },
    { name: 'AuthenticationError' },
  ],
  [
    'a sign-in that asks for a CAPTCHA',
    403,
    { 'x-authentication-denied-reason': 'CAPTCHA_CHALLENGE' },
    { name: 'AuthenticationError' },
  ],
  [
    '403 without a permission',
    403,
    { 'x-ratelimit-remaining': '17' },
    {
      name: 'NotAllowedError',
      message: expect.stringContaining('"Browse projects"'),
    },
  ],
  [
    '403 with the budget used up',
    403,
    {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': '2026-01-01T00:01:40Z',
      date: 'Thu, 01 Jan 2026 00:00:00 GMT',
    },
    { name: 'RateLimitError', retryAfterSeconds: 100 },
  ],
  [
    '429 with Retry-After',
    429,
    { 'retry-after': '7' },
    { name: 'RateLimitError', retryAfterSeconds: 7 },
  ],
  [
    '429 without Retry-After',
    429,
    {},
    { name: 'RateLimitError', retryAfterSeconds: 60 },
  ],
  ['404', 404, {}, { name: 'NotFoundError' }],
  ['410', 410, {}, { name: 'NotFoundError' }],
  ['500', 500, {}, { name: 'SourceFailureError', status: 500 }],
  ['503', 503, {}, { name: 'SourceFailureError', status: 503 }],
  ['408', 408, {}, { name: 'SourceFailureError', status: 408 }],
  ['400', 400, {}, { name: 'Error' }],
  [
    'a redirect to a sign-in page',
    302,
    { location: '/login.jsp' },
    { name: 'Error', message: expect.stringContaining('Set baseUrl') },
  ],
])('says what %s means, once', async (_, status, headers, expected) => {
  const { client, server } = await clientOf((__, response) =>
    // The text says something else, as no decision is taken on it.
    sendJson(
      response,
      { errorMessages: ['Rate limit exceeded, not found'] },
      { status, headers },
    ),
  );
  const failure = await client.ask(asking()).catch((error: unknown) => error);
  expect(failure).toMatchObject(expected);
  expect(server.received).toHaveLength(1);
  expect(JSON.stringify(failure)).not.toContain('secret');
  expect(String((failure as Error).stack)).not.toContain('secret');
});

it('gives a failure as an answer to who understands it', async () => {
  const { client } = await clientOf((_, response) =>
    sendJson(response, {}, { status: 400 }),
  );
  await expect(
    client.ask({ ...asking(), accepted: [400] }),
  ).resolves.toMatchObject({ status: 400 });
});

describe('an answer that cannot be used', () => {
  const isFailure = { name: 'SourceFailureError' };

  it('is a body that is no JSON', async () => {
    const { client } = await clientOf((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{"issues": [{"id"');
    });
    await expect(client.ask(asking())).rejects.toMatchObject(isFailure);
  });

  it('is a connection that breaks in the body', async () => {
    const { client } = await clientOf((_, response) => {
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': '100',
      });
      response.write('{"issues"', () => response.destroy());
    });
    await expect(client.ask(asking())).rejects.toMatchObject(isFailure);
  });
});

describe('an outage', () => {
  const isOutage = { name: 'ServiceUnavailableError' };

  it('is silence', async () => {
    const { client } = await clientOf(() => {}, { timeoutMilliseconds: 50 });
    await expect(client.ask(asking())).rejects.toMatchObject(isOutage);
  });

  it('is a closed port, and says nothing of the token', async () => {
    const { client, server } = await clientOf((_, response) => response.end());
    await server.stop();
    stops.length = 0;
    const failure = await client.ask(asking()).catch((error: unknown) => error);
    expect(failure).toMatchObject(isOutage);
    expect(JSON.stringify(failure)).not.toContain('secret');
  });

  it('is not the engine stopping the reading', async () => {
    const { client } = await clientOf(() => {});
    const controller = new AbortController();
    const reading = client.ask({ ...asking(), signal: controller.signal });
    controller.abort();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });
});
