import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type {
  Channel,
  ChannelMembershipType,
  Subscription,
} from '@microsoft/microsoft-graph-types';
import request from 'supertest';
import { createApp } from '../server/createApp';
import { productionFailuresOf } from '../simulation/productionFailures';
import { fromIso, toIso } from '../simulation/time';
import { createWorld } from '../simulation/world';
import { channelsOf } from './channels';
import { incidentChannelsOf } from './incidentChannels';
import { renderChannel } from './render';
import { PLAYGROUND_TEAMS } from './tenant';

// Long histories on a busy machine take their time.
jest.setTimeout(60_000);

const NOW = fromIso('2026-11-22T12:00:00Z');
const { tenantId, clientId, operations, discovery } = PLAYGROUND_TEAMS;
const SELECT = 'id,displayName,createdDateTime,isArchived,webUrl';

const world = createWorld({
  seed: 'test',
  components: 12,
  months: 6,
  anchorDay: '2026-11-22',
});
world.advance(NOW);

function appOf(rateLimit = 10_000) {
  return createApp({
    world,
    seed: 'test',
    clock: () => NOW,
    rateLimit,
    log: line => {
      throw new Error(line);
    },
  });
}
const app = appOf();

const CREDENTIALS = {
  grant_type: 'client_credentials',
  client_id: clientId,
  client_secret: 'playground-token',
  scope: 'http://127.0.0.1/teams/graph/.default',
};

function askForToken(body: object, tenant: string = tenantId, from = app) {
  return request(from)
    .post(`/teams/login/${tenant}/oauth2/v2.0/token`)
    .type('form')
    .send(body);
}

async function tokenOf(from = app): Promise<string> {
  const { body } = await askForToken(CREDENTIALS, tenantId, from).expect(200);
  return body.access_token;
}

async function get(path: string, from = app) {
  return request(from)
    .get(`/teams/graph/v1.0${path}`)
    .set('authorization', `Bearer ${await tokenOf(from)}`);
}

it('its channels and subscriptions are as Microsoft declares them', () => {
  const [channel] = channelsOf(world, operations);
  // The compiler compares them with Microsoft's own types.
  const rendered = renderChannel(channel, { baseUrl: 'x' }) satisfies Channel;
  const names = {
    id: true,
    createdDateTime: true,
    displayName: true,
    description: true,
    isFavoriteByDefault: true,
    email: true,
    tenantId: true,
    webUrl: true,
    membershipType: true,
    isArchived: true,
  } satisfies Partial<Record<keyof Channel, true>>;
  expect(Object.keys(rendered)).toEqual(Object.keys(names));
  const membership: ChannelMembershipType = 'standard';
  expect(rendered).toMatchObject({ membershipType: membership });
});

it('has the production failures of its services as channels, whose names tell the service', async () => {
  const channels = incidentChannelsOf(world);
  const failures = ['ledger', 'recommendations', 'identity'].flatMap(name =>
    productionFailuresOf(world.repository(name)!).map(({ issue }) => issue.id),
  );
  expect(failures.length).toBeGreaterThan(5);
  expect(channels.map(({ number }) => number).sort()).toEqual(failures.sort());
  for (const { name, service, openedAt } of channels) {
    expect(name.length).toBeLessThanOrEqual(50);
    expect(name).toMatch(/^inc[- ]/i);
    expect(name).toContain(toIso(openedAt).slice(0, 10));
    expect(name).toContain(service ?? '');
  }
  const services = new Set(channels.map(({ service }) => service));
  expect(services).toEqual(new Set(['ledger', 'recommendations', undefined]));
});

it('lists the channels of a team to the end, with what was asked for, by its own clock', async () => {
  for (const team of [operations, discovery]) {
    const seen: Record<string, unknown>[] = [];
    let path: string | undefined = `/teams/${team}/channels?$select=${SELECT}`;
    while (path) {
      const { status, body, headers } = await get(path);
      expect(status).toBe(200);
      expect(Date.parse(headers.date)).toBe(NOW * 1_000);
      seen.push(...body.value);
      const next: string | undefined = body['@odata.nextLink'];
      path = next?.slice(next.indexOf('/teams/graph/v1.0') + 17);
    }
    expect(seen.map(({ id }) => id)).toEqual(
      channelsOf(world, team).map(({ id }) => id),
    );
    for (const channel of seen)
      expect(Object.keys(channel).sort()).toEqual(SELECT.split(',').sort());
    const names = seen.map(({ displayName }) => displayName);
    expect(names).toContain('General');
    const archived = seen.filter(({ isArchived }) => isArchived === true);
    expect(archived.length).toBeGreaterThan(0);
    // What a link to a channel opens.
    const { pathname } = new URL(String(archived[0].webUrl));
    const { text } = await request(app).get(pathname).expect(200);
    expect(text).toContain('<h1>');
  }
});

