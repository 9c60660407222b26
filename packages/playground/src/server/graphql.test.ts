import request from 'supertest';
import { fromIso } from '../simulation/time';
import { createWorld } from '../simulation/world';
import { PLAYGROUND_TOKEN } from './authentication';
import { createApp } from './createApp';

// Long histories on a busy machine take their time.
jest.setTimeout(60_000);

const NOW = fromIso('2026-11-20T12:00:00Z');
const world = createWorld({
  seed: 'test',
  components: 12,
  months: 6,
  anchorDay: '2026-11-22',
});
let now = NOW;
const app = createApp({ world, seed: 'test', clock: () => now });

async function ask(query: string, variables: Record<string, unknown> = {}) {
  const response = await request(app)
    .post('/api/graphql')
    .set('authorization', `bearer ${PLAYGROUND_TOKEN}`)
    .send({ query, variables });
  expect(response.status).toBe(200);
  return response.body;
}

const PULL_REQUESTS = `query ($name: String!, $after: String, $first: Int!) {
  rateLimit { cost nodeCount remaining }
  repository(owner: "acme", name: $name) {
    pullRequests(first: $first, after: $after, orderBy: { field: UPDATED_AT, direction: ASC }) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes {
        id fullDatabaseId number title body url state isDraft createdAt updatedAt mergedAt closedAt
        additions deletions changedFiles baseRefName headRefName headRefOid
        author { __typename login ... on User { databaseId } ... on Bot { databaseId } }
        mergedBy { login }
        mergeCommit { oid }
        labels(first: 10) { nodes { name } }
        commits(first: 50) { nodes { commit { oid authoredDate parents(first: 2) { nodes { oid } } author { name user { login } } } } }
        reviews(first: 20) { nodes { id author { __typename login } state submittedAt commit { oid } } }
        files(first: 50) { nodes { path additions deletions changeType } }
        closingIssuesReferences(first: 5) { nodes { number labels(first: 5) { nodes { name } } } }
        timelineItems(first: 10, itemTypes: [READY_FOR_REVIEW_EVENT]) { nodes { ... on ReadyForReviewEvent { createdAt } } }
      }
    }
  }
}`;

