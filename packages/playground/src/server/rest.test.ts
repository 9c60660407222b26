import { createServer } from 'node:http';
import request from 'supertest';
import { createWorld } from '../simulation/world';
import { fromIso } from '../simulation/time';
import { PLAYGROUND_TOKEN } from './authentication';
import { createApp } from './createApp';
import {
  readGithubDescription,
  type GithubDescription,
} from '../__testUtils__/githubDescription';

// Long histories on a busy machine take their time.
jest.setTimeout(60_000);

const NOW = fromIso('2026-11-22T18:30:00Z');
const world = createWorld({
  seed: 'test',
  components: 12,
  months: 6,
  anchorDay: '2026-11-22',
});
world.advance(NOW);
// One server for all: its port stands in every answer, and so in every ETag.
const app = createServer(
  createApp({ world, seed: 'test', clock: () => NOW, rateLimit: 100_000 }),
);
beforeAll(
  () => new Promise<void>(resolve => app.listen(0, '127.0.0.1', resolve)),
);
afterAll(() => new Promise(resolve => app.close(resolve)));

function get(path: string) {
  return request(app)
    .get(`/api/v3${path}`)
    .set('authorization', `token ${PLAYGROUND_TOKEN}`);
}

/** The path of a `Link`, without the host, which is another for each request of supertest. */
function nextPath(link: string | undefined): string | undefined {
  return /<http:\/\/[^/]+\/api\/v3([^>]+)>; rel="next"/.exec(link ?? '')?.[1];
}

