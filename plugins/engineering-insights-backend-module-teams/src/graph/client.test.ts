import { sendJson } from '@sei-platform/plugin-engineering-insights-node/testUtils';
import {
  CLIENT_SECRET,
  FakeTenant,
  NEVER,
  sendFailure,
  TENANT_ID,
} from '../testUtils/FakeTenant';
import { listAll } from './listAll';

let tenant: FakeTenant;
const stops: (() => Promise<void>)[] = [];
beforeEach(() => {
  tenant = new FakeTenant();
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function start(timeoutMilliseconds?: number) {
  const server = await tenant.start({ timeoutMilliseconds });
  stops.push(server.stop);
  return server;
}

const asking = {
  path: '/subscriptions',
  permission: 'Channel.ReadBasic.All',
  signal: NEVER,
};

function expectNoSecret(failure: unknown) {
  const { stack } = failure as Error;
  expect(stack).not.toContain(CLIENT_SECRET);
  expect(stack).not.toContain('token-');
}

it('asks with the token of the client credentials, once for many questions', async () => {
  const { client, received } = await start();
  const answers = await Promise.all([client.ask(asking), client.ask(asking)]);
  await client.ask(asking);
  expect(answers[0]).toEqual({
    data: { value: [] },
    answeredAt: '2026-03-01T12:00:00.000Z',
  });
  const [token, ...others] = received;
  expect(token.url.pathname).toBe(`/login/${TENANT_ID}/oauth2/v2.0/token`);
  expect(Object.fromEntries(new URLSearchParams(token.body))).toEqual({
    grant_type: 'client_credentials',
    client_id: '24d3b144-21ae-4080-943f-7067b395b913',
    client_secret: CLIENT_SECRET,
    scope: `http://${token.headers.host}/graph/.default`,
  });
  expect(others.map(({ headers }) => headers.authorization)).toEqual([
    'Bearer token-0',
    'Bearer token-0',
    'Bearer token-0',
  ]);
});

it.each([59, 0, undefined, 'soon'])(
  'asks for a new token where the last one ends in %p seconds',
  async expiresIn => {
    tenant.expiresIn = expiresIn;
    const { client } = await start();
    await client.ask(asking);
    await client.ask(asking);
    expect(tenant.tokens).toHaveLength(2);
  },
);

it('takes a new token once where one was revoked before its end', async () => {
  const { client, asked } = await start();
  await client.ask(asking);
  // As an administrator does who revokes the sessions of the app.
  tenant.tokens.push('token-of-nobody');
  await client.ask(asking);
  expect(tenant.tokens).toHaveLength(3);
  expect(asked()).toHaveLength(3);
});

it('says that the app is refused where a new token is of no use either', async () => {
  tenant.instead = (_, response) =>
    sendFailure(response, 401, 'InvalidAuthenticationToken');
  const { client } = await start();
  const failure = await client.ask(asking).catch((error: unknown) => error);
  expect(failure).toMatchObject({
    name: 'AuthenticationError',
    message: expect.stringContaining('(InvalidAuthenticationToken, Inner)'),
  });
  expect(tenant.tokens).toHaveLength(2);
  expectNoSecret(failure);
});

it.each<[string, number, Record<string, string>, string, object]>([
  [
    '403',
    403,
    {},
    'Forbidden',
    {
      name: 'NotAllowedError',
      message: expect.stringMatching(/Channel\.ReadBasic\.All .*admin consent/),
    },
  ],
  ['402', 402, {}, 'PaymentRequired', { name: 'NotAllowedError' }],
  [
    '403 by its code',
    403,
    {},
    'activityLimitReached',
    { name: 'RateLimitError', retryAfterSeconds: 30 },
  ],
  [
    '404',
    404,
    {},
    'NotFound',
    {
      name: 'NotFoundError',
      message: expect.stringContaining('sources.teams[].teams'),
    },
  ],
  ['410', 410, {}, 'Gone', { name: 'NotFoundError' }],
  ['409', 409, {}, 'Conflict', { name: 'ConflictError' }],
  [
    '429 with Retry-After',
    429,
    { 'retry-after': '7' },
    'TooManyRequests',
    { name: 'RateLimitError', retryAfterSeconds: 7 },
  ],
  [
    '429 about to end',
    429,
    { 'retry-after': '0' },
    'TooManyRequests',
    { name: 'RateLimitError', retryAfterSeconds: 1 },
  ],
  [
    '429 alone',
    429,
    {},
    'TooManyRequests',
    { name: 'RateLimitError', retryAfterSeconds: 30 },
  ],
  [
    '509',
    509,
    { 'retry-after': '9' },
    'bandwidth',
    { name: 'RateLimitError', retryAfterSeconds: 9 },
  ],
  [
    '503 with Retry-After',
    503,
    { 'retry-after': '5' },
    'serviceNotAvailable',
    { name: 'RateLimitError', retryAfterSeconds: 5 },
  ],
  [
    '503',
    503,
    {},
    'serviceNotAvailable',
    { name: 'SourceFailureError', status: 503 },
  ],
  [
    '500',
    500,
    {},
    'generalException',
    { name: 'SourceFailureError', status: 500 },
  ],
  ['408', 408, {}, 'x', { name: 'SourceFailureError', status: 408 }],
  [
    '400',
    400,
    {},
    'invalidRequest',
    {
      name: 'Error',
      message: expect.stringContaining('(invalidRequest, Inner)'),
    },
  ],
  [
    'a redirect',
    302,
    { location: 'http://127.0.0.1:1/elsewhere' },
    'x',
    { name: 'Error', message: expect.stringContaining('graphBaseUrl') },
  ],
])(
  'says what %s of Graph means, once',
  async (_, status, headers, code, expected) => {
    tenant.instead = (__, response) =>
      sendFailure(response, status, code, headers);
    const { client, asked } = await start();
    const failure = await client.ask(asking).catch((error: unknown) => error);
    expect(failure).toMatchObject(expected);
    expect(asked()).toHaveLength(1);
    expectNoSecret(failure);
  },
);

it.each<[string, number, unknown, Record<string, string>, object]>([
  [
    'a wrong secret',
    401,
    { error: 'invalid_client' },
    {},
    {
      name: 'AuthenticationError',
      message: expect.stringMatching(/invalid_client.*clientSecret/),
    },
  ],
  [
    'an unknown app',
    400,
    { error: 'unauthorized_client' },
    {},
    {
      name: 'AuthenticationError',
      message: expect.stringMatching(/clientId.*admin consent/),
    },
  ],
  [
    'an unknown tenant',
    400,
    { error: 'invalid_request' },
    {},
    {
      name: 'AuthenticationError',
      message: expect.stringContaining('tenantId'),
    },
  ],
  [
    'another cloud',
    400,
    { error: 'invalid_resource' },
    {},
    {
      name: 'AuthenticationError',
      message: expect.stringContaining('one cloud'),
    },
  ],
  [
    'anything else',
    400,
    { error: 'unheard of!' },
    {},
    { name: 'AuthenticationError', message: expect.stringContaining('(400)') },
  ],
  [
    'no JSON',
    400,
    undefined,
    {},
    { name: 'AuthenticationError', message: expect.stringContaining('(400)') },
  ],
  [
    'a bad moment',
    400,
    { error: 'temporarily_unavailable' },
    {},
    { name: 'SourceFailureError' },
  ],
  [
    'an outage',
    502,
    { error: 'invalid_client' },
    {},
    { name: 'SourceFailureError', status: 502 },
  ],
  [
    'a limit',
    429,
    {},
    { 'retry-after': '4' },
    { name: 'RateLimitError', retryAfterSeconds: 4 },
  ],
  [
    'a redirect',
    302,
    {},
    { location: 'http://127.0.0.1:1' },
    { name: 'Error', message: expect.stringContaining('authority') },
  ],
  [
    'a token that is none',
    200,
    { access_token: 'two\nlines' },
    {},
    { name: 'SourceFailureError' },
  ],
])(
  'says what to do about %s where a token is asked for',
  async (_, status, body, headers, expected) => {
    const answer = {
      ...(body as object),
      error_description: `AADSTS7000215: Invalid client secret provided: ${CLIENT_SECRET}`,
    };
    tenant.answer = (__, response) =>
      body
        ? sendJson(response, answer, { status, headers })
        : response.writeHead(status).end('<html>');
    const { client, received } = await start();
    const failure = await client.ask(asking).catch((error: unknown) => error);
    expect(failure).toMatchObject(expected);
    expect(received).toHaveLength(1);
    expectNoSecret(failure);
  },
);

describe('an outage', () => {
  it('is a closed port', async () => {
    const { client, stop } = await start();
    await stop();
    stops.length = 0;
    const failure = await client.ask(asking).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'ServiceUnavailableError' });
    expectNoSecret(failure);
  });

  it('is a connection that breaks in the body', async () => {
    tenant.instead = (_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"value"', () => response.destroy());
    };
    const { client } = await start();
    await expect(client.ask(asking)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
  });

  it('is silence', async () => {
    tenant.instead = () => {};
    const { client } = await start(200);
    await expect(client.ask(asking)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('in time'),
    });
  });

  it.each(['Graph', 'the token'])(
    'is not the engine stopping while it waits for %s',
    async what => {
      const controller = new AbortController();
      const abort = () => controller.abort();
      if (what === 'Graph') tenant.instead = abort;
      else tenant.answer = abort;
      const { client } = await start();
      const reading = client.ask({ ...asking, signal: controller.signal });
      await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
    },
  );
});

