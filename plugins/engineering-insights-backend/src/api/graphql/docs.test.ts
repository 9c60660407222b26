import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { testDatabase } from '../../database/testDatabase';
import { DELIVERY, EXAMPLE_CATALOG } from './__testUtils__/exampleCatalog';
import { type Portal, startPortal } from './__testUtils__/startPortal';
import { LIMITS } from './limits/limits';

jest.setTimeout(120_000);

const text = readFileSync(
  join(__dirname, '../../../../../docs/graphql.md'),
  'utf8',
);

/** Each query with the variables that stand below it. */
const EXAMPLES = [
  ...text.matchAll(/```graphql\n(.*?)```(?:\n\n```json\n(.*?)```)?/gs),
].map(([, query, variables]) => ({
  name: /query (\w+)/.exec(query)![1],
  query,
  variables: variables ? JSON.parse(variables) : {},
}));

const databases = testDatabase();
let knex: Knex;
let portal: Portal;

beforeAll(async () => {
  knex = await databases.createEmpty();
  portal = await startPortal({ knex, entities: EXAMPLE_CATALOG });
  const entityRef = 'component:default/payments';
  await portal.waitFor(async () =>
    knex('entities').first('id').where('ref', entityRef),
  );
  await portal.send({ entityRef, scope: 'acme/payments', facts: DELIVERY });
});
afterAll(async () => {
  await portal?.stop();
});

it.each(EXAMPLES)('shows a query that is answered: $name', async example => {
  const { query, variables } = example;
  const { id } = await knex('scopes').first('id');
  const data = await portal.read(query, {
    variables: {
      ...variables,
      ...(query.includes('$repository') && { repository: String(id) }),
    },
  });
  const [answer] = Object.values(data);
  expect(answer).toBeTruthy();
});

it('shows an example of each question', () => {
  expect(EXAMPLES.map(({ name }) => name)).toEqual([
    'Team',
    'Metric',
    'Services',
    'Commits',
    'Mine',
  ]);
});

it('shows a request that curl can send', async () => {
  const body = /-d '(\{.*\})'/.exec(text)![1];
  const { query } = JSON.parse(body);
  await expect(portal.read(query)).resolves.toEqual({
    entity: { title: 'Payments' },
  });
});

it.each([
  ['words and signs of the document', LIMITS.tokens],
  ['depth', LIMITS.depth],
  ['aliases', LIMITS.aliases],
  ['cost', LIMITS.cost],
  ['rows of a page', LIMITS.first],
])('says the limit of %s', (name, limit) => {
  const row = text.split('\n').find(line => line.startsWith(`| ${name} `));
  expect(row?.split('|')[2].trim()).toBe(limit.toLocaleString('en'));
});
