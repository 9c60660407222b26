import { mockCredentials } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { testDatabase } from '../../database/testDatabase';
import {
  DELIVERY,
  EXAMPLE_CATALOG,
  HIDDEN,
  INCIDENTS,
  ISSUES,
  PULL_REQUESTS,
} from './__testUtils__/exampleCatalog';
import { type Portal, startPortal } from './__testUtils__/startPortal';

jest.setTimeout(120_000);

const databases = testDatabase();
const PAYMENTS = 'component:default/payments';
const MOCK = 'user:default/mock';

let knex: Knex;
let portal: Portal;

async function send(entityRef: string, scope: string, facts: object[]) {
  await portal.send({ entityRef, scope, facts });
}

beforeAll(async () => {
  knex = await databases.createEmpty();
  portal = await startPortal({
    knex,
    entities: EXAMPLE_CATALOG,
    hidden: HIDDEN,
  });
  await portal.waitFor(async () =>
    (await knex('identities')).length === 4 ? true : undefined,
  );
  await send(PAYMENTS, 'acme/payments', [
    ...DELIVERY,
    ...PULL_REQUESTS,
    ...ISSUES,
    ...INCIDENTS,
  ]);
  const commit = DELIVERY[0];
  await send('component:default/vault', 'acme/vault', [commit]);
  await send('component:default/vault', 'acme/shared', [commit]);
  await send('component:default/refunds', 'acme/shared', [
    { ...commit, title: 'Another' },
  ]);
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

async function idOf(name: string): Promise<string> {
  const { id } = await knex('scopes').first('id').where('external_id', name);
  return String(id);
}

async function refusalsOf(query: string, variables: Record<string, unknown>) {
  const { body } = await portal.query(query, { variables });
  return {
    data: body.data,
    errors: (body.errors ?? []).map(({ message, extensions, path }: any) => ({
      message,
      code: extensions.code,
      path,
    })),
  };
}

/** All rows of a connection, read in pages of two. */
async function readAll(
  field: string,
  node: string,
  begin: (connection: string) => string,
  find: (data: any) => any,
): Promise<any[]> {
  const rows: any[] = [];
  let after: string | null = null;
  for (let pageNo = 0; pageNo < 20; pageNo += 1) {
    const data = await portal.read(
      begin(
        `${field}(first: 2, after: ${JSON.stringify(after)}) {
           totalCount nodes { ${node} } edges { cursor node { ${node} } }
           pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
         }`,
      ),
    );
    const { edges, nodes, pageInfo } = find(data);
    expect(edges.map((edge: any) => edge.node)).toEqual(nodes);
    expect(pageInfo).toMatchObject({
      hasPreviousPage: pageNo > 0,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    });
    rows.push(...nodes);
    if (!pageInfo.hasNextPage) return rows;
    after = pageInfo.endCursor;
  }
  throw new Error('The list has no end.');
}

describe('a list is read whole, page by page:', () => {
  it.each([
    ['deployments', 'id finishedAt', 12],
    ['incidents', 'id title', 3],
    ['services', 'ref', 1],
    ['repositories', 'name', 1],
  ])('%s of an entity', async (field, node, count) => {
    const rows = await readAll(
      field,
      node,
      connection => `{ entity(ref: "${PAYMENTS}") { ${connection} } }`,
      ({ entity }) => entity[field],
    );
    expect(rows).toHaveLength(count);
    expect(new Set(rows.map(row => JSON.stringify(row))).size).toBe(count);
  });

  it.each([
    ['commits', 'title authoredAt', 12],
    ['pullRequests', 'title createdAt', 5],
    ['issues', 'key createdAt', 3],
  ])('%s of a repository, newest first', async (field, node, count) => {
    const id = await idOf('acme/payments');
    const rows = await readAll(
      field,
      node,
      connection => `{ repository(id: ${id}) { ${connection} } }`,
      ({ repository }) => repository[field],
    );
    const times = rows.map(row => row.authoredAt ?? row.createdAt);
    expect(times).toHaveLength(count);
    expect([...times].sort().reverse()).toEqual(times);
  });
});

describe('lists and REST', () => {
  it('tell the same deployments and incidents', async () => {
    const rest = await portal.get(
      '/v1/entities/component/default/payments/deployments',
    );
    const fields =
      'id environment isProduction sha startedAt finishedAt outcome isRollback isFailed isRecovered changeCount leadTimeMedianSeconds isMarkedByHand revisionStatus';
    const { entity } = await portal.read(
      `{ entity(ref: "${PAYMENTS}") {
           deployments { totalCount nodes { ${fields} evidence { kind confidence title } } }
           incidents { nodes { id title severity openedAt isResolved resolvedAt attribution deploymentId } }
         } }`,
    );
    expect(entity.deployments.totalCount).toBe(rest.body.totalCount);
    const tell = (row: any, names: string) =>
      Object.fromEntries(
        names.split(' ').map(name => [name, row[name] ?? null]),
      );
    expect(entity.deployments.nodes).toEqual(
      rest.body.items.map((row: any) => ({
        ...tell(row, fields),
        evidence: row.evidence.map((each: any) =>
          tell(each, 'kind confidence title'),
        ),
      })),
    );
    const incidents = await portal.get(
      '/v1/entities/component/default/payments/incidents',
    );
    expect(entity.incidents.nodes).toEqual(
      incidents.body.items.map((row: any) =>
        tell(
          row,
          'id title severity openedAt isResolved resolvedAt attribution deploymentId',
        ),
      ),
    );
  });
});

describe('a repository', () => {
  it('has its source, its entities, its team and how far it was read', async () => {
    const { repository } = await portal.read(
      'query ($id: ID!) { repository(id: $id) { name platform isGone entities { ref } team { id } health { lastSyncAt streams { name } } } }',
      { variables: { id: await idOf('acme/payments') } },
    );
    expect(repository).toEqual({
      name: 'acme/payments',
      platform: 'intake',
      isGone: false,
      entities: [{ ref: PAYMENTS }],
      team: { id: 'group:default/money' },
      health: { lastSyncAt: null, streams: [] },
    });
  });

  it('tells facts, and of people only what is one’s own', async () => {
    const id = await idOf('acme/payments');
    const query = `query ($id: ID!) { repository(id: $id) {
      commits(first: 12) { nodes { title authorKind author { id name } } }
      pullRequests { nodes {
        number state mergedAt labels issueKeys commits { sha } repository { name }
        author { id } reviews { totalCount nodes { state commentCount reviewer { id } } }
      } }
      issues { nodes { key type statusCategory assignee { id } transitions { to toCategory } } }
    } }`;
    const { repository } = await portal.read(query, { variables: { id } });
    const { commits, pullRequests, issues } = repository;
    // Change 12 is the newest; every third from the first on is the caller's.
    expect(
      commits.nodes.map(({ title, author }: any) => [title, author?.id]),
    ).toEqual(
      Array.from({ length: 12 }, (_, index) => [
        `Change ${12 - index}`,
        (11 - index) % 3 === 0 ? MOCK : undefined,
      ]),
    );
    expect(pullRequests.nodes[0]).toMatchObject({
      number: 5,
      state: 'open',
      mergedAt: null,
      labels: ['hotfix'],
      repository: { name: 'acme/payments' },
      author: { id: MOCK },
      reviews: {
        totalCount: 1,
        nodes: [{ state: 'approved', commentCount: 1, reviewer: null }],
      },
    });
    expect(pullRequests.nodes[1]).toMatchObject({
      author: null,
      reviews: { nodes: [{ reviewer: { id: MOCK } }] },
    });
    expect(issues.nodes[0]).toMatchObject({
      key: 'PAY-3',
      assignee: null,
      transitions: [{ toCategory: 'inProgress' }, { toCategory: 'done' }],
    });
    const asService = await portal.read(query, {
      variables: { id },
      authorization: mockCredentials.service.header(),
    });
    const told = JSON.stringify(asService);
    expect(told).not.toMatch(/ada|mock|user:/i);
    expect(JSON.stringify(repository)).not.toMatch(/ada/i);
  });

  it('of which the caller sees no entity is not there', async () => {
    expect(
      await refusalsOf('query ($id: ID!) { repository(id: $id) { name } }', {
        id: await idOf('acme/vault'),
      }),
    ).toEqual({
      data: null,
      errors: [
        {
          code: 'NOT_FOUND',
          message: expect.stringContaining('that you may see'),
          path: ['repository'],
        },
      ],
    });
  });

  it('that is also an unseen entity’s shows itself and not what it holds', async () => {
    const id = await idOf('acme/shared');
    const { repository } = await portal.read(
      'query ($id: ID!) { repository(id: $id) { name entities { ref } } }',
      { variables: { id } },
    );
    expect(repository).toEqual({
      name: 'acme/shared',
      entities: [{ ref: 'component:default/refunds' }],
    });
    const { errors } = await refusalsOf(
      'query ($id: ID!) { repository(id: $id) { commits { nodes { title } } } }',
      { id },
    );
    expect(errors).toEqual([
      {
        code: 'FORBIDDEN',
        message: expect.stringContaining('entities that you may not see'),
        path: ['repository', 'commits'],
      },
    ]);
  });
});

describe('a developer', () => {
  const LISTS = `
    commits(first: 2) { totalCount nodes { title author { id } } }
    pullRequests { totalCount nodes { number } }
    productivity { status commitCount openedPullRequestCount mergedPullRequestCount reviewCount medianMergeSeconds }`;

  it('sees what is its own', async () => {
    const { developer } = await portal.read(
      `{ developer(id: "${MOCK}") { id name email githubUsername team { id } ${LISTS} } }`,
    );
    expect(developer).toEqual({
      id: MOCK,
      name: 'Mo Mock',
      email: 'mo@acme.example',
      githubUsername: 'mo-mock',
      team: { id: 'group:default/money' },
      // One of them also in the repository that it sees in part; that of the unseen one is left out.
      commits: {
        totalCount: 5,
        nodes: [
          { title: 'Change 10', author: { id: MOCK } },
          { title: 'Change 7', author: { id: MOCK } },
        ],
      },
      pullRequests: {
        totalCount: 3,
        nodes: [{ number: 5 }, { number: 3 }, { number: 1 }],
      },
      productivity: {
        status: 'ok',
        commitCount: 4,
        openedPullRequestCount: 3,
        mergedPullRequestCount: 2,
        reviewCount: 2,
        medianMergeSeconds: 5 * 3600,
      },
    });
  });

  it('sees nothing that another did, but that there is another', async () => {
    const { data, errors } = await refusalsOf(
      `{ developer(id: "user:default/ada") { id ${LISTS} } }`,
      {},
    );
    expect(data.developer).toEqual({
      id: 'user:default/ada',
      commits: null,
      pullRequests: null,
      productivity: null,
    });
    expect(errors.map(({ code, path }: any) => [code, path[1]])).toEqual([
      ['FORBIDDEN', 'commits'],
      ['FORBIDDEN', 'pullRequests'],
      ['FORBIDDEN', 'productivity'],
    ]);
    expect(errors[0].message).toBe(
      'What user:default/ada did is told to that person alone.',
    );
  });

  it('is nobody to a service', async () => {
    const { body } = await portal.query(
      `{ developer(id: "${MOCK}") { productivity { commitCount } } }`,
      { authorization: mockCredentials.service.header() },
    );
    expect(body.data.developer.productivity).toBeNull();
    expect(body.errors[0].extensions.code).toBe('FORBIDDEN');
  });

  it('of whom no account is known did an unknown number, not none', async () => {
    await knex('identities').delete();
    const { data, errors } = await refusalsOf(
      `{ developer(id: "${MOCK}") { productivity { status commitCount reviewCount } commits { totalCount } } }`,
      {},
    );
    expect(data.developer).toEqual({
      commits: null,
      productivity: {
        status: 'noAccount',
        commitCount: null,
        reviewCount: null,
      },
    });
    expect(errors).toEqual([
      {
        code: 'NOT_FOUND',
        message: expect.stringContaining('no account of yours'),
        path: ['developer', 'commits'],
      },
    ]);
  });
});

describe('a team and its organisation', () => {
  it('have their parts, of those that the caller may see', async () => {
    const { team } = await portal.read(
      `{ team(id: "group:default/money") {
           id name entity { kind }
           organization { id name domain teams { nodes { id name } } metrics { teamCount serviceCount } }
           services { totalCount nodes { ref type } }
           repositories { nodes { name } }
           developers(first: 1) { totalCount pageInfo { hasNextPage } nodes { id team { id } } }
         } }`,
    );
    expect(team).toEqual({
      id: 'group:default/money',
      name: 'Money',
      entity: { kind: 'group' },
      organization: {
        id: 'group:default/company',
        name: 'Acme',
        domain: 'acme.example',
        teams: {
          nodes: [
            { id: 'group:default/money', name: 'Money' },
            { id: 'group:default/web', name: 'web' },
          ],
        },
        metrics: { teamCount: 2, serviceCount: 2 },
      },
      services: {
        totalCount: 2,
        nodes: [
          { ref: PAYMENTS, type: 'service' },
          { ref: 'component:default/refunds', type: 'service' },
        ],
      },
      repositories: {
        nodes: [{ name: 'acme/payments' }, { name: 'acme/shared' }],
      },
      developers: {
        totalCount: 2,
        pageInfo: { hasNextPage: true },
        nodes: [
          { id: 'user:default/ada', team: { id: 'group:default/money' } },
        ],
      },
    });
  });

  it('have the metrics of the page, as REST tells them', async () => {
    const { team } = await portal.read(
      `{ team(id: "group:default/money") { metrics {
           flow { id value { status value } } planning { id value { status value } }
           balance { id value { status value } } quality { id value { status value } }
         } } }`,
    );
    for (const section of ['flow', 'planning', 'balance', 'quality']) {
      const { body } = await portal.get(
        `/v1/analytics/team/group/default/money?section=${section}`,
      );
      expect(team.metrics[section]).toEqual(
        body.metrics.map(({ metricId, value }: any) => ({
          id: metricId,
          value: { status: value.status, value: value.value ?? null },
        })),
      );
    }
  });

  it.each([
    [
      '{ team(id: "component:default/payments") { id } }',
      'id: must be the entity ref of a group',
    ],
    [
      '{ developer(id: "group:default/money") { id } }',
      'id: must be the entity ref of a user',
    ],
    [
      '{ team(id: "group:default/money") { services(first: 0) { totalCount } } }',
      'first: must be from 1 to 1000',
    ],
    [
      '{ team(id: "group:default/money") { services(first: 1001) { totalCount } } }',
      'first: must be from 1 to 1000',
    ],
    [
      '{ team(id: "group:default/money") { services(after: "x") { totalCount } } }',
      'after: must be a cursor',
    ],
    [
      '{ repository(id: 1) { commits(after: "x") { totalCount } } }',
      'after: must be the cursor',
    ],
    [
      '{ repository(id: 1) { commits(after: "e30") { totalCount } } }',
      'after: must be the cursor',
    ],
  ])('refuse %s', async (query, message) => {
    const { errors } = await refusalsOf(query, {});
    expect(errors).toEqual([
      expect.objectContaining({
        code: 'BAD_REQUEST',
        message: expect.stringContaining(message),
      }),
    ]);
  });
});
