import { createJenkinsClient } from './client';
import {
  sendJson,
  startJenkinsServer,
  type Answer,
} from './testUtils/startJenkinsServer';

const TOKEN = '11aa22bb33cc44dd';
const stops: Array<() => Promise<void>> = [];

async function clientOf(
  answer: Answer,
  options: { timeoutMilliseconds?: number } = {},
) {
  const server = await startJenkinsServer(answer);
  stops.push(server.stop);
  const client = createJenkinsClient({
    baseUrl: server.baseUrl,
    username: 'reader',
    token: TOKEN,
    ...options,
  });
  return { client, server };
}

afterEach(async () => {
  await Promise.all(stops.splice(0).map(stop => stop()));
});

const asking = () => ({
  path: '/job/pay/api/json',
  tree: 'name,lastBuild[number]',
  signal: new AbortController().signal,
});

it('asks as a user with an API token for the fields of the tree, below the path of Jenkins', async () => {
  const { client, server } = await clientOf((_, response) =>
    sendJson(response, { name: 'pay' }),
  );
  await expect(client.get(asking())).resolves.toEqual({ name: 'pay' });
  const credentials = Buffer.from(`reader:${TOKEN}`).toString('base64');
  expect(server.received).toEqual([
    expect.objectContaining({
      path: '/job/pay/api/json',
      tree: 'name,lastBuild[number]',
    }),
  ]);
  expect(server.received[0].headers.authorization).toBe(`Basic ${credentials}`);
});

it.each<[string, number, Record<string, string>, object]>([
  [
    '401',
    401,
    {},
    {
      name: 'AuthenticationError',
      message: expect.stringMatching(/Set a username and a valid API token/),
    },
  ],
  [
    '403 without a permission',
    403,
    {},
    {
      name: 'NotAllowedError',
      message: expect.stringMatching(/permissions Overall\/Read and Job\/Read/),
    },
  ],
  [
    '403 of a proxy that asks to wait',
    403,
    { 'retry-after': '17' },
    { name: 'RateLimitError', retryAfterSeconds: 17 },
  ],
  [
    '404',
    404,
    {},
    {
      name: 'NotFoundError',
      message: expect.stringMatching(/annotation jenkins.io\/job-full-name/),
    },
  ],
  [
    '429 with seconds',
    429,
    { 'retry-after': '30' },
    { name: 'RateLimitError', retryAfterSeconds: 30 },
  ],
  [
    '429 with a date that has passed',
    429,
    { 'retry-after': 'Thu, 01 Jan 2026 00:00:00 GMT' },
    { name: 'RateLimitError', retryAfterSeconds: 1 },
  ],
  [
    '429 without a time',
    429,
    {},
    { name: 'RateLimitError', retryAfterSeconds: 60 },
  ],
  ['500', 500, {}, { name: 'SourceFailureError', status: 500 }],
  [
    '503 of a Jenkins that starts',
    503,
    {},
    { name: 'SourceFailureError', status: 503 },
  ],
  [
    'a page to sign in at',
    302,
    { location: 'https://sso.example.org/' },
    { name: 'Error', message: expect.stringMatching(/Set baseUrl/) },
  ],
  [
    'a status that is not expected',
    418,
    {},
    { name: 'Error', message: expect.stringMatching(/418/) },
  ],
])(
  'says what to do of %s, without the token',
  async (_, status, headers, error) => {
    const { client } = await clientOf((_request, response) =>
      sendJson(response, {}, { status, headers }),
    );
    const failure = await client.get(asking()).catch(thrown => thrown);
    expect(failure).toMatchObject(error);
    expect(failure.message).toMatch(/\.$/);
    expect(failure.message).not.toContain(TOKEN);
  },
);

it.each<[string, Answer]>([
  ['no JSON', (_, response) => response.end('<html>')],
  ['no object', (_, response) => sendJson(response, 7)],
  [
    'cut off',
    (_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"name":', () => response.socket?.destroy());
    },
  ],
])('says of an answer that is %s that it cannot be used', async (_, answer) => {
  const { client } = await clientOf(answer);
  await expect(client.get(asking())).rejects.toMatchObject({
    name: 'SourceFailureError',
    message: expect.stringMatching(/cut off or is no JSON/),
  });
});

it('waits only so long', async () => {
  const { client } = await clientOf(() => {}, { timeoutMilliseconds: 50 });
  await expect(client.get(asking())).rejects.toMatchObject({
    name: 'ServiceUnavailableError',
    message: expect.stringMatching(/no answer in time/),
  });
});

it('says that Jenkins cannot be reached', async () => {
  const { client, server } = await clientOf(() => {});
  await server.stop();
  await expect(client.get(asking())).rejects.toMatchObject({
    name: 'ServiceUnavailableError',
    message: expect.stringMatching(/could not be reached/),
  });
});

it('stops when it is told to', async () => {
  const { client } = await clientOf(() => {});
  const controller = new AbortController();
  const asked = client.get({ ...asking(), signal: controller.signal });
  controller.abort();
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
});
