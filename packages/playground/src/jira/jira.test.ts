import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import express from 'express';
import request from 'supertest';
import { fromIso } from '../simulation/time';
import { createWorld } from '../simulation/world';
import { CHANGELOG_KEYS, SEARCH_KEYS } from './issueRoutes';
import { issuesOf } from './issues';
import { createJiraRouter, PLAYGROUND_JIRA_EMAIL } from './jiraRouter';
import { projectsOf } from './projects';

// Long histories on a busy machine take their time.
jest.setTimeout(60_000);

const NOW = fromIso('2026-11-22T18:30:00Z');
const worldOf = (now: number) => {
  const world = createWorld({
    seed: 'test',
    components: 12,
    months: 6,
    anchorDay: '2026-11-22',
  });
  world.advance(now);
  return world;
};
const world = worldOf(NOW);
const [payments] = projectsOf(world.company);
const issues = issuesOf(world, payments);

function serve(rateLimit: number) {
  const app = express();
  app.use('/jira', createJiraRouter({ world, seed: 'test', rateLimit }));
  return createServer(app);
}
const app = serve(1_000);
beforeAll(
  () => new Promise<void>(resolve => app.listen(0, '127.0.0.1', resolve)),
);
afterAll(() => new Promise(resolve => app.close(resolve)));

const get = (path: string) =>
  request(app)
    .get(`/jira${path}`)
    .auth(PLAYGROUND_JIRA_EMAIL, 'playground-token');
const post = (path: string, body: object) =>
  request(app)
    .post(`/jira${path}`)
    .auth(PLAYGROUND_JIRA_EMAIL, 'playground-token')
    .send(body);

const search = (jql: string, more: object = {}) =>
  post('/rest/api/3/search/jql', { jql, fields: ['*all'], ...more });

interface Description {
  readonly answers: Record<string, object>;
  readonly requests: Record<string, { $ref: string }>;
  readonly examples: Record<string, Record<string, unknown>>;
  readonly fields: Record<string, object>;
  readonly schemas: Record<string, { properties: object }>;
}
const description: Description = JSON.parse(
  readFileSync(
    join(__dirname, '__fixtures__', 'jira-cloud.openapi.json'),
    'utf8',
  ),
);
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
// Jira writes instants with an offset without a colon, which the format forbids.
ajv.addFormat('date-time', true);
const { answers, fields, schemas } = description;
ajv.addSchema({ $id: 'jira', answers, fields, schemas });

