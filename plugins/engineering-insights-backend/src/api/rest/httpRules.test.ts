import { mockCredentials } from '@backstage/backend-test-utils';
import request from 'supertest';
import { testDatabase } from '../../database/testDatabase';
import {
  EXAMPLE_CATALOG,
  INCIDENTS,
} from '../graphql/__testUtils__/exampleCatalog';
import { type Portal, startPortal } from '../graphql/__testUtils__/startPortal';

jest.setTimeout(120_000);

const databases = testDatabase();
const BASE = '/api/engineering-insights';
const PAYMENTS = 'component:default/payments';
const DORA = '/v1/analytics/dora/component/default/payments';
let portal: Portal;

const ask = (
  method: 'get' | 'head' | 'post' | 'put' | 'patch' | 'options',
  path: string,
) =>
  request(portal.server)
    [method](`${BASE}${path}`)
    .set('authorization', mockCredentials.user.header());

beforeAll(async () => {
  const knex = await databases.createEmpty();
  portal = await startPortal({
    knex,
    entities: EXAMPLE_CATALOG,
    config: {
      engineeringInsights: {
        limits: { requestsPerMinute: { heavyReads: 2 } },
      },
    },
  });
  await portal.waitFor(async () =>
    knex('entities').first('id').where('ref', PAYMENTS),
  );
  await portal.send({
    entityRef: PAYMENTS,
    scope: 'acme/payments',
    facts: INCIDENTS,
  });
});
afterAll(async () => {
  await portal?.stop();
});

describe('answers that the caller has', () => {
  it.each([DORA, '/v1/metrics', '/v1/teams'])(
    'are not sent again: %s',
    async path => {
      const first = await ask('get', path);
      expect(first.headers).toMatchObject({
        'cache-control': 'private, no-cache, must-revalidate',
        etag: expect.stringMatching(/^W\/"[\w-]{27}"$/),
        vary: expect.stringContaining('Authorization'),
      });
      const again = await ask('get', path).set(
        'if-none-match',
        first.headers.etag,
      );
      expect({ status: again.status, text: again.text }).toEqual({
        status: 304,
        text: '',
      });
      const other = await ask('get', path).set('if-none-match', 'W/"other"');
      expect(other.status).toBe(200);
    },
  );

  it('hold as long as what they say is the same, whenever it was calculated', async () => {
    const [one, two] = [await ask('get', DORA), await ask('get', DORA)];
    expect(one.body.calculatedAt).not.toBe(two.body.calculatedAt);
    expect(one.headers.etag).toBe(two.headers.etag);
    const other = await ask('get', `${DORA}?compare=false`);
    expect(other.headers.etag).not.toBe(one.headers.etag);
  });

  it('have no body where only their headers are asked for', async () => {
    const { status, text, headers } = await ask('head', '/v1/metrics');
    expect({ status, text }).toEqual({ status: 200, text: undefined });
    expect(headers.etag).toBe((await ask('get', '/v1/metrics')).headers.etag);
  });

  it('are kept by nobody where they are of one person', async () => {
    const { status, headers } = await ask(
      'get',
      '/v1/people/user/default/mock/export',
    );
    expect(status).toBe(200);
    expect(headers['cache-control']).toBe('no-store');
  });
});

describe('what is not possible', () => {
  it.each([
    ['put', '/v1/metrics', 'GET, HEAD'],
    ['post', DORA, 'GET, HEAD'],
    ['post', '/v1/analytics/dora/component:default%2Fpayments', 'GET, HEAD'],
    ['get', '/v1/deployments/7/mark', 'PUT, DELETE'],
    ['get', '/v1/events', 'POST'],
    ['get', '/v1/webhooks/github', 'POST'],
    ['post', '/openapi.json', 'GET, HEAD'],
    ['post', '/v1/badges/a/b/c/d.svg', 'GET, HEAD'],
  ] as const)('%s %s is 405 and says what is', async (method, path, allow) => {
    const { status, headers, body } = await ask(method, path);
    expect({ status, allow: headers.allow, title: body.title }).toEqual({
      status: 405,
      allow,
      title: 'Method not allowed',
    });
    expect(headers['content-type']).toContain('application/problem+json');
  });

  it('is told to who asks for it', async () => {
    const { status, headers } = await ask('options', '/v1/deployments/7/mark');
    expect({ status, allow: headers.allow }).toEqual({
      status: 204,
      allow: 'PUT, DELETE',
    });
  });

  it('is a body of another type', async () => {
    const { status, body } = await ask('put', '/v1/deployments/7/mark')
      .set('content-type', 'text/plain')
      .send('isFailed');
    expect({ status, detail: body.detail }).toEqual({
      status: 415,
      detail: expect.stringContaining('application/json'),
    });
  });

  it('is a body that is too large', async () => {
    const { status, body } = await ask('post', '/v1/events').send({
      facts: ['x'.repeat(6 * 1024 * 1024)],
    });
    expect({ status, detail: body.detail }).toEqual({
      status: 413,
      detail: 'The body is larger than 5 MB; send it in parts.',
    });
  });

  it('is read of nobody who is not known', async () => {
    const { status } = await request(portal.server)
      .post(`${BASE}/v1/events`)
      .set('authorization', mockCredentials.none.header())
      .send('x'.repeat(6 * 1024 * 1024));
    expect(status).toBe(401);
  });
});

it('pages through incidents', async () => {
  const path = '/v1/entities/component/default/payments/incidents';
  const { items } = await portal.waitFor(async () => {
    const { body } = await ask('get', path);
    return body.items.length === 3 ? body : undefined;
  });
  const first = (await ask('get', `${path}?limit=2`)).body;
  const second = (
    await ask('get', `${path}?limit=2&cursor=${first.nextCursor}`)
  ).body;
  expect([...first.items, ...second.items]).toEqual(items);
  expect(second.nextCursor).toBeUndefined();
});

describe('requests of one caller', () => {
  const preview = (userEntityRef: string) =>
    request(portal.server)
      .post(`${BASE}/v1/doctor/preview`)
      .set('authorization', mockCredentials.user.header(userEntityRef))
      .send({ entityRef: 'component:default/nothing' });

  it('are counted, and refused when they are too many', async () => {
    const ada = 'user:default/ada';
    const first = await preview(ada);
    expect(first.status).toBe(404);
    expect(first.headers['ratelimit-policy']).toMatch(
      /^"heavyReads"; q=2; w=60/,
    );
    expect(first.headers.ratelimit).toMatch(/^"heavyReads"; r=1; t=\d+/);
    await preview(ada);
    const refused = await preview(ada);
    expect(refused.status).toBe(429);
    expect(refused.body.detail).toMatch(
      /^You may send 2 requests of this kind a minute. Ask again in \d+ seconds\.$/,
    );
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(refused.headers['content-type']).toContain(
      'application/problem+json',
    );
  });

  it('do not count for others behind the same address, nor for what costs less', async () => {
    const sam = 'user:default/sam';
    await preview(sam);
    await preview(sam);
    expect((await preview(sam)).status).toBe(429);
    expect((await preview('user:default/lee')).status).toBe(404);
    const { status, headers } = await request(portal.server)
      .get(`${BASE}/v1/metrics`)
      .set('authorization', mockCredentials.user.header(sam));
    expect(status).toBe(200);
    expect(headers['ratelimit-policy']).toMatch(/^"reads"; q=1200; w=60/);
  });
});
