import type { Knex } from 'knex';
import { testDatabase } from '../../database/testDatabase';
import { fingerprint } from './__testUtils__/fingerprint';
import { OPERATIONS } from './__testUtils__/listOperations';
import type { RawAnswer } from './__testUtils__/sendRaw';
import { takeTurns } from './__testUtils__/takeTurns';
import {
  MARKER,
  startHostilePortal,
  type HostilePortal,
} from './__testUtils__/startHostilePortal';

const databases = testDatabase();
// A busy machine takes several times as long as an idle one.
jest.setTimeout(400_000);
let knex: Knex;
let portal: HostilePortal;

beforeAll(async () => {
  knex = await databases.createEmpty();
  portal = await startHostilePortal(knex);
});
afterAll(async () => {
  await portal?.stop();
});

/** As they are written in an address, in place of one part of it. */
const PARTS = [
  '..',
  '.',
  '..%2f',
  '..%2F..%2Fvault',
  '%2e%2e',
  '%2e%2e%2fvault',
  '..%5cvault',
  '..%252fvault',
  '%c0%ae%c0%ae',
  '%2f',
  '%2f%2f',
  'payments%2f..%2fvault',
  'payments%00',
  '%00',
  'payments.',
  'payments...',
  'payments%20',
  'payments;a=b',
  'payments%23',
  'payments%3f',
  'PAYMENTS',
  '%ff',
  '%',
  '%zz',
  '%ed%a0%80',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '%5b%5d',
  'x'.repeat(7_000),
  '%41'.repeat(2_000),
];

/** As they are written behind the name of a parameter. */
const QUERIES = (name: string) => [
  `${name}=a&${name}=b`,
  `${name}[]=a`,
  `${name}[]=a&${name}[]=b`,
  `${name}[b]=a`,
  `${name}[toString]=a`,
  `${name}[valueOf]=a`,
  `${name}[length]=3`,
  `${name}[__proto__][polluted]=a`,
  `${name}[constructor][prototype][polluted]=a`,
  `${name}[0]=a&${name}[99999]=b`,
  `${name}${'[a]'.repeat(300)}=b`,
  `${name}=%00`,
  `${name}=%ff`,
  `${name}=%`,
  `${name}=%ed%a0%80`,
  `${name}`,
  `${name}=&${name}`,
  `__proto__[${name}]=a`,
  `__proto__[polluted]=a&__proto__=b`,
  `${Array.from({ length: 1_500 }, () => `${name}=a`).join('&')}`,
];

function check(what: string, { status, type, text }: RawAnswer) {
  expect({ what, status, text: status < 500 || text }).toEqual({
    what,
    status: expect.any(Number),
    text: true,
  });
  // What Node refuses itself comes before any of ours: an address that is too long.
  if (status >= 400 && status !== 431) {
    expect({ what, type }).toEqual({
      what,
      type: expect.stringMatching(/^application\/(problem\+)?json/),
    });
    expect(JSON.parse(text)).toMatchObject({
      status,
      detail: expect.stringMatching(/^[A-Za-z].{10,}/),
    });
  }
  expect({ what, tells: text.includes(MARKER) }).toEqual({
    what,
    tells: false,
  });
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
}

const READS = OPERATIONS.filter(({ method }) => method === 'GET');

it('leads nowhere else by a part of an address', async () => {
  const before = await fingerprint(knex);
  const statuses = new Set<number>();
  const some = takeTurns(PARTS, 8);
  for (const { id, parameters, pathWith } of READS) {
    for (const { name, in: place } of parameters) {
      if (place !== 'path') continue;
      for (const part of some()) {
        const answer = await portal.raw({
          method: 'GET',
          path: pathWith({ [name]: part }),
        });
        check(`${id} ${name} ${part.slice(0, 40)}`, answer);
        statuses.add(answer.status);
      }
    }
  }
  expect([...statuses]).toEqual(expect.arrayContaining([400, 404]));
  expect(await fingerprint(knex)).toEqual(before);
});

it('leads nowhere else by a parameter that is a list, an object or there twice', async () => {
  const before = await fingerprint(knex);
  const some = takeTurns([...QUERIES('').keys()], 4);
  const someQueries = (name: string) => {
    const queries = QUERIES(name);
    return some().map(index => queries[index]);
  };
  for (const { id, method, parameters, pathWith, bodies } of OPERATIONS) {
    for (const { name, in: place } of parameters) {
      if (place !== 'query' || method !== 'GET') continue;
      for (const query of someQueries(name)) {
        const path = pathWith({});
        const answer = await portal.raw({
          method,
          path: `${path}${path.includes('?') ? '&' : '?'}${query}`,
        });
        check(`${id} ${query.slice(0, 60)}`, answer);
      }
    }
    if (method === 'GET') continue;
    for (const query of someQueries('scope')) {
      const [{ mediaType } = { mediaType: 'application/json' }] = bodies;
      const answer = await portal.raw({
        method,
        path: `${pathWith({ id: '999999' }).split('?')[0]}?${query}`,
        headers: { 'content-type': mediaType },
        body: '{}',
      });
      check(`${id} ${query.slice(0, 60)}`, answer);
      expect(answer.status).toBeGreaterThanOrEqual(400);
    }
  }
  expect(await fingerprint(knex)).toEqual(before);
});

it.each([
  '/../../../etc/passwd',
  '/..%2f..%2f..%2fetc%2fpasswd',
  '/v1/../v1/people',
  '//v1/metrics',
  '/v1//metrics',
  '/v1/metrics/../../../../api/catalog/entities',
  '/v1/metrics%00',
  '/v1/metrics%2f..%2fsources',
  '/v1/badges/dora.change-lead-time/component/default/vault.svg',
  '/v1/badges/dora.change-lead-time/component/default/..%2fvault.svg',
  '/v1/badges/%ff/component/default/vault.svg',
  '/v1/webhooks/..%2f..%2fv1%2fevents',
  '/v1/webhooks/__proto__',
  '/v1/webhooks/%ff',
  '/graphql/../v1/people',
  '/graphql%2f',
])('asks for nothing without credentials: %s', async path => {
  for (const method of ['GET', 'POST']) {
    const answer = await portal.raw({
      method,
      path,
      headers: {
        authorization: 'Bearer mock-invalid-token',
        'content-type': 'application/json',
      },
      body: method === 'POST' ? '{}' : undefined,
    });
    check(`${method} ${path}`, answer);
    expect([400, 401, 404, 405]).toContain(answer.status);
  }
});

it('answers an address that is not written as one with a sentence, and logs no error', async () => {
  const { status, text } = await portal.raw({
    method: 'GET',
    path: '/v1/entities/component/default/%ff/health',
  });
  expect({ status, detail: JSON.parse(text).detail }).toEqual({
    status: 400,
    detail: expect.stringContaining('percent sign'),
  });
});