/** What is wrong with a body, by the schema at this path of the description. */
function errorsOf(pointer: string, body: unknown): unknown[] {
  const escaped = pointer
    .split(' > ')
    .map(part => part.replace(/~/g, '~0').replace(/\//g, '~1'))
    .map(encodeURIComponent)
    .join('/');
  const validate = ajv.compile({ $ref: `jira#/${escaped}` });
  validate(body);
  return validate.errors ?? [];
}

describe("the answers are as Jira's description says", () => {
  it.each([
    ['/rest/api/3/field', 'get /rest/api/3/field'],
    ['/rest/api/3/status', 'get /rest/api/3/status'],
    ['/rest/agile/1.0/board', 'get /rest/agile/1.0/board'],
    ['/rest/agile/1.0/board/1', 'get /rest/agile/1.0/board/{boardId}'],
    [
      '/rest/agile/1.0/board/1/configuration',
      'get /rest/agile/1.0/board/{boardId}/configuration',
    ],
  ])('%s', async (path, name) => {
    const { body } = await get(path).expect(200);
    expect(errorsOf(`answers > ${name}`, body)).toEqual([]);
  });

  it('of a search, with the fields of each issue', async () => {
    const { body } = await search(
      'project = "PAYMENTS" order by updated asc',
    ).expect(200);
    expect(errorsOf('answers > post /rest/api/3/search/jql', body)).toEqual([]);
    expect(body.issues.length).toBeGreaterThan(30);
    const problems = body.issues.flatMap(
      (issue: { fields: Record<string, unknown> }) =>
        Object.keys(description.fields)
          .filter(name => issue.fields[name])
          .flatMap(name => errorsOf(`fields > ${name}`, issue.fields[name])),
    );
    expect(problems).toEqual([]);
  });

  it('of changelogs', async () => {
    const { body } = await post('/rest/api/3/changelog/bulkfetch', {
      issueIdsOrKeys: issues.map(({ key }) => key),
    }).expect(200);
    expect(
      errorsOf('answers > post /rest/api/3/changelog/bulkfetch', body),
    ).toEqual([]);
    expect(body.issueChangeLogs.length).toBeGreaterThan(30);
  });

  it('of sprints, whose example has their fields', async () => {
    const { body } = await get(
      '/rest/agile/1.0/board/1/sprint?state=closed',
    ).expect(200);
    const example =
      description.examples['get /rest/agile/1.0/sprint/{sprintId}'];
    const [sprint] = body.values;
    expect(Object.keys(sprint).sort()).toEqual(Object.keys(example).sort());
    for (const [name, value] of Object.entries(example))
      expect(typeof sprint[name]).toBe(typeof value);
    const one = await get(`/rest/agile/1.0/sprint/${sprint.id}`).expect(200);
    expect(one.body).toEqual(sprint);
  });

  it.each([
    ['post /rest/api/3/search/jql', SEARCH_KEYS],
    ['post /rest/api/3/changelog/bulkfetch', CHANGELOG_KEYS],
  ])('what %s may be asked', (name, keys) => {
    const schema = description.requests[name].$ref.split('/').at(-1)!;
    expect(Object.keys(description.schemas[schema].properties).sort()).toEqual(
      [...keys].sort(),
    );
  });
});

describe('the work items of the company', () => {
  it('keep their keys and their past while time goes on', () => {
    const before = issuesOf(worldOf(NOW - 40 * 86_400), payments);
    expect(before.length).toBeGreaterThan(20);
    expect(issues.length).toBeGreaterThan(before.length);
    const later = new Map(issues.map(issue => [issue.id, issue]));
    for (const issue of before) {
      const now = later.get(issue.id)!;
      expect(now.key).toBe(issue.key);
      expect(now.changes.slice(0, issue.changes.length)).toEqual(issue.changes);
      // Whoever reads by the instant of the last change misses nothing.
      const isTold =
        now.changes.length === issue.changes.length ||
        now.updatedAt > issue.updatedAt;
      expect(isTold).toBe(true);
    }
  });

  it('are those of the repositories, with defects linked to what they came with', async () => {
    const works = payments.repositories.flatMap(
      ({ name }) => world.repository(name)!.issues,
    );
    expect(issues).toHaveLength(works.length);
    expect(
      issues.filter(({ status }) => status.category === 'done'),
    ).toHaveLength(
      works.filter(({ closedAt }) => closedAt !== undefined).length,
    );
    const { body } = await search('project = "PAYMENTS" order by updated asc', {
      fields: ['issuelinks'],
    });
    const links = body.issues.flatMap(
      (issue: { fields: { issuelinks: object[] } }) => issue.fields.issuelinks,
    );
    expect(links.length).toBeGreaterThan(0);
  });

  it('change in the order of time, and go over into the next sprint', () => {
    for (const { changes, createdAt } of issues) {
      const times = [createdAt, ...changes.map(({ at }) => at)];
      expect(times).toEqual([...times].sort((a, b) => a - b));
    }
    expect(issues.some(({ sprints }) => sprints.length > 1)).toBe(true);
  });
});

describe('a search', () => {
  it('gives every issue once over its pages', async () => {
    const keys: string[] = [];
    let nextPageToken: string | undefined;
    do {
      const { body } = await search(
        'project = "PAYMENTS" order by updated desc, key desc',
        { maxResults: 7, ...(nextPageToken && { nextPageToken }) },
      );
      keys.push(...body.issues.map(({ key }: { key: string }) => key));
      nextPageToken = body.nextPageToken;
    } while (nextPageToken);
    expect([...keys].sort()).toEqual(issues.map(({ key }) => key).sort());
  });

  it('knows components, filters and bounds', async () => {
    const keysOf = async (where: string) => {
      const { body } = await search(`${where} order by updated asc`);
      return body.issues.map(({ key }: { key: string }) => key);
    };
    const ledger = issues.filter(({ component }) => component === 'ledger');
    expect(
      await keysOf('project = "PAYMENTS" and component = "Ledger"'),
    ).toHaveLength(ledger.length);
    expect(await keysOf('filter = 20001')).toEqual(
      await keysOf('project in ("PAYMENTS")'),
    );
    const at = issues[10].updatedAt * 1000;
    expect(
      await keysOf(
        `project = "PAYMENTS" and updated >= ${at} and updated <= ${at}`,
      ),
    ).toContain(issues[10].key);
  });

  it.each([
    'project = "NOWHERE" order by updated asc',
    'project = "PAYMENTS" and component = "nothing" order by updated asc',
    'project = "PAYMENTS" and summary ~ "x" order by updated asc',
    'order by updated asc',
    'project = "PAYMENTS"',
  ])('of %s is refused', async jql => {
    expect((await search(jql)).status).toBe(400);
  });

  it('with a key that Jira does not know is refused', async () => {
    const { status } = await search(
      'project = "PAYMENTS" order by updated asc',
      { startAt: 5 },
    );
    expect(status).toBe(400);
  });
});

it('lets in by an API token with its account, or by the token alone', async () => {
  const statusOf = async (headers: Record<string, string>) =>
    (await request(app).get('/jira/rest/api/3/field').set(headers)).status;
  expect(await statusOf({ authorization: 'Bearer playground-token' })).toBe(
    200,
  );
  expect(await statusOf({ authorization: 'Bearer other' })).toBe(401);
  expect(await statusOf({})).toBe(401);
});

it('counts requests and refuses more than its limit, saying until when', async () => {
  const limited = serve(1);
  const ask = () =>
    request(limited)
      .get('/jira/rest/api/3/status')
      .auth(PLAYGROUND_JIRA_EMAIL, 'playground-token');
  await ask().expect(200).expect('x-ratelimit-remaining', '0');
  const { headers } = await ask().expect(429);
  expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  expect(Date.parse(headers['x-ratelimit-reset'])).toBeGreaterThan(Date.now());
});

it('has no sprints on the board of the team without them', async () => {
  const kanban = projectsOf(world.company).find(
    ({ board }) => board.type === 'kanban',
  )!;
  const { status } = await get(
    `/rest/agile/1.0/board/${kanban.board.id}/sprint`,
  );
  expect(status).toBe(400);
});
