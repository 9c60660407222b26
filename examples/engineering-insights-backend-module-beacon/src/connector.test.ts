import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import type { Page } from '@sei-platform/plugin-engineering-insights-node';
import {
  connectorContract,
  sendJson,
  startSourceServer,
  webhookRequest,
  type SourceAnswer,
  type SourceRequest,
} from '@sei-platform/plugin-engineering-insights-node/testUtils';
import { createBeaconClient } from './client';
import { createBeaconConnector } from './connector';

const SECRET = 'shared';
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

function connectorOf(baseUrl: string, timeoutMilliseconds?: number) {
  return createBeaconConnector({
    baseUrl,
    client: createBeaconClient({ baseUrl, token: 't', timeoutMilliseconds }),
    webhookSecret: SECRET,
  });
}

connectorContract({
  connector: connectorOf('https://beacon.example'),
  directory: join(__dirname, '__fixtures__'),
});

async function start(answer: SourceAnswer<SourceRequest>) {
  const server = await startSourceServer({
    toRequest: (request: SourceRequest) => request,
    answer,
  });
  stops.push(server.stop);
  return server;
}

async function read(
  baseUrl: string,
  options: { direction: 'live' | 'history'; cursor?: { at: string } },
  timeoutMilliseconds?: number,
) {
  const pages: Page[] = [];
  const [stream] = connectorOf(baseUrl, timeoutMilliseconds).streams;
  for await (const page of stream.read({
    ...options,
    scope: { externalId: 'payments' },
    since: '2026-01-01T00:00:00Z',
    until: '2026-02-01T00:00:00Z',
    signal: new AbortController().signal,
    logger: mockServices.logger.mock(),
  })) {
    pages.push(page);
  }
  return pages;
}

const alert = (id: string, updatedAt: string) => ({
  id,
  updated_at: updatedAt,
  opened_by: 'Ada',
});

it.each([
  ['live', 'asc', '2026-02-01T00:00:00Z'],
  ['history', 'desc', '2026-01-01T00:00:00Z'],
] as const)('reads %s page by page, %s', async (direction, order, end) => {
  const server = await start(({ url }, response) =>
    sendJson(
      response,
      url.searchParams.get('page') === '1'
        ? { alerts: [alert('a', '2026-01-10T00:00:00Z')], next_page: 2 }
        : { alerts: [alert('b', '2026-01-11T00:00:00Z')], next_page: null },
    ),
  );
  const pages = await read(server.origin, { direction });
  expect(pages.map(({ cursor }) => cursor)).toEqual([
    { at: '2026-01-10T00:00:00Z' },
    { at: end },
  ]);
  expect(JSON.stringify(pages)).not.toContain('Ada');
  expect(Object.fromEntries(server.received[0].url.searchParams)).toEqual({
    service: 'payments',
    updated_from: '2026-01-01T00:00:00Z',
    updated_to: '2026-02-01T00:00:00Z',
    order,
    page: '1',
  });
});

it('goes on where it stopped', async () => {
  const server = await start((_, response) =>
    sendJson(response, { alerts: [], next_page: null }),
  );
  const cursor = { at: '2026-01-20T00:00:00Z' };
  await read(server.origin, { direction: 'live', cursor });
  await read(server.origin, { direction: 'history', cursor });
  expect(
    server.received.map(({ url: { searchParams } }) => [
      searchParams.get('updated_from'),
      searchParams.get('updated_to'),
    ]),
  ).toEqual([
    ['2026-01-20T00:00:00Z', '2026-02-01T00:00:00Z'],
    ['2026-01-01T00:00:00Z', '2026-01-20T00:00:00Z'],
  ]);
});

it.each<[string, SourceAnswer<SourceRequest>, object]>([
  [
    '401',
    (_, r) => sendJson(r, {}, { status: 401 }),
    { name: 'AuthenticationError' },
  ],
  [
    '403',
    (_, r) => sendJson(r, {}, { status: 403 }),
    { name: 'NotAllowedError' },
  ],
  [
    '404',
    (_, r) => sendJson(r, {}, { status: 404 }),
    { name: 'NotFoundError' },
  ],
  [
    '429 with Retry-After',
    (_, r) => sendJson(r, {}, { status: 429, headers: { 'retry-after': '7' } }),
    { name: 'RateLimitError', retryAfterSeconds: 7 },
  ],
  [
    '429 without',
    (_, r) => sendJson(r, {}, { status: 429 }),
    { name: 'RateLimitError', retryAfterSeconds: 60 },
  ],
  [
    '500',
    (_, r) => sendJson(r, {}, { status: 500 }),
    { name: 'SourceFailureError' },
  ],
  ['no JSON', (_, r) => r.end('{"alerts'), { name: 'SourceFailureError' }],
  ['silence', () => undefined, { name: 'ServiceUnavailableError' }],
  ['hanging up', (_, r) => r.destroy(), { name: 'ServiceUnavailableError' }],
])('says what %s means', async (_, answer, error) => {
  const server = await start(answer);
  await expect(
    read(server.origin, { direction: 'live' }, 500),
  ).rejects.toMatchObject(error);
});

it.each([
  ['the secret', SECRET, true],
  ['another one', 'other', false],
])('takes a webhook that is signed with %s: %s', (_, secret, isVerified) => {
  const body = Buffer.from('{}');
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  expect(
    connectorOf('https://beacon.example').webhook!.verify(
      webhookRequest({
        body,
        headers: { 'x-beacon-signature': signature },
      }),
    ).isVerified,
  ).toBe(isVerified);
});