describe('the REST answers', () => {
  let description: GithubDescription;
  beforeAll(() => {
    description = readGithubDescription();
  });

  function check(template: string, body: unknown): void {
    const path = template.replace(/~/g, '~0').replace(/\//g, '~1');
    const pointer = `/paths/${path}/get/responses/200/content/application~1json/schema`;
    expect(description.errorsOf(pointer, body)).toEqual([]);
  }

  const payments = world.repository('payments')!;
  const shipping = world.repository('shipping')!;
  const merged = payments.pullRequests.find(
    ({ mergedAt, reviews }) => mergedAt && reviews.length > 1,
  )!;
  const base = payments.graph.log(payments.head)[40].sha;
  const repo = '/repos/{owner}/{repo}';

  it.each([
    ['/repos/acme/payments', repo],
    ['/repos/acme/payments/commits?per_page=100', `${repo}/commits`],
    [`/repos/acme/payments/commits/${payments.head}`, `${repo}/commits/{ref}`],
    [
      `/repos/acme/payments/commits/${payments.head}/pulls`,
      `${repo}/commits/{commit_sha}/pulls`,
    ],
    [
      `/repos/acme/payments/compare/${base}...main`,
      `${repo}/compare/{basehead}`,
    ],
    ['/repos/acme/payments/pulls?state=all&per_page=100', `${repo}/pulls`],
    [
      `/repos/acme/payments/pulls/${merged.number}`,
      `${repo}/pulls/{pull_number}`,
    ],
    [
      `/repos/acme/payments/pulls/${merged.number}/reviews`,
      `${repo}/pulls/{pull_number}/reviews`,
    ],
    [
      `/repos/acme/payments/pulls/${merged.number}/commits`,
      `${repo}/pulls/{pull_number}/commits`,
    ],
    [
      `/repos/acme/payments/pulls/${merged.number}/files`,
      `${repo}/pulls/{pull_number}/files`,
    ],
    [
      `/repos/acme/payments/pulls/${merged.number}/comments`,
      `${repo}/pulls/{pull_number}/comments`,
    ],
    ['/repos/acme/payments/issues?state=all&per_page=100', `${repo}/issues`],
    ['/repos/acme/payments/deployments?per_page=100', `${repo}/deployments`],
    [
      `/repos/acme/payments/deployments/${payments.deployments[0].id}`,
      `${repo}/deployments/{deployment_id}`,
    ],
    [
      `/repos/acme/payments/deployments/${payments.deployments[0].id}/statuses`,
      `${repo}/deployments/{deployment_id}/statuses`,
    ],
    ['/repos/acme/payments/environments', `${repo}/environments`],
    ['/repos/acme/shipping/releases', `${repo}/releases`],
    [
      `/repos/acme/shipping/releases/tags/${shipping.releases[0].tag}`,
      `${repo}/releases/tags/{tag}`,
    ],
    ['/repos/acme/shipping/tags', `${repo}/tags`],
    [
      '/repos/acme/shipping/git/matching-refs/tags',
      `${repo}/git/matching-refs/{ref}`,
    ],
    [
      `/repos/acme/shipping/git/ref/tags/${shipping.releases[0].tag}`,
      `${repo}/git/ref/{ref}`,
    ],
    ['/repos/acme/payments/actions/runs?per_page=100', `${repo}/actions/runs`],
    [
      `/repos/acme/payments/actions/runs/${payments.workflowRuns[0].id}`,
      `${repo}/actions/runs/{run_id}`,
    ],
    [
      `/repos/acme/payments/actions/runs/${payments.workflowRuns[0].id}/jobs`,
      `${repo}/actions/runs/{run_id}/jobs`,
    ],
    ['/repos/acme/payments/actions/workflows', `${repo}/actions/workflows`],
    ['/repos/acme/search/code-scanning/alerts', `${repo}/code-scanning/alerts`],
    ['/repos/acme/search/dependabot/alerts', `${repo}/dependabot/alerts`],
    [
      '/repos/acme/search/secret-scanning/alerts',
      `${repo}/secret-scanning/alerts`,
    ],
    [
      '/repos/acme/payments/actions/workflows/ci.yml/runs',
      `${repo}/actions/workflows/{workflow_id}/runs`,
    ],
    ['/repos/acme/payments/branches', `${repo}/branches`],
    ['/orgs/acme/repos', '/orgs/{org}/repos'],
    ['/rate_limit', '/rate_limit'],
    ['/meta', '/meta'],
  ])('%s is what the official description says', async (path, template) => {
    const { status, body } = await get(path);
    expect(status).toBe(200);
    // Nobody here comments on lines; every other list must have something to check.
    const isEmpty = Array.isArray(body) && body.length === 0;
    expect(isEmpty).toBe(path.endsWith('/comments'));
    check(template, body);
  });
});

describe('paging', () => {
  it.each([
    [
      '/repos/acme/payments/commits?per_page=37',
      (): number =>
        world
          .repository('payments')!
          .graph.log(world.repository('payments')!.head).length,
    ],
    [
      '/repos/acme/payments/deployments?per_page=40',
      (): number => world.repository('payments')!.deployments.length,
    ],
    [
      '/repos/acme/payments/pulls?state=all&per_page=33&sort=updated',
      (): number => world.repository('payments')!.pullRequests.length,
    ],
  ])(
    'follows the links of %s to every item once',
    async (first, countExpected) => {
      const keys: string[] = [];
      for (let path: string | undefined = first; path; ) {
        const {
          body,
          headers,
        }: {
          body: { sha?: string; id?: number }[];
          headers: Record<string, string>;
        } = await get(path);
        keys.push(...body.map(item => String(item.id ?? item.sha)));
        path = nextPath(headers.link);
      }
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys).toHaveLength(countExpected());
    },
  );

  it('compares by graph, oldest first, over all pages', async () => {
    const { graph, head } = world.repository('ledger')!;
    const base = graph.log(head)[150].sha;
    const expected =
      graph.ancestors(head).length - graph.ancestors(base).length;
    const shas: string[] = [];
    for (let page = 1; shas.length < expected; page++) {
      const { body } = await get(
        `/repos/acme/ledger/compare/${base}...${head}?per_page=50&page=${page}`,
      );
      expect(body.total_commits).toBe(expected);
      expect(body.files !== undefined).toBe(page === 1);
      expect(body.commits.length).toBeGreaterThan(0);
      shas.push(...body.commits.map(({ sha }: { sha: string }) => sha));
    }
    expect(new Set(shas).size).toBe(expected);
    const positions = shas.map(sha => graph.get(sha).committedAt);
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
  });

  it('narrows workflow runs by the day they were created', async () => {
    const { body } = await get(
      '/repos/acme/payments/actions/runs?created=2026-10-01..2026-10-31&per_page=100',
    );
    const october = world
      .repository('payments')!
      .workflowRuns.filter(
        ({ createdAt }) =>
          createdAt >= fromIso('2026-10-01T00:00:00Z') &&
          createdAt < fromIso('2026-11-01T00:00:00Z'),
      );
    expect(october.length).toBeGreaterThan(0);
    expect(body.total_count).toBe(october.length);
  });

  it('narrows commits to a folder of the monorepo', async () => {
    const { body } = await get(
      '/repos/acme/storefront/commits?path=apps/web&per_page=100',
    );
    expect(body.length).toBeGreaterThan(10);
    for (const { sha } of body) {
      const { files } = world.repository('storefront')!.graph.get(sha);
      expect(files.some(({ path }) => path.startsWith('apps/web/'))).toBe(true);
    }
  });
});

