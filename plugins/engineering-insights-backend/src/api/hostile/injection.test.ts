import { mockCredentials } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { testDatabase } from '../../database/testDatabase';
import { createSchema } from '../graphql/schema/createSchema';
import { fingerprint } from './__testUtils__/fingerprint';
import { listArguments } from './__testUtils__/listArguments';
import { OPERATIONS, type ApiBody } from './__testUtils__/listOperations';
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

/** What ends a text of SQL, of a pattern or of GraphQL, and goes on as something else. */
const INJECTIONS = [
  "'; drop table entities; --",
  "' or '1'='1",
  `payments' union select title from pull_requests where title like '%`,
  "1'); delete from deployments; select pg_sleep(20); --",
  '%" or ""="',
  '\\',
  ':asOf ? $1 {{7*7}} ${7*7}',
  '"}) { __schema { types { name } } } #',
];
const SLOWEST_MS = 15_000;
/** A place gets some of them, and each kind of place all: the same parameters are those of many operations. */
const some = takeTurns(INJECTIONS, 3);
const PLACES_OF_HEADERS = [
  'if-none-match',
  'x-request-id',
  'content-type',
  'accept-language',
  'ce-specversion',
  'ce-source',
];

function check(what: string, answer: RawAnswer, startedAt: number) {
  const { status, text } = answer;
  expect({ what, status, text: status < 500 || text }).toEqual({
    what,
    status: expect.any(Number),
    text: true,
  });
  expect({ what, tells: text.includes(MARKER) }).toEqual({
    what,
    tells: false,
  });
  // Of the database nothing is told but what was asked for.
  expect({ what, tells: /syntax error at|SQLSTATE|stack/i.test(text) }).toEqual(
    { what, tells: false },
  );
  expect(performance.now() - startedAt).toBeLessThan(SLOWEST_MS);
}

/** The body with a text in one of its places at a time, names of members too. */
function* bodiesWith(value: unknown, text: string): Generator<unknown> {
  if (typeof value === 'string') yield text;
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    for (const changed of bodiesWith(member, text)) {
      yield Array.isArray(value)
        ? Object.assign([...value], { [name]: changed })
        : { ...value, [name]: changed };
    }
    if (!Array.isArray(value)) yield { ...value, [text]: member };
  }
}

const READS = OPERATIONS.filter(({ method }) => method === 'GET');

it('is text in every place of every question, and changes nothing', async () => {
  const before = await fingerprint(knex);
  for (const operation of READS) {
    for (const { name } of operation.parameters) {
      for (const text of some()) {
        const path = operation.pathWith({ [name]: encodeURIComponent(text) });
        const startedAt = performance.now();
        const answer = await portal.raw({ method: 'GET', path });
        check(`${operation.id} ${name} ${text}`, answer, startedAt);
      }
    }
  }
  expect(await fingerprint(knex)).toEqual(before);
});

it('is text in every header', async () => {
  const before = await fingerprint(knex);
  for (const name of PLACES_OF_HEADERS) {
    for (const text of INJECTIONS) {
      const startedAt = performance.now();
      const answer = await portal.raw({
        method: 'POST',
        path: '/v1/events?scope=acme%2Fheaders',
        headers: { 'content-type': 'application/json', [name]: text },
        body: '{}',
      });
      check(`${name} ${text}`, answer, startedAt);
      expect(answer.status).toBeGreaterThanOrEqual(400);
    }
  }
  expect(await fingerprint(knex)).toEqual(before);
});

it('is text in every argument of GraphQL, written into the query and as a variable', async () => {
  const before = await fingerprint(knex);
  const found = listArguments(createSchema());
  expect(found.length).toBeGreaterThan(50);
  for (const { name, queryWith } of found) {
    for (const text of some()) {
      const startedAt = performance.now();
      const { status, body } = await portal.query(queryWith(text));
      const what = `${name} ${text}`;
      check(what, { status, type: '', text: JSON.stringify(body) }, startedAt);
      const codes = (body.errors ?? []).map(
        ({ extensions }: any) => extensions.code,
      );
      expect({ what, codes }).not.toEqual({
        what,
        codes: expect.arrayContaining(['INTERNAL']),
      });
      // The schema is told to who asks for it, and to nobody by another question.
      expect(body.data?.__schema).toBeUndefined();
    }
  }
  expect(await fingerprint(knex)).toEqual(before);
});

async function sendBody(
  operation: (typeof OPERATIONS)[number],
  { mediaType }: ApiBody,
  value: unknown,
  path = operation.pathWith({}),
) {
  return portal.raw({
    method: operation.method,
    path,
    headers: { 'content-type': mediaType },
    body: JSON.stringify(value),
  });
}

/** What the vault has, what the catalog says, and the rules of the database. */
async function readOthers() {
  const of = (table: string) =>
    knex(table)
      .join('scopes', 'scopes.id', `${table}.scope_id`)
      .where('scopes.external_id', 'acme/vault')
      .orderBy(`${table}.id`)
      .select(`${table}.*`);
  return {
    entities: await knex('entities').orderBy('id').select('id', 'ref'),
    deployments: await of('source_deployments'),
    pullRequests: await of('pull_requests'),
    incidents: await of('incidents'),
    issues: await of('issues'),
    tables: Object.keys(await fingerprint(knex)),
  };
}

it('is text in every place of what is written, and touches nothing of others', async () => {
  const before = await readOthers();
  let writtenCount = 0;
  for (const operation of OPERATIONS) {
    if (operation.method === 'GET') continue;
    const [text] = some();
    for (const { name } of operation.parameters) {
      for (const each of some()) {
        const path = operation.pathWith({ [name]: encodeURIComponent(each) });
        const startedAt = performance.now();
        const [body = { mediaType: 'application/json', value: {} }] =
          operation.bodies;
        const answer = await sendBody(operation, body, body.value, path);
        check(`${operation.id} ${name} ${each}`, answer, startedAt);
      }
    }
    for (const body of operation.bodies) {
      for (const value of bodiesWith(body.value, text)) {
        const startedAt = performance.now();
        const answer = await sendBody(operation, body, value);
        check(`${operation.id} ${JSON.stringify(value)}`, answer, startedAt);
        if (answer.status < 300) writtenCount += 1;
      }
    }
  }
  // Else all would have been refused for something else.
  expect(writtenCount).toBeGreaterThan(50);
  expect(await readOthers()).toEqual(before);
  expect(
    (await portal.get('/v1/entities/component/default/payments/deployments'))
      .status,
  ).toBe(200);
});

it('is text in a webhook, whoever signs it', async () => {
  const before = await readOthers();
  for (const text of INJECTIONS) {
    const startedAt = performance.now();
    const unsigned = await portal.raw({
      method: 'POST',
      path: `/v1/webhooks/${encodeURIComponent(text)}`,
      headers: { authorization: mockCredentials.none.header() },
      body: '{}',
    });
    check(`webhook ${text}`, unsigned, startedAt);
    expect(unsigned.status).toBe(404);
    const item = {
      id: text,
      scope: text,
      stream: 'deployments',
      updatedAt: text,
      revision: text,
      state: text,
    };
    const signed = await portal.sendWebhook(
      JSON.stringify({ items: [item], [text]: text }),
    );
    check(`signed webhook ${text}`, signed, startedAt);
    expect(signed.status).toBe(202);
  }
  expect(await readOthers()).toEqual(before);
});
