import { createGithubClient, graphqlUrlOf } from './client';
import {
  sendJson,
  startGithubServer,
  type Answer,
} from './testUtils/startGithubServer';

const scope = { externalId: 'acme/payments' };
const stops: Array<() => Promise<void>> = [];

async function clientOf(answer: Answer, timeoutMilliseconds?: number) {
  const server = await startGithubServer(answer);
  stops.push(server.stop);
  const client = createGithubClient({
    host: 'ghe.example.org',
    apiBaseUrl: server.apiBaseUrl,
    credentials: async () => ({
      type: 'token',
      headers: { authorization: 'Bearer secret' },
    }),
    timeoutMilliseconds,
  });
  return { client, server };
}

afterEach(async () => {
  await Promise.all(stops.splice(0).map(stop => stop()));
});

function asking() {
  return {
    scope,
    permission: 'Actions: read',
    signal: new AbortController().signal,
  };
}
const path = '/repos/acme/payments/actions/runs';
const graphql = {
  name: 'head',
  query: 'query head { viewer { login } }',
  variables: {},
};

describe('REST', () => {
  it('gives the body, the next page, the ETag and the budget of a page', async () => {
    const { client, server } = await clientOf((_, response) =>
      sendJson(
        response,
        { total_count: 1 },
        {
          headers: {
            etag: 'W/"1"',
            link: '<http://x/?page=2>; rel="next", <http://x/?page=9>; rel="last"',
            'x-ratelimit-limit': '5000',
            'x-ratelimit-remaining': '4990',
            'x-ratelimit-reset': '1767225600',
            'x-ratelimit-resource': 'core',
          },
        },
      ),
    );
    await expect(
      client.get({
        ...asking(),
        path,
        parameters: { created: '>=2026-01-01', page: 1 },
      }),
    ).resolves.toEqual({
      result: 'ok',
      data: { total_count: 1 },
      hasNextPage: true,
      nextParameters: { page: '2' },
      etag: 'W/"1"',
      budget: {
        credential: 'token of ghe.example.org, core',
        limit: 5000,
        remaining: 4990,
        resetsAt: '2026-01-01T00:00:00.000Z',
      },
    });
    const [{ url, headers }] = server.received;
    expect(url.pathname).toBe(`/api/v3${path}`);
    expect(url.searchParams.get('created')).toBe('>=2026-01-01');
    expect(headers.authorization).toBe('Bearer secret');
  });

  it('says that nothing changed for a 304 to its ETag', async () => {
    const { client, server } = await clientOf((_, response) => {
      response.writeHead(304, { etag: 'W/"1"' });
      response.end();
    });
    await expect(
      client.get({ ...asking(), path, etag: 'W/"1"' }),
    ).resolves.toEqual({
      result: 'notModified',
      budget: undefined,
    });
    expect(server.received[0].headers['if-none-match']).toBe('W/"1"');
  });

  it('needs no rate-limit headers', async () => {
    const { client } = await clientOf((_, response) => sendJson(response, []));
    await expect(client.get({ ...asking(), path })).resolves.toEqual({
      result: 'ok',
      data: [],
      hasNextPage: false,
      etag: undefined,
      budget: undefined,
    });
  });

  it.each<[string, number, Record<string, string>, object]>([
    ['401', 401, {}, { name: 'AuthenticationError' }],
    [
      '403 without a permission',
      403,
      { 'x-ratelimit-remaining': '17' },
      {
        name: 'NotAllowedError',
        message: expect.stringContaining('"Actions: read"'),
      },
    ],
    [
      '403 with the budget used up',
      403,
      {
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': '1767225700',
        date: 'Thu, 01 Jan 2026 00:00:00 GMT',
      },
      {
        name: 'RateLimitError',
        retryAfterSeconds: 100,
        message: expect.stringMatching(/^The rate limit is used up/),
      },
    ],
    [
      '403 of a secondary limit',
      403,
      { 'retry-after': '30', 'x-ratelimit-remaining': '17' },
      {
        name: 'RateLimitError',
        retryAfterSeconds: 30,
        message: expect.stringMatching(/^A secondary rate limit was reached/),
      },
    ],
    [
      '429 with Retry-After',
      429,
      { 'retry-after': '7' },
      {
        name: 'RateLimitError',
        retryAfterSeconds: 7,
        of: { credential: 'token of ghe.example.org' },
      },
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
    ['502', 502, {}, { name: 'SourceFailureError', status: 502 }],
    ['422', 422, {}, { name: 'Error' }],
  ])('says what %s means, once', async (_, status, headers, expected) => {
    const { client, server } = await clientOf((__, response) =>
      // The text says something else, as no decision is taken on it.
      sendJson(
        response,
        { message: 'API rate limit exceeded, Not Found' },
        { status, headers },
      ),
    );
    const failure = await client
      .get({ ...asking(), path })
      .catch((error: unknown) => error);
    expect(failure).toMatchObject(expected);
    expect(server.received).toHaveLength(1);
    expect(JSON.stringify(failure)).not.toContain('secret');
  });

  it('asks nothing while it is asked to wait, and nothing of what is left to the portal', async () => {
    const { client, server } = await clientOf((request, response) =>
      request.url.pathname.endsWith('/graphql')
        ? sendJson(
            response,
            {},
            { status: 429, headers: { 'retry-after': '7' } },
          )
        : sendJson(response, [], {
            headers: {
              'x-ratelimit-limit': '1000',
              'x-ratelimit-remaining': '500',
              'x-ratelimit-reset': '4102444800',
              'x-ratelimit-resource': 'core',
            },
          }),
    );
    await client.get({ ...asking(), path });
    await expect(client.get({ ...asking(), path })).rejects.toMatchObject({
      name: 'RateLimitError',
      message:
        "What is left of the rate limit (token of ghe.example.org, core) is the portal's until it is reset.",
    });
    for (let count = 0; count < 2; count += 1)
      await expect(
        client.graphql({ ...asking(), ...graphql }),
      ).rejects.toMatchObject({ name: 'RateLimitError', retryAfterSeconds: 7 });
    expect(server.received).toHaveLength(2);
  });

  it('cannot use a body that was cut off', async () => {
    const { client } = await clientOf((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{"total_count": 1, "workflow_ru');
    });
    await expect(client.get({ ...asking(), path })).rejects.toMatchObject({
      name: 'SourceFailureError',
    });
  });

  it('cannot use a body in which the connection broke', async () => {
    const { client } = await clientOf((_, response) => {
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': '100',
      });
      response.write('{"total_count"', () => response.destroy());
    });
    await expect(client.get({ ...asking(), path })).rejects.toMatchObject({
      name: 'SourceFailureError',
    });
  });

  it('takes silence for an outage', async () => {
    const { client } = await clientOf(() => {}, 50);
    await expect(client.get({ ...asking(), path })).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
  });

  it('takes a closed port for an outage', async () => {
    const { client, server } = await clientOf((_, response) => response.end());
    await server.stop();
    stops.length = 0;
    await expect(client.get({ ...asking(), path })).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
  });

  it('is no failure of GitHub when the engine stops the reading', async () => {
    const { client } = await clientOf(() => {});
    const controller = new AbortController();
    const reading = client.get({
      ...asking(),
      signal: controller.signal,
      path,
    });
    controller.abort();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('GraphQL', () => {
  it.each([
    ['https://api.github.com', 'https://api.github.com/graphql'],
    ['https://ghe.example.org/api/v3', 'https://ghe.example.org/api/graphql'],
    ['http://127.0.0.1:7007/api/v3/', 'http://127.0.0.1:7007/api/graphql'],
  ])('of %s is at %s', (apiBaseUrl, expected) => {
    expect(graphqlUrlOf(apiBaseUrl)).toBe(expected);
  });

  it('sends the query and gives the data', async () => {
    const { client, server } = await clientOf((_, response) =>
      sendJson(response, { data: { viewer: { login: 'octocat' } } }),
    );
    await expect(client.graphql({ ...asking(), ...graphql })).resolves.toEqual({
      data: { viewer: { login: 'octocat' } },
      errors: [],
      budget: undefined,
    });
    expect(server.received[0].url.pathname).toBe('/api/graphql');
    expect(server.received[0].body).toEqual({
      query: graphql.query,
      variables: {},
    });
  });

  it.each<[string, object, object]>([
    [
      'RATE_LIMITED',
      { type: 'RATE_LIMITED' },
      { name: 'RateLimitError', retryAfterSeconds: 60 },
    ],
    ['NOT_FOUND', { type: 'NOT_FOUND' }, { name: 'NotFoundError' }],
    ['FORBIDDEN', { type: 'FORBIDDEN' }, { name: 'NotAllowedError' }],
    [
      'INSUFFICIENT_SCOPES',
      { type: 'INSUFFICIENT_SCOPES' },
      { name: 'NotAllowedError' },
    ],
    ['an error without a type', {}, { name: 'SourceFailureError' }],
    [
      'a field that the schema lacks',
      { extensions: { code: 'undefinedField' } },
      { name: 'UnknownFieldError' },
    ],
    [
      'a query that is none',
      { extensions: { code: 'parseError' } },
      { name: 'Error' },
    ],
  ])('says what %s means', async (_, error, expected) => {
    const { client } = await clientOf((__, response) =>
      sendJson(response, {
        data: { repository: null },
        errors: [{ message: 'rate limit', ...error }],
      }),
    );
    await expect(
      client.graphql({ ...asking(), ...graphql }),
    ).rejects.toMatchObject(expected);
  });

  it('gives what there is of a partial answer where that is accepted', async () => {
    const { client } = await clientOf((_, response) =>
      sendJson(response, {
        data: { r0: null, r1: { pushedAt: null } },
        errors: [{ type: 'NOT_FOUND', message: 'gone', path: ['r0'] }],
      }),
    );
    const answer = await client.graphql({
      ...asking(),
      ...graphql,
      accepts: () => true,
    });
    expect(answer.data).toEqual({ r0: null, r1: { pushedAt: null } });
  });
});
