import { createServer } from 'node:http';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import request from 'supertest';
import { PLAYGROUND_TOKEN } from '../server/authentication';
import { createApp } from '../server/createApp';
import { fromIso } from '../simulation/time';
import { createWorld } from '../simulation/world';
import schemas from './__fixtures__/gitlabSchemas.json';

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

const project = world.gitlabProject('returns')!;
const RETURNS = `/projects/${encodeURIComponent('acme/fulfilment/returns')}`;

function get(path: string) {
  return request(app)
    .get(`/gitlab/api/v4${path}`)
    .set('authorization', `Bearer ${PLAYGROUND_TOKEN}`);
}

async function readAll(path: string): Promise<any[]> {
  const all: any[] = [];
  let next: string | undefined = `${path}${
    path.includes('?') ? '&' : '?'
  }per_page=100`;
  while (next) {
    const { body, headers }: request.Response = await get(next).expect(200);
    all.push(...body);
    next = /<http:\/\/[^/]+\/gitlab\/api\/v4([^>]+)>; rel="next"/.exec(
      headers.link,
    )?.[1];
  }
  return all;
}

describe("GitLab's description", () => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  // It takes the ids of projects for texts, which GitLab's own example shows as numbers.
  const { Project } = schemas.components.schemas;
  Project.properties.id.type = 'integer';
  ajv.addSchema(schemas);

  it.each([
    ['Project', RETURNS],
    ['Project', '/groups/acme/projects'],
    ['Issue', `${RETURNS}/issues`],
  ])('knows what %s is at %s', async (name, path) => {
    const { body } = await get(path).expect(200);
    const records = Array.isArray(body) ? body : [body];
    expect(records.length).toBeGreaterThan(0);
    const validate = ajv.compile({
      $ref: `gitlab#/components/schemas/${name}`,
    });
    for (const record of records) {
      validate(record);
      expect(validate.errors ?? []).toEqual([]);
    }
  });
});

describe('a list', () => {
  it('has every record once, in the order of change, over all its pages', async () => {
    const mergeRequests = await readAll(
      `${RETURNS}/merge_requests?order_by=updated_at&sort=asc`,
    );
    expect(mergeRequests).toHaveLength(project.pullRequests.length);
    const times = mergeRequests.map(item => item.updated_at);
    expect(times).toEqual([...times].sort());
    expect(new Set(mergeRequests.map(item => item.iid)).size).toBe(
      project.pullRequests.length,
    );
  });

  it('is cut at both ends by the time of change', async () => {
    const all = await readAll(`${RETURNS}/pipelines?sort=asc`);
    const [from, to] = [all[10].updated_at, all[20].updated_at];
    const some = await readAll(
      `${RETURNS}/pipelines?sort=desc&updated_after=${from}&updated_before=${to}`,
    );
    expect(some.map(({ id }) => id)).toEqual(
      all
        .filter(({ updated_at: at }) => at >= from && at <= to)
        .reverse()
        .map(({ id }) => id),
    );
  });

  it('is not sent again to who has its ETag, and counts', async () => {
    const first = await get(`${RETURNS}/releases`).expect(200);
    const again = await get(`${RETURNS}/releases`)
      .set('if-none-match', first.headers.etag)
      .expect(304);
    expect(Number(again.headers['ratelimit-remaining'])).toBe(
      Number(first.headers['ratelimit-remaining']) - 1,
    );
  });
});

describe('a merge request', () => {
  it('has notes of its reviews, and their verdicts', async () => {
    const item = project.pullRequests.find(({ reviews }) =>
      ['APPROVED', 'CHANGES_REQUESTED'].every(state =>
        reviews.some(review => review.state === state),
      ),
    )!;
    const path = `${RETURNS}/merge_requests/${item.number}`;
    const notes = await readAll(`${path}/notes`);
    const verdicts = notes.filter(({ system }) => system);
    expect(verdicts.map(({ body }) => body)).toEqual(
      expect.arrayContaining([
        'approved this merge request',
        'requested changes',
      ]),
    );
    expect(new Set(notes.map(({ id }) => id)).size).toBe(notes.length);
    const { body } = await get(`${path}/approvals`).expect(200);
    expect(body.approved_by.length).toBeGreaterThan(0);
    expect(await readAll(`${path}/commits`)).toHaveLength(item.commits.length);
  });

  it('tells its size over GraphQL', async () => {
    const { number } = project.pullRequests[0];
    const { body } = await request(app)
      .post('/gitlab/api/graphql')
      .set('authorization', `Bearer ${PLAYGROUND_TOKEN}`)
      .send({
        query:
          'query q($path: ID!, $iids: [String!]) { project(fullPath: $path) { mergeRequests(iids: $iids) { nodes { iid diffStatsSummary { additions fileCount } diffStats { path additions } } } } }',
        variables: {
          path: 'acme/fulfilment/returns',
          iids: [String(number)],
        },
      })
      .expect(200);
    const [node] = body.data.project.mergeRequests.nodes;
    expect(node.iid).toBe(String(number));
    expect(node.diffStats).toHaveLength(node.diffStatsSummary.fileCount);
    expect(node.diffStatsSummary.additions).toBe(
      node.diffStats.reduce(
        (sum: number, file: { additions: number }) => sum + file.additions,
        0,
      ),
    );
  });
});

describe('commits', () => {
  it('of a range are what its end reaches and its beginning does not', async () => {
    const log = project.graph.log(project.head);
    const base = log[30];
    const commits = await readAll(
      `${RETURNS}/repository/commits?ref_name=${base.sha}..${project.head}`,
    );
    const known = new Set(project.graph.ancestors(base.sha));
    expect(commits.map(({ id }) => id)).toEqual(
      log.filter(commit => !known.has(commit)).map(({ sha }) => sha),
    );
  });

  it('have patches of as many lines as they changed', async () => {
    const { sha, files } = project.graph.commits.at(-1)!;
    const [file] = await readAll(`${RETURNS}/repository/commits/${sha}/diff`);
    expect(file.diff.match(/^\+/gm)?.length ?? 0).toBe(files[0].additions);
  });
});

describe('refusals', () => {
  it.each([
    ['without a token', RETURNS, {}, 401],
    ['with another token', RETURNS, { 'private-token': 'x' }, 401],
    [
      'of a project that is on GitHub',
      '/projects/acme%2Fpayments',
      { 'private-token': PLAYGROUND_TOKEN },
      404,
    ],
    [
      'of a revision that is lost',
      `${RETURNS}/repository/commits/${'0'.repeat(40)}`,
      { 'private-token': PLAYGROUND_TOKEN },
      404,
    ],
  ])('%s are as GitLab gives them', async (_, path, headers, status) => {
    const { body } = await request(app)
      .get(`/gitlab/api/v4${path}`)
      .set(headers)
      .expect(status);
    expect(body.message).toMatch(new RegExp(`^${status} `));
  });

  it('come when the limit is used up, with the time to wait', async () => {
    const poor = createApp({
      world,
      seed: 'test',
      clock: () => NOW,
      rateLimit: 1,
    });
    const ask = () =>
      request(poor)
        .get(`/gitlab/api/v4${RETURNS}`)
        .set('private-token', PLAYGROUND_TOKEN);
    await ask().expect(200);
    const { headers } = await ask().expect(429);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  });

  it('are no answers of GitHub, which does not know these projects', async () => {
    const { status } = await request(app)
      .get('/api/v3/repos/acme/returns')
      .set('authorization', `token ${PLAYGROUND_TOKEN}`);
    expect(status).toBe(404);
  });
});
