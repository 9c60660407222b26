import type { Knex } from 'knex';
import { testDatabase } from '../../database/testDatabase';
import { LIMITS } from '../graphql/limits/limits';
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

const SLOWEST_MS = 3_000;
const list = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => make(index)).join(' ');
const entity = `entity(ref: "${PAYMENTS}")`;
/** Fragments, each of which spreads the next twice: the last is reached two to the power of their number times. */
const doubling = (count: number, type: string, last: string) =>
  `${list(
    count,
    index =>
      `fragment F${index} on ${type} { ...F${index + 1} ...F${index + 1} }`,
  )} fragment F${count} on ${type} { ${last} }`;

/** Each as large as the limit of words lets it be; most of these limits are in graphqlApi.test.ts one by one. */
const BOMBS: readonly (readonly [name: string, query: string])[] = [
  [
    'directives on one field',
    `{ __typename ${list(300, () => '@include(if: true)')} }`,
  ],
  [
    'directives that there are not',
    `{ __typename ${list(450, index => `@d${index}`)} }`,
  ],
  [
    'directives on the operation',
    `query ${list(480, () => '@skip')} { __typename }`,
  ],
  [
    'aliases in fragments that are spread twice each',
    `{ ...F0 } ${doubling(
      40,
      'Query',
      list(20, index => `a${index}: ${entity} { id }`),
    )}`,
  ],
  [
    'one field in fragments that are spread twice each',
    `{ ...F0 } ${doubling(60, 'Query', '__typename')}`,
  ],
  [
    'pages in pages',
    `{ team(id: "group:default/money") { repositories(first: 1000) { nodes { pullRequests(first: 1000) { nodes { reviews(first: 1000) { nodes { id } } } } } } } }`,
  ],
  [
    'introspection that is spread twice each time',
    `{ __schema { types { ...F0 } } } ${doubling(
      40,
      '__Type',
      'fields { type { fields { type { fields { type { name } } } } } }',
    )}`,
  ],
  [
    'introspection under many names',
    `{ ${list(
      LIMITS.aliases + 1,
      index => `a${index}: __schema { types { fields { args { name } } } }`,
    )} }`,
  ],
  [
    'fields of one name with others below',
    `{ ${list(
      45,
      index => `${entity} { a${index}: dora { period { days } } }`,
    )} }`,
  ],
  [
    'fields of one name that differ in what they ask',
    `{ ${list(90, index => `entity(ref: "${index}") { id }`)} }`,
  ],
  [
    'fragments on fields of one name',
    `{ ${list(60, index => `...G${index}`)} } ${list(
      60,
      index =>
        `fragment G${index} on Query { x: entity(ref: "${index}") { id } }`,
    )}`,
  ],
  [
    'a circle of many fragments',
    `{ ...C0 } ${list(
      140,
      index => `fragment C${index} on Query { ...C${(index + 1) % 140} }`,
    )}`,
  ],
  [
    'variables that there are not',
    `{ metric(${list(90, index => `a${index}: $b${index}`)}) { id } }`,
  ],
  [
    'lists in a list',
    `{ ${entity} { metrics(ids: ${'['.repeat(400)}${']'.repeat(
      400,
    )}) { id } } }`,
  ],
  [
    'a value of many braces',
    `{ ${entity} { metric(id: "x", period: ${'{from:'.repeat(300)}1${'}'.repeat(
      300,
    )}) { id } } }`,
  ],
  [
    'names that are nearly right',
    `{ ${list(900, index => `entitie${index}`)} }`,
  ],
  ['several operations', list(200, index => `query Q${index} { __typename }`)],
];

async function timed<T>(act: () => Promise<T>) {
  const startedAt = performance.now();
  const answer = await act();
  expect(performance.now() - startedAt).toBeLessThan(SLOWEST_MS);
  return answer;
}

it.each(BOMBS)('is refused with a sentence: %s', async (_, query) => {
  const asked: string[] = [];
  const onQuery = ({ sql }: { sql: string }) => asked.push(sql);
  const { status, body } = await timed(async () => {
    knex.on('query', onQuery);
    try {
      return await portal.query(query);
    } finally {
      knex.off('query', onQuery);
    }
  });
  expect([400, 413]).toContain(status);
  expect(body.data).toBeUndefined();
  expect(body.errors.length).toBeGreaterThan(0);
  expect(body.errors.length).toBeLessThanOrEqual(LIMITS.errors + 1);
  for (const { message } of body.errors) {
    expect(message).toMatch(/^[A-Z].{15,}/);
    expect(message.length).toBeLessThan(1_000);
  }
  // Nothing of it was begun.
  expect(asked.filter(sql => sql.includes('"specType"'))).toEqual([]);
});

it('a batch is refused whole', async () => {
  const { status, text } = await timed(() =>
    portal.raw({
      method: 'POST',
      path: '/graphql',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(
        Array.from({ length: 1_000 }, () => ({ query: '{ __typename }' })),
      ),
    }),
  );
  expect(status).toBe(400);
  expect(JSON.parse(text).errors).toEqual([
    expect.objectContaining({
      message: expect.stringContaining('One request holds one operation'),
    }),
  ]);
});

it.each([
  ['a list of thousands', Array.from({ length: 9_000 }, () => 'x')],
  ['an object', { a: { b: {} } }],
  ['lists in lists', JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`)],
])('a variable that is %s is refused', async (_, ids) => {
  const { status, body } = await timed(() =>
    portal.query(
      `query ($ids: [ID!]!) { ${entity} { metrics(ids: $ids) { id series { value { value } } } } }`,
      { variables: { ids } },
    ),
  );
  expect({ status, data: body.data }).toEqual({ status: 400, data: undefined });
  expect(body.errors[0].message).toMatch(/^[A-Z].{15,}/);
});