it('has each channel, and none of another team', async () => {
  const [{ id, name }] = channelsOf(world, discovery);
  const path = `/channels/${encodeURIComponent(id)}`;
  const { body } = await get(`/teams/${discovery}${path}`);
  expect(body).toMatchObject({ id, displayName: name });
  const missing = await get(`/teams/${operations}${path}`);
  expect([missing.status, missing.body.error.code]).toEqual([404, 'NotFound']);
  expect((await get(`/teams/${tenantId}/channels`)).status).toBe(404);
});

it.each([
  ['invalid_client', 401, { ...CREDENTIALS, client_secret: 'x' }, tenantId],
  ['unauthorized_client', 400, { ...CREDENTIALS, client_id: 'x' }, tenantId],
  ['invalid_resource', 400, { ...CREDENTIALS, scope: 'x' }, tenantId],
  [
    'unsupported_grant_type',
    400,
    { ...CREDENTIALS, grant_type: 'x' },
    tenantId,
  ],
  ['invalid_request', 400, CREDENTIALS, clientId],
])('gives no token: %s', async (error, status, body, tenant) => {
  const answer = await askForToken(body, tenant);
  expect([answer.status, answer.body.error]).toEqual([status, error]);
});

it('takes its own tokens only', async () => {
  for (const authorization of ['', 'Bearer x', 'Bearer playground-token']) {
    const { body } = await request(app)
      .get(`/teams/graph/v1.0/teams/${operations}/channels`)
      .set('authorization', authorization)
      .expect(401);
    expect(body.error.code).toBe('InvalidAuthenticationToken');
  }
});

it('asks to wait where there are too many questions', async () => {
  const limited = appOf(0);
  const { status, body, headers } = await get('/subscriptions', limited);
  expect([status, body.error.code]).toEqual([429, 'TooManyRequests']);
  expect(headers['retry-after']).toBe('1');
});

describe('subscriptions', () => {
  let door: Server;
  let address: string;
  let answer: (token: string) => string;

  beforeEach(async () => {
    answer = token => token;
    door = createServer((req, res) => {
      const { searchParams } = new URL(req.url!, 'http://localhost');
      res.setHeader('content-type', 'text/plain');
      res.end(answer(searchParams.get('validationToken') ?? ''));
    });
    await new Promise<void>(resolve => door.listen(0, '127.0.0.1', resolve));
    const { port } = door.address() as AddressInfo;
    address = `http://127.0.0.1:${port}/webhooks/teams?state=1`;
  });
  afterEach(() => new Promise(resolve => door.close(resolve)));

  async function send(
    method: 'post' | 'patch' | 'delete',
    path: string,
    body?: object,
  ) {
    return request(app)
      [method](`/teams/graph/v1.0${path}`)
      .set('authorization', `Bearer ${await tokenOf()}`)
      .send(body);
  }
  const wanted = () => ({
    changeType: 'created,updated,deleted',
    notificationUrl: address,
    lifecycleNotificationUrl: address,
    resource: `/teams/${operations}/channels`,
    expirationDateTime: '2026-11-25T11:00:00Z',
    clientState: 'secret',
  });

  it('are made where the address answers with the token, renewed, listed without the secret, and ended', async () => {
    const { status, body } = await send('post', '/subscriptions', wanted());
    const made: Subscription = body;
    expect([status, made.clientState]).toEqual([201, 'secret']);
    const path = `/subscriptions/${made.id}`;
    const expirationDateTime = '2026-11-25T11:30:00Z';
    const renewed = await send('patch', path, { expirationDateTime });
    expect(renewed.body.expirationDateTime).toBe(expirationDateTime);
    const list = await get('/subscriptions');
    const { clientState: _, ...told } = made;
    expect(list.body.value).toEqual([{ ...told, expirationDateTime }]);
    expect((await send('delete', path)).status).toBe(204);
    expect((await send('delete', path)).status).toBe(404);
    expect((await get('/subscriptions')).body.value).toEqual([]);
  });

  it.each<[string, object]>([
    ['too long', { expirationDateTime: '2026-11-25T12:00:01Z' }],
    ['over', { expirationDateTime: '2026-11-22T11:00:00Z' }],
    ['of another resource', { resource: '/me/messages' }],
    [
      'long and without lifecycleNotificationUrl',
      { lifecycleNotificationUrl: undefined },
    ],
    [
      'for an address that nobody answers at',
      { notificationUrl: 'http://127.0.0.1:1' },
    ],
  ])('are not made where they are %s', async (_, wrong) => {
    const { status } = await send('post', '/subscriptions', {
      ...wanted(),
      ...wrong,
    });
    expect(status).toBe(400);
  });

  it('are not made where the address answers with something else', async () => {
    answer = token => `"${token}"`;
    const { status, body } = await send('post', '/subscriptions', wanted());
    expect([status, body.error.code]).toEqual([400, 'ValidationError']);
  });
});
