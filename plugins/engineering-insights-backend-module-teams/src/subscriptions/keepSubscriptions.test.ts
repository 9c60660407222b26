import { DateTime } from 'luxon';
import {
  FakeTenant,
  NEVER,
  OTHER_TEAM_ID,
  sendFailure,
  TEAM_ID,
} from '../testUtils/FakeTenant';
import { keepSubscriptions } from './keepSubscriptions';
import { notificationAddress } from './notificationAddress';

const NOTIFICATION_URL =
  'https://portal.example.com/api/engineering-insights/v1/webhooks/teams';
const CLIENT_STATE = 'secret-of-the-portal';
const LONGEST_MINUTES = 4_320;

let tenant: FakeTenant;
let server: Awaited<ReturnType<FakeTenant['start']>>;

beforeEach(async () => {
  tenant = new FakeTenant();
  tenant.teams.add(OTHER_TEAM_ID);
  server = await tenant.start();
});
afterEach(() => server.stop());

const keep = (clientState = CLIENT_STATE) =>
  keepSubscriptions(
    {
      client: server.client,
      teams: server.source.teams,
      notificationUrl: NOTIFICATION_URL,
      clientState,
    },
    { signal: NEVER },
  );

/** What was asked beside the list. */
const changes = () =>
  server.asked().filter(each => each !== 'GET /subscriptions');

it('subscribes to the channels of each team, for less than Graph allows by its own clock', async () => {
  await keep();
  const address = notificationAddress({
    notificationUrl: NOTIFICATION_URL,
    clientState: CLIENT_STATE,
  });
  expect(address).toMatch(/\/webhooks\/teams\?state=[0-9a-f]{8}$/);
  expect(tenant.subscriptions).toEqual(
    [TEAM_ID, OTHER_TEAM_ID].map(team => ({
      id: expect.any(String),
      changeType: 'created,updated,deleted',
      notificationUrl: address,
      // Required for more than an hour.
      lifecycleNotificationUrl: address,
      resource: `/teams/${team}/channels`,
      expirationDateTime: '2026-03-04T11:00:00.000Z',
      clientState: CLIENT_STATE,
    })),
  );
  const lifetime = DateTime.fromISO(
    String(tenant.subscriptions[0].expirationDateTime),
  ).diff(DateTime.fromISO(tenant.now));
  expect(lifetime.as('minutes')).toBeLessThan(LONGEST_MINUTES);
});

it('makes no second one, whoever comes next', async () => {
  await keep();
  await Promise.all([keep(), keep()]);
  expect(changes()).toEqual(['POST /subscriptions', 'POST /subscriptions']);
});

it('takes it for made where Graph says that there is one', async () => {
  const { answer } = tenant;
  tenant.answer = (request, response) =>
    request.method === 'POST' && request.url.pathname.endsWith('/subscriptions')
      ? sendFailure(response, 409, 'Conflict')
      : answer(request, response);
  await expect(keep()).resolves.toBeUndefined();
});

it('renews what was not renewed a moment ago', async () => {
  await keep();
  tenant.now = '2026-03-01T12:16:00Z';
  await keep();
  expect(changes().slice(2)).toEqual([
    'PATCH /subscriptions/s0',
    'PATCH /subscriptions/s1',
  ]);
  expect(
    tenant.subscriptions.map(({ expirationDateTime }) => expirationDateTime),
  ).toEqual(['2026-03-04T11:16:00.000Z', '2026-03-04T11:16:00.000Z']);
});

it('makes anew what was removed while it was renewed', async () => {
  await keep();
  tenant.now = '2026-03-02T12:00:00Z';
  const { answer } = tenant;
  tenant.answer = (request, response) => {
    if (request.method === 'PATCH') tenant.subscriptions.splice(0);
    answer(request, response);
  };
  await keep();
  expect(tenant.subscriptions.map(({ resource }) => resource)).toEqual([
    `/teams/${OTHER_TEAM_ID}/channels`,
  ]);
  tenant.answer = answer;
  await keep();
  expect(tenant.subscriptions).toHaveLength(2);
});

it("replaces those that were made with another secret, and no one else's", async () => {
  await keep('the secret before');
  const elsewhere = {
    id: 'x',
    resource: `teams/${TEAM_ID}/channels`,
    notificationUrl: 'https://other.example.com/teams',
    expirationDateTime: '2026-03-01T13:00:00Z',
  };
  tenant.subscriptions.push(elsewhere);
  await keep();
  expect(changes().filter(each => each.startsWith('DELETE'))).toHaveLength(2);
  expect(tenant.subscriptions.map(({ clientState }) => clientState)).toEqual([
    undefined,
    CLIENT_STATE,
    CLIENT_STATE,
  ]);
});

it('a team that fails keeps no other from it, and is told', async () => {
  const { answer } = tenant;
  tenant.answer = (request, response) =>
    request.method === 'POST' && request.body.includes(TEAM_ID)
      ? sendFailure(response, 403, 'ExtensionError')
      : answer(request, response);
  await expect(keep()).rejects.toMatchObject({
    name: 'NotAllowedError',
    message: expect.stringContaining('Channel.ReadBasic.All'),
  });
  expect(tenant.subscriptions.map(({ resource }) => resource)).toEqual([
    `/teams/${OTHER_TEAM_ID}/channels`,
  ]);
});