describe('the manners of GitHub', () => {
  it.each([
    [
      'GET',
      '/api/v3/repos/acme/payments',
      undefined,
      'Requires authentication',
    ],
    ['GET', '/api/v3/repos/acme/payments', 'token wrong', 'Bad credentials'],
    ['POST', '/api/graphql', undefined, 'Requires authentication'],
  ])('answers 401 to %s %s with %s', async (method, path, header, message) => {
    const ask =
      method === 'GET' ? request(app).get(path) : request(app).post(path);
    const { status, body } = await (header
      ? ask.set('authorization', header)
      : ask);
    expect({ status, message: body.message }).toEqual({ status: 401, message });
  });

  it.each([
    '/repos/acme/nothing',
    '/repos/other/payments',
    '/repos/acme/payments/pulls/999999',
    '/repos/acme/payments/nothing',
  ])('answers 404 for %s, which there is not', async path => {
    const { status, body } = await get(path);
    expect({ status, message: body.message }).toEqual({
      status: 404,
      message: 'Not Found',
    });
  });

  it('lists security alerts by their last change, and hides secrets', async () => {
    const states = new Set<string>();
    for (const kind of ['code-scanning', 'dependabot', 'secret-scanning']) {
      const path = `/repos/acme/search/${kind}/alerts`;
      const query = 'sort=updated&direction=desc&per_page=100&hide_secret=true';
      const { body } = await get(`${path}?${query}`).expect(200);
      const changed = body.map((alert: { updated_at: string }) =>
        Date.parse(alert.updated_at),
      );
      expect(changed.length).toBeGreaterThan(0);
      expect(changed).toEqual([...changed].sort((left, right) => right - left));
      for (const alert of body) states.add(`${kind} ${alert.state}`);
      expect(JSON.stringify(body)).not.toContain('leaked-');
    }
    expect([...states]).toEqual(
      expect.arrayContaining([
        'code-scanning open',
        'code-scanning fixed',
        'dependabot fixed',
        'secret-scanning resolved',
      ]),
    );
  });

  it('goes on behind a Dependabot alert', async () => {
    const path = '/repos/acme/search/dependabot/alerts?per_page=2';
    const whole = await get('/repos/acme/search/dependabot/alerts');
    const first = await get(path);
    const second = await get(nextPath(first.headers.link)!).expect(200);
    const numbers = (body: { number: number }[]) =>
      body.map(({ number }) => number);
    expect([...numbers(first.body), ...numbers(second.body)]).toEqual(
      numbers(whole.body).slice(0, 4),
    );
  });

  it('answers 304 to a known ETag without counting it', async () => {
    const first = await get('/repos/acme/payments/actions/runs');
    const again = await get('/repos/acme/payments/actions/runs').set(
      'if-none-match',
      first.headers.etag,
    );
    expect(again.status).toBe(304);
    expect(again.headers['x-ratelimit-remaining']).toBe(
      first.headers['x-ratelimit-remaining'],
    );
  });

  it('counts requests and refuses when the hour is used up', async () => {
    const small = createApp({
      world,
      seed: 'test',
      clock: () => NOW,
      rateLimit: 2,
    });
    const ask = () =>
      request(small)
        .get('/api/v3/repos/acme/payments/branches')
        .set('authorization', `bearer ${PLAYGROUND_TOKEN}`);
    expect((await ask().expect(200)).headers['x-ratelimit-remaining']).toBe(
      '1',
    );
    expect((await ask().expect(200)).headers['x-ratelimit-remaining']).toBe(
      '0',
    );
    const refused = await ask().expect(403);
    expect(refused.body.message).toContain('rate limit exceeded');
    expect(refused.headers['x-ratelimit-remaining']).toBe('0');
    expect(Number(refused.headers['x-ratelimit-reset'])).toBeGreaterThan(
      Date.now() / 1000,
    );
    await request(small)
      .get('/api/v3/rate_limit')
      .set('authorization', `bearer ${PLAYGROUND_TOKEN}`)
      .expect(200);
  });
});