describe('the GraphQL answers', () => {
  it('pages through the pull requests of a repository without error, gap or repeat', async () => {
    const numbers: number[] = [];
    let after: string | null = null;
    let expected = 0;
    do {
      const body: any = await ask(PULL_REQUESTS, {
        name: 'payments',
        first: 25,
        after,
      });
      expect(body.errors).toBeUndefined();
      const { nodes, pageInfo, totalCount } = body.data.repository.pullRequests;
      numbers.push(...nodes.map(({ number }: { number: number }) => number));
      expected = totalCount;
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after);
    expect(numbers).toHaveLength(expected);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect([...numbers].sort((a, b) => a - b)).toEqual(
      world.repository('payments')!.pullRequests.map(({ number }) => number),
    );
  });

  it('has no gap when pull requests change between two pages', async () => {
    const before = now;
    const first: any = await ask(PULL_REQUESTS, {
      name: 'storefront',
      first: 50,
    });
    const seen = new Set<number>(
      first.data.repository.pullRequests.nodes.map((item: any) => item.number),
    );
    now = fromIso('2026-11-24T16:00:00Z');
    let { pageInfo } = first.data.repository.pullRequests;
    while (pageInfo.hasNextPage) {
      const body: any = await ask(PULL_REQUESTS, {
        name: 'storefront',
        first: 50,
        after: pageInfo.endCursor,
      });
      for (const { number } of body.data.repository.pullRequests.nodes)
        seen.add(number);
      pageInfo = body.data.repository.pullRequests.pageInfo;
    }
    const repository = world.repository('storefront')!;
    expect(
      repository.pullRequests.some(({ updatedAt }) => updatedAt > before),
    ).toBe(true);
    expect(seen.size).toBe(repository.pullRequests.length);
  });

  it('reads deployments with all their statuses, releases, tags and history', async () => {
    const body = await ask(`{
      repository(owner: "acme", name: "shipping") {
        databaseId nameWithOwner isArchived pushedAt
        defaultBranchRef { name target { oid ... on Commit { history(first: 100) { totalCount nodes { oid } } } } }
        object(expression: "main") { ... on Commit { oid } }
        deployments(first: 100, orderBy: { field: CREATED_AT, direction: DESC }, environments: ["production"]) {
          nodes { databaseId environment commitOid state ref { name prefix } creator { login } statuses(first: 20) { nodes { state createdAt } } }
        }
        releases(first: 100, orderBy: { field: CREATED_AT, direction: DESC }) { nodes { tagName publishedAt tagCommit { oid } } }
        refs(refPrefix: "refs/tags/", first: 100) { nodes { name target { oid } } }
      }
    }`);
    expect(body.errors).toBeUndefined();
    const { repository } = body.data;
    const simulated = world.repository('shipping')!;
    expect(repository.defaultBranchRef.target.oid).toBe(simulated.head);
    expect(repository.object.oid).toBe(simulated.head);
    expect(repository.deployments.nodes).toHaveLength(
      simulated.deployments.filter(
        ({ environment }) => environment === 'production',
      ).length,
    );
    expect(
      repository.deployments.nodes[1].statuses.nodes.map(
        ({ state }: { state: string }) => state,
      ),
    ).toEqual(expect.arrayContaining(['QUEUED', 'IN_PROGRESS']));
    expect(repository.refs.nodes).toHaveLength(simulated.releases.length);
    expect(repository.releases.nodes[0].tagCommit.oid).toBe(
      simulated.releases[simulated.releases.length - 1].sha,
    );
  });

  it('finds by global id what it named', async () => {
    const first = await ask(
      `{ repository(owner: "acme", name: "payments") { id pullRequest(number: ${
        world.repository('payments')!.pullRequests[3].number
      }) { id } } }`,
    );
    const { id, pullRequest } = first.data.repository;
    const body = await ask(
      `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }`,
      { ids: [id, pullRequest.id] },
    );
    expect(body.data.nodes).toEqual([
      { __typename: 'Repository', id },
      { __typename: 'PullRequest', id: pullRequest.id },
    ]);
  });

  it.each([
    [
      'a repository that is not there',
      '{ repository(owner: "acme", name: "nothing") { id } }',
      'NOT_FOUND',
    ],
    [
      'a connection without a size',
      '{ repository(owner: "acme", name: "payments") { releases { totalCount } } }',
      'MISSING_PAGINATION_BOUNDARIES',
    ],
    [
      'too large a page',
      '{ repository(owner: "acme", name: "payments") { releases(first: 101) { totalCount } } }',
      'EXCESSIVE_PAGINATION',
    ],
    [
      'too large a query',
      '{ repository(owner: "acme", name: "payments") { pullRequests(first: 100) { nodes { commits(first: 100) { nodes { commit { parents(first: 100) { totalCount } } } } } } } }',
      'MAX_NODE_LIMIT_EXCEEDED',
    ],
  ])('refuses %s', async (_case, query, type) => {
    const body = await ask(query);
    expect(body.errors[0].type).toBe(type);
  });

  it('refuses a field that GitHub does not have', async () => {
    const body = await ask('{ viewer { shoeSize } }');
    expect(body.errors[0].message).toContain('Cannot query field "shoeSize"');
  });

  it('has the issues of a library, and none of what is kept in Jira', async () => {
    const query = `query ($name: String!) { repository(owner: "acme", name: $name) { hasIssuesEnabled issues(first: 100, orderBy: { field: UPDATED_AT, direction: DESC }) { totalCount nodes {
      number state stateReason(enableDuplicate: true) issueType { name } parent { number } createdAt closedAt labels(first: 5) { nodes { name } } assignees(first: 1) { nodes { login } }
      timelineItems(first: 5, itemTypes: [CLOSED_EVENT, REOPENED_EVENT]) { nodes { __typename ... on ClosedEvent { createdAt stateReason } } } } } } }`;
    const { data, errors } = await ask(query, { name: 'design-system' });
    expect(errors).toBeUndefined();
    const { issues } = world.repository('design-system')!;
    expect(issues.length).toBeGreaterThan(10);
    expect(data.repository).toMatchObject({
      hasIssuesEnabled: true,
      issues: { totalCount: issues.length },
    });
    for (const node of data.repository.issues.nodes) {
      const timeline = node.timelineItems.nodes;
      expect(timeline.map((item: any) => item.createdAt)).toEqual(
        node.closedAt ? [node.closedAt] : [],
      );
    }
    expect(world.repository('payments')!.issues).not.toHaveLength(0);
    const other = await ask(query, { name: 'payments' });
    expect(other.data.repository).toMatchObject({
      hasIssuesEnabled: false,
      issues: { totalCount: 0 },
    });
  });

  it('charges by the published rule', async () => {
    // 1 + 50 * 3 requests fill the connections: 151 / 100, rounded, is 2 points.
    const query = `{ rateLimit { cost nodeCount } repository(owner: "acme", name: "payments") { pullRequests(first: 50) { nodes {
      labels(first: 10) { totalCount } reviews(first: 10) { totalCount } commits(first: 10) { totalCount } } } } }`;
    const { data } = await ask(query);
    expect(data.rateLimit).toEqual({ cost: 2, nodeCount: 50 + 50 * 30 });
  });
});
