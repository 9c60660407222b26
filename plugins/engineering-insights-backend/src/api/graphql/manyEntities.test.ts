import type { Entity } from '@backstage/catalog-model';
import type { Knex } from 'knex';
import { testDatabase } from '../../database/testDatabase';
import {
  DELIVERY,
  EXAMPLE_CATALOG,
  PULL_REQUESTS,
} from './__testUtils__/exampleCatalog';
import { type Portal, startPortal } from './__testUtils__/startPortal';

jest.setTimeout(120_000);

const databases = testDatabase();
const COUNT = 50;

const SERVICES = Array.from(
  { length: COUNT },
  (_, index): Entity => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: `service-${index}`, namespace: 'default' },
    spec: { type: 'service' },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/web' }],
  }),
);

let knex: Knex;
let portal: Portal;

beforeAll(async () => {
  knex = await databases.createEmpty();
  portal = await startPortal({
    knex,
    entities: [...EXAMPLE_CATALOG, ...SERVICES],
  });
  await portal.waitFor(async () =>
    knex('entities').first('id').where('ref', 'component:default/service-49'),
  );
  for (const [index] of SERVICES.slice(0, 5).entries()) {
    await portal.send({
      entityRef: `component:default/service-${index}`,
      scope: `acme/service-${index}`,
      facts: [...DELIVERY, ...PULL_REQUESTS],
    });
  }
  await portal.waitFor(async () => {
    const waiting = await knex('dirty_marks')
      .first('id')
      .where('due_at', '<=', knex.fn.now());
    return waiting ? undefined : true;
  });
});
afterAll(async () => {
  await portal?.stop();
});

/** How many queries a request takes: the fewest of some tries, as the plugin works in the background meanwhile. */
async function countQueries(
  query: string,
): Promise<{ data: any; count: number }> {
  const counts: number[] = [];
  let data;
  for (let tryNo = 0; tryNo < 5; tryNo += 1) {
    let count = 0;
    const onQuery = () => {
      count += 1;
    };
    knex.on('query', onQuery);
    data = await portal.read(query);
    knex.off('query', onQuery);
    counts.push(count);
  }
  return { data, count: Math.min(...counts) };
}

const FIVE =
  'leadTimeForChanges { value { value sampleSize } } timeToRestoreService { value { status } } changeFailureRate { band { level } series { value { value } } } deploymentFrequency { value { value } } deploymentReworkRate { value { value } }';

it.each([
  ['the five of DORA', `dora { ${FIVE} }`],
  [
    'some metrics',
    'metrics(ids: ["flow.cycle-time", "collaboration.review-load", "dora.change-lead-time"]) { value { value } entity { title } }',
  ],
  [
    'one metric under several names',
    'a: metric(id: "flow.cycle-time") { value { value } } b: metric(id: "flow.pull-request-size") { value { value } }',
  ],
])(
  'asks the database no more for fifty entities than for five: %s',
  async (_, fields) => {
    const ask = (first: number) =>
      countQueries(
        `{ team(id: "group:default/web") { services(first: ${first}) { nodes { ref ${fields} } } } }`,
      );
    const few = await ask(5);
    const many = await ask(COUNT);
    expect(many.data.team.services.nodes).toHaveLength(COUNT);
    expect(many.count).toBe(few.count);
    expect(many.count).toBeLessThan(25);
  },
);

it('asks for reviews, repositories and owners by the list and not by the row', async () => {
  const { data, count } = await countQueries(
    `{ team(id: "group:default/web") { repositories(first: 10) { nodes { name team { name } pullRequests(first: 10) { nodes {
         repository { name } author { name } reviews(first: 10) { nodes { state reviewer { name } } }
       } } } } } }`,
  );
  const { nodes } = data.team.repositories;
  expect(nodes).toHaveLength(5);
  expect(nodes[0].pullRequests.nodes[0].reviews.nodes).toEqual([
    { state: 'approved', reviewer: null },
  ]);
  // Nine for each of the five lists; of the 25 pull requests each alone would be three more.
  expect(count).toBeLessThan(60);
});