it.each(['{"value": [{"id"', '[]', 'null', '<html>'])(
  'is a failure of Graph where the answer is %s',
  async body => {
    tenant.instead = (_, response) => response.end(body);
    const { client } = await start();
    await expect(client.ask(asking)).rejects.toMatchObject({
      name: 'SourceFailureError',
    });
  },
);

it('is a failure of Graph where it does not say when it answered', async () => {
  tenant.instead = (_, response) => {
    response.sendDate = false;
    response.removeHeader('date');
    sendJson(response, {});
  };
  const { client } = await start();
  await expect(client.ask(asking)).rejects.toMatchObject({
    name: 'SourceFailureError',
    message: expect.stringContaining('no Date'),
  });
});

describe('a list', () => {
  const list = async (server: Awaited<ReturnType<typeof start>>) => {
    const items: unknown[] = [];
    for await (const page of listAll(server.client, asking))
      items.push(...page.items);
    return items;
  };

  it('is read to its end', async () => {
    tenant.instead = ({ url, headers }, response) => {
      const page = Number(url.searchParams.get('$skiptoken') ?? 0);
      const next = `http://${
        headers.host
      }/graph/v1.0/subscriptions?$skiptoken=${page + 1}`;
      sendJson(response, {
        value: [{ page }],
        ...(page < 2 && { '@odata.nextLink': next }),
      });
    };
    expect(await list(await start())).toEqual([
      { page: 0 },
      { page: 1 },
      { page: 2 },
    ]);
  });

  it('is not followed to another address, which would get the token', async () => {
    tenant.instead = (_, response) =>
      sendJson(response, {
        value: [],
        '@odata.nextLink': 'http://127.0.0.1:1/graph/v1.0/subscriptions',
      });
    const server = await start();
    await expect(list(server)).rejects.toMatchObject({
      name: 'SourceFailureError',
    });
    expect(server.asked()).toHaveLength(1);
  });

  it('is a failure of Graph where a page is followed by itself', async () => {
    const server = await start();
    tenant.instead = ({ headers }, response) =>
      sendJson(response, {
        value: [],
        ...(server.asked().length < 9 && {
          '@odata.nextLink': `http://${headers.host}/graph/v1.0/subscriptions?$skiptoken=1`,
        }),
      });
    await expect(list(server)).rejects.toMatchObject({
      name: 'SourceFailureError',
    });
    expect(server.asked()).toHaveLength(2);
  });

  it('is a failure of Graph where it is none', async () => {
    tenant.instead = (_, response) => sendJson(response, { value: [1] });
    await expect(list(await start())).rejects.toMatchObject({
      name: 'SourceFailureError',
    });
  });
});
