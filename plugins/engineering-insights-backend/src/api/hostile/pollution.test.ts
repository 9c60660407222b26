import type { Knex } from 'knex';
import { testDatabase } from '../../database/testDatabase';
import { storableBody } from '../../ingestion/scrubPersonal';
import { DELIVERY } from '../graphql/__testUtils__/exampleCatalog';
import { OPERATIONS } from './__testUtils__/listOperations';
import {
  PAYMENTS,
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

const WORD = 'polluted';
/** JSON's own text, as in JavaScript `__proto__: …` would be no member. */
const MEMBERS = `"__proto__":{"${WORD}":"yes","isFailed":true},"constructor":{"prototype":{"${WORD}":"yes"}}`;

/** The text with the members in the first object, and in every one below it. */
const withMembers = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(withMembers).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([name, member]) => `${JSON.stringify(name)}:${withMembers(member)}`);
  return `{${[MEMBERS, ...members].join(',')}}`;
};

function expectClean() {
  for (const value of [{}, [], () => 0, '']) {
    expect((value as Record<string, unknown>)[WORD]).toBeUndefined();
  }
}

/** Columns of the database in which a member is called like the prototype of what holds it. */
async function findStored(): Promise<string[]> {
  const { rows } = await knex.raw<{
    rows: { table: string; column: string }[];
  }>(`
    select table_name as "table", column_name as "column"
      from information_schema.columns
     where table_schema = current_schema() and data_type in ('json', 'jsonb')`);
  const found: string[] = [];
  for (const { table, column } of rows) {
    const { rows: hits } = await knex.raw(
      `select 1 from :table: as each where cast(each.:column: as text) like '%"\\_\\_proto\\_\\_":%' limit 1`,
      { table, column },
    );
    if (hits.length > 0) found.push(`${table}.${column}`);
  }
  return found;
}

it('changes no object by any body', async () => {
  const statuses: number[] = [];
  for (const { id, method, bodies, pathWith } of OPERATIONS) {
    for (const { mediaType, value } of bodies) {
      const { status, text } = await portal.raw({
        method,
        path: pathWith({}),
        headers: { 'content-type': mediaType },
        body: withMembers(value),
      });
      expect({ id, status, text: status < 500 || text }).toEqual({
        id,
        status: expect.any(Number),
        text: true,
      });
      statuses.push(status);
      expectClean();
    }
  }
  expect(statuses.some(status => status < 300)).toBe(true);
  expect(await findStored()).toEqual([]);
});

it('keeps what is valid beside it', async () => {
  const { status, text } = await portal.raw({
    method: 'POST',
    path: '/v1/events',
    headers: { 'content-type': 'application/json' },
    body: withMembers({
      entityRef: PAYMENTS,
      scope: 'acme/polluted',
      facts: DELIVERY,
    }),
  });
  expect({ status, body: JSON.parse(text) }).toMatchObject({
    status: 200,
    body: { written: DELIVERY.length, invalid: [] },
  });
  expectClean();
  expect(await findStored()).toEqual([]);
});

it('changes nothing by a webhook, and keeps none of it', async () => {
  const deliveries = [
    { items: [], changed: [], poison: true },
    {
      items: [
        {
          id: '1',
          scope: 'acme/polluted',
          stream: 'deployments',
          updatedAt: '2026-03-01T10:00:00.000Z',
          revision: 'abc',
          creator: { email: 'ada@example.com' },
        },
      ],
      user: { login: 'ada', html_url: 'https://example.com' },
    },
  ];
  for (const delivery of deliveries) {
    const { status, text } = await portal.sendWebhook(withMembers(delivery));
    expect({ status, text }).toEqual({
      status: 202,
      text: '{"result":"stored"}',
    });
    expectClean();
  }
  expect(await findStored()).toEqual([]);
});

it('changes nothing by a form', async () => {
  const { status } = await portal.raw({
    method: 'POST',
    path: '/v1/webhooks/fake',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `__proto__[${WORD}]=yes&__proto__=a&constructor[prototype][${WORD}]=yes`,
  });
  expect(status).toBe(403);
  expectClean();
});

it.each([
  `{"ref":"${PAYMENTS}",${MEMBERS}}`,
  `{"ref":{${MEMBERS}}}`,
  `{"__proto__":{"ref":"${PAYMENTS}"}}`,
])('changes nothing by variables of GraphQL: %s', async variables => {
  const { status, text } = await portal.raw({
    method: 'POST',
    path: '/graphql',
    headers: { 'content-type': 'application/json' },
    body: `{"query":"query ($ref: ID!) { entity(ref: $ref) { id } }","variables":${variables},${MEMBERS}}`,
  });
  expect({ status, text: status < 500 || text }).toEqual({
    status: expect.any(Number),
    text: true,
  });
  expectClean();
});

it('tries no rule that is named so', async () => {
  const bodies = [
    `{"entityRef":"${PAYMENTS}","annotations":{"__proto__":"x","constructor":"x","toString":"x"}}`,
    `{"entityRef":"${PAYMENTS}","annotations":{"engineering-insights/policy":"__proto__"}}`,
    `{"entityRef":"${PAYMENTS}","annotations":{"engineering-insights/policy":"constructor"}}`,
    `{"entityRef":"${PAYMENTS}","annotations":{"engineering-insights/deployments":"__proto__:x"}}`,
    `{"entityRef":"${PAYMENTS}","policy":{"deployments":{"constructor":{"prototype":{"${WORD}":"yes"}}}}}`,
  ];
  for (const body of bodies) {
    const { status, text } = await portal.raw({
      method: 'POST',
      path: '/v1/doctor/preview',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect({ body, status, text }).toEqual({
      body,
      status: 400,
      text: expect.stringContaining('"errors"'),
    });
    expectClean();
  }
});

it('is left out of what is stored, at every depth', () => {
  const body = JSON.parse(`{${MEMBERS},"a":[{${MEMBERS}}]}`);
  expect(JSON.stringify(storableBody(body))).not.toContain('__proto__');
});
