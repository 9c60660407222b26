import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { testDatabase } from '../../database/testDatabase';
import {
  DELIVERY,
  EXAMPLE_CATALOG,
  HIDDEN,
  PULL_REQUESTS,
} from '../graphql/__testUtils__/exampleCatalog';
import { type Portal, startPortal } from '../graphql/__testUtils__/startPortal';

jest.setTimeout(120_000);

const databases = testDatabase();
const PAYMENTS = 'component:default/payments';
let portal: Portal;
let document: any;

beforeAll(async () => {
  const knex = await databases.createEmpty();
  portal = await startPortal({
    knex,
    entities: EXAMPLE_CATALOG,
    hidden: HIDDEN,
  });
  document = (await portal.get('/openapi.json')).body;
  await portal.waitFor(async () =>
    knex('entities').first('id').where('ref', PAYMENTS),
  );
  await portal.send({
    entityRef: PAYMENTS,
    scope: 'acme/payments',
    facts: [...DELIVERY, ...PULL_REQUESTS],
  });
  await portal.waitFor(async () => {
    const waiting = await knex('dirty_marks')
      .first('id')
      .where('due_at', '<=', knex.fn.now());
    const { body } = await portal.get(
      '/v1/analytics/dora/component/default/payments',
    );
    return !waiting && body.summary.changeCount === 11 ? true : undefined;
  });
});
afterAll(async () => {
  await portal?.stop();
});

/** The answer, which is as the document says. */
async function read(path: string, answer: string) {
  const { status, body } = await portal.get(path);
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats(ajv);
  const schema = {
    $ref: `#/components/schemas/${answer}`,
    components: document.components,
  };
  ajv.validate(schema, body);
  expect({ path, status, errors: ajv.errors }).toEqual({
    path,
    status: 200,
    errors: null,
  });
  return body;
}

const refsOf = ({ items }: any) => items.map(({ ref }: any) => ref);

it('lists what is at the top, and what is below it', async () => {
  expect(refsOf(await read('/v1/organizations', 'EntitiesAnswer'))).toEqual([
    'group:default/company',
  ]);
  expect(
    await read('/v1/organizations/group/default/company', 'OrganizationAnswer'),
  ).toMatchObject({
    organization: { title: 'Acme', type: 'organization' },
    domain: 'acme.example',
    teamCount: 2,
    serviceCount: 2,
  });
});

it.each([
  ['', ['company', 'money', 'web']],
  ['?type=team', ['money', 'web']],
  ['?organization=group:default/company', ['money', 'web']],
  ['?text=MON', ['money']],
  ['?limit=1', ['company']],
  ['?limit=1&cursor=1', ['money']],
  ['?cursor=7', []],
])('lists teams%s', async (query, names) => {
  const answer = await read(`/v1/teams${query}`, 'EntitiesAnswer');
  expect(refsOf(answer)).toEqual(names.map(name => `group:default/${name}`));
});

it('pages through a list without a gap', async () => {
  const seen: string[] = [];
  let cursor: string | undefined = '0';
  while (cursor) {
    const page: any = await read(
      `/v1/teams?limit=2&cursor=${cursor}`,
      'EntitiesAnswer',
    );
    expect(page.totalCount).toBe(3);
    seen.push(...refsOf(page));
    cursor = page.nextCursor;
  }
  expect(seen).toEqual(refsOf(await read('/v1/teams', 'EntitiesAnswer')));
});

it('tells a team as GraphQL does', async () => {
  const team = 'group/default/money';
  const told = await portal.read(
    `{ team(id: "group:default/money") {
      organization { id } developers { totalCount }
      services { nodes { ref } } repositories { nodes { id name } } } }`,
  );
  const details = await read(`/v1/teams/${team}`, 'TeamDetailsAnswer');
  const services = await read(`/v1/teams/${team}/services`, 'EntitiesAnswer');
  const repositories = await read(
    `/v1/teams/${team}/repositories`,
    'RepositoriesAnswer',
  );
  expect({
    organization: { id: details.organization.ref },
    developers: { totalCount: details.memberCount },
    services: { nodes: refsOf(services).map((ref: string) => ({ ref })) },
    repositories: {
      nodes: repositories.items.map(({ id, name }: any) => ({ id, name })),
    },
  }).toEqual(told.team);
  expect(refsOf(services)).not.toContain(HIDDEN[0]);
  expect(details).toMatchObject({ serviceCount: 2, repositoryCount: 1 });
});

it.each(['/v1/teams', '/v1/organizations'])(
  '%s takes groups alone',
  async path => {
    const { status, body } = await portal.get(
      `${path}/component/default/payments`,
    );
    expect({ status, field: body.errors[0].field }).toEqual({
      status: 400,
      field: 'path.kind',
    });
    const unseen = await portal.get(`${path}/group/default/nobody`);
    expect(unseen.status).toBe(404);
  },
);

it('lists pull requests page by page, and names no one', async () => {
  const path = '/v1/entities/component/default/payments/pull-requests';
  const all = await read(path, 'PullRequestsAnswer');
  expect(all.items.map(({ number }: any) => number)).toEqual([5, 4, 3, 2, 1]);
  expect(all.leftOutRepositories).toEqual([]);
  expect(JSON.stringify(all)).not.toMatch(/ada|mo-mock/i);

  const first = await read(`${path}?limit=3`, 'PullRequestsAnswer');
  const second = await read(
    `${path}?limit=3&cursor=${first.nextCursor}`,
    'PullRequestsAnswer',
  );
  expect(first.totalCount).toBe(5);
  expect([...first.items, ...second.items]).toEqual(all.items);
  expect(second.nextCursor).toBeUndefined();
  expect((await portal.get(`${path}?cursor=x`)).body.errors[0].field).toBe(
    'query.cursor',
  );
});

it('leaves out pull requests of what others read too, and says so', async () => {
  const send = (entityRef: string, facts: object[]) =>
    portal.send({ entityRef, scope: 'acme/shared', facts });
  await send('component:default/refunds', [DELIVERY[0], ...PULL_REQUESTS]);
  const path = '/v1/entities/component/default/refunds/pull-requests';
  expect((await read(path, 'PullRequestsAnswer')).totalCount).toBe(5);
  await send(HIDDEN[0], [DELIVERY[2]]);
  expect(await read(path, 'PullRequestsAnswer')).toMatchObject({
    totalCount: 0,
    leftOutRepositories: ['acme/shared'],
  });
});

it.each([
  ['productivity', 'flow', 'balance'],
  ['quality', 'quality'],
])('gives of %s the metrics of the page', async (topic, ...sections) => {
  const answer = await read(
    `/v1/analytics/${topic}/group/default/money`,
    'AnalyticsAnswer',
  );
  const shown = [];
  for (const section of sections) {
    const { body } = await portal.get(
      `/v1/analytics/team/group/default/money?section=${section}`,
    );
    shown.push(...body.metrics);
  }
  expect(answer.metrics).toEqual(shown);
});

it('gives of velocity throughput before what is planned', async () => {
  const { metrics } = await read(
    '/v1/analytics/velocity/component/default/payments?clock=working&compare=false',
    'AnalyticsAnswer',
  );
  expect(metrics[0].metricId).toBe('flow.throughput');
  expect(metrics[0]).not.toHaveProperty('previous');
});
