import { Issues, Projects } from '@gitbeaker/rest';
import { createGitlabClient } from './client';
import {
  sendJson,
  startGitlabServer,
  type Answer,
} from './testUtils/startGitlabServer';

const stops: Array<() => Promise<void>> = [];

async function clientOf(answer: Answer, timeoutMilliseconds?: number) {
  const server = await startGitlabServer(answer);
  stops.push(server.stop);
  const client = createGitlabClient({
    host: 'gitlab.example.org',
    apiBaseUrl: server.apiBaseUrl,
    token: 'secret',
    timeoutMilliseconds,
  });
  return { client, server };
}

afterEach(async () => {
  await Promise.all(stops.splice(0).map(stop => stop()));
});

function asking() {
  return { role: 'Reporter', signal: new AbortController().signal };
}
const list = (issues: Issues) =>
  issues.all({
    projectId: 'acme/shop/payments',
    updatedAfter: '2026-01-01T00:00:00Z',
    page: 1,
  }) as Promise<unknown>;

describe('REST', () => {
  it('gives the body, the next page, the ETag and the budget of a page', async () => {
    const { client, server } = await clientOf((_, response) =>
      sendJson(response, [{ iid: 1 }], {
        headers: {
          etag: 'W/"1"',
          link: '<http://x/?page=2>; rel="next", <http://x/?page=9>; rel="last"',
          'ratelimit-limit': '2000',
          'ratelimit-remaining': '1990',
          'ratelimit-reset': '1767225600',
          'ratelimit-name': 'throttle_authenticated_api',
        },
      }),
    );
    await expect(client.get(asking(), Issues, list)).resolves.toEqual({
      data: [{ iid: 1 }],
      hasNextPage: true,
      etag: 'W/"1"',
      budget: {
        credential: 'token of gitlab.example.org, throttle_authenticated_api',
        limit: 2000,
        remaining: 1990,
        resetsAt: '2026-01-01T00:00:00.000Z',
      },
    });
    // One page is one request: Gitbeaker would have followed the next one by itself.
    expect(server.received).toHaveLength(1);
    const [{ url, headers }] = server.received;
    expect(url.pathname).toBe('/api/v4/projects/acme%2Fshop%2Fpayments/issues');
    expect(url.searchParams.get('updated_after')).toBe('2026-01-01T00:00:00Z');
    expect(headers.authorization).toBe('Bearer secret');
  });

  it('says that nothing changed for a 304 to its ETag', async () => {
    const { client, server } = await clientOf((_, response) => {
      response.writeHead(304, { etag: 'W/"1"' });
      response.end();
    });
    await expect(
      client.getChanged({ ...asking(), etag: 'W/"1"' }, Issues, list),
    ).resolves.toBe('notModified');
    expect(server.received[0].headers['if-none-match']).toBe('W/"1"');
  });

  it('needs no rate-limit headers', async () => {
    const { client } = await clientOf((_, response) =>
      sendJson(response, { id: 1 }),
    );
    await expect(
      client.get(asking(), Projects, projects => projects.show('acme/a')),
    ).resolves.toEqual({
      data: { id: 1 },
      hasNextPage: false,
      etag: undefined,
      budget: undefined,
    });
  });

  it.each<[string, number, Record<string, string>, object]>([
    ['401', 401, {}, { name: 'AuthenticationError' }],
    [
      '403',
      403,
      {},
      {
        name: 'NotAllowedError',
        message: expect.stringContaining('the role "Reporter"'),
      },
    ],
    [
      '429 with Retry-After',
      429,
      { 'retry-after': '7' },
      { name: 'RateLimitError', retryAfterSeconds: 7 },
    ],
    [
      '429 with the time of the next minute',
      429,
      {
        'ratelimit-reset': '1767225640',
        date: 'Thu, 01 Jan 2026 00:00:00 GMT',
      },
      { name: 'RateLimitError', retryAfterSeconds: 40 },
    ],
    [
      '429 without any time',
      429,
      {},
      { name: 'RateLimitError', retryAfterSeconds: 60 },
    ],
    ['404', 404, {}, { name: 'NotFoundError' }],
    ['410', 410, {}, { name: 'NotFoundError' }],
    ['408', 408, {}, { name: 'SourceFailureError', status: 408 }],
    ['500', 500, {}, { name: 'SourceFailureError', status: 500 }],
    ['502', 502, {}, { name: 'SourceFailureError', status: 502 }],
    ['400', 400, {}, { name: 'Error' }],
  ])('says what %s means, once', async (_, status, headers, expected) => {
    const { client, server } = await clientOf((__, response) =>
      // The text says something else, as no decision is taken on it.
      sendJson(response, { message: '429 Retry later' }, { status, headers }),
    );
    const failure = await client
      .get(asking(), Issues, list)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject(expected);
    expect(server.received).toHaveLength(1);
    expect(String(failure)).not.toContain('secret');
    expect(JSON.stringify(failure)).not.toContain('secret');
  });

  it.each<[string, string, Answer]>([
    [
      'a body that was cut off',
      'SourceFailureError',
      (_, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end('[{"iid": 1, "ti');
      },
    ],
    [
      'a page of HTML',
      'SourceFailureError',
      (_, response) => {
        response.writeHead(200, { 'content-type': 'text/html' });
        response.end('<html>Deploy in progress</html>');
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
        response.write('[{"iid"', () => response.destroy());
      },
    ],
    ['silence', 'ServiceUnavailableError', () => {}],
  ])('takes %s for a %s', async (_, name, answer) => {
    const { client } = await clientOf(answer, 200);
    await expect(client.get(asking(), Issues, list)).rejects.toMatchObject({
      name,
    });
  });

  it('takes a closed port for an outage', async () => {
    const { client, server } = await clientOf((_, response) => response.end());
    await server.stop();
    stops.length = 0;
    await expect(client.get(asking(), Issues, list)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
  });

  it('is no failure of GitLab when the engine stops the reading', async () => {
    const { client } = await clientOf(() => {});
    const controller = new AbortController();
    const reading = client.get(
      { role: 'Reporter', signal: controller.signal },
      Issues,
      list,
    );
    controller.abort();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('GraphQL', () => {
  const query = { name: 'diffStats', query: 'query diffStats { x }' };

  it('stands beside REST, sends the query and gives the data', async () => {
    const { client, server } = await clientOf((_, response) =>
      sendJson(response, { data: { project: null } }),
    );
    await expect(
      client.graphql({ ...asking(), ...query, variables: { path: 'a/b' } }),
    ).resolves.toMatchObject({ data: { project: null } });
    expect(server.received[0].url.pathname).toBe('/api/graphql');
    expect(server.received[0].body).toEqual({
      query: query.query,
      variables: { path: 'a/b' },
    });
  });

  it.each<[string, object, string]>([
    [
      'a field that the schema lacks',
      { errors: [{ message: 'no x', locations: [{ line: 1 }] }] },
      'Error',
    ],
    [
      'a query that GitLab gave up on',
      { data: null, errors: [{ message: 'Timeout' }] },
      'SourceFailureError',
    ],
  ])('says what %s means', async (_, answer, name) => {
    const { client } = await clientOf((__, response) =>
      sendJson(response, answer),
    );
    await expect(
      client.graphql({ ...asking(), ...query, variables: {} }),
    ).rejects.toMatchObject({ name });
  });
});
