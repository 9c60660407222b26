import { createServer } from 'node:http';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import request from 'supertest';
import { PLAYGROUND_TOKEN } from '../server/authentication';
import { createApp } from '../server/createApp';
import { fromIso } from '../simulation/time';
import { createWorld } from '../simulation/world';
import schemas from './__fixtures__/azureDevopsSchemas.json';
import { guidOf } from './project';

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
const app = createServer(
  createApp({ world, seed: 'test', clock: () => NOW, rateLimit: 100_000 }),
);
beforeAll(
  () => new Promise<void>(resolve => app.listen(0, '127.0.0.1', resolve)),
);
afterAll(() => new Promise(resolve => app.close(resolve)));

const cards = world.azureRepository('gift-cards')!;
const loyalty = world.azureRepository('loyalty')!;
const GIT = '/Commerce/_apis/git/repositories';
const BASIC = `Basic ${Buffer.from(`:${PLAYGROUND_TOKEN}`).toString('base64')}`;

function get(path: string) {
  return request(app)
    .get(`/azure-devops/acme${path}`)
    .set('authorization', BASIC);
}

function post(path: string, body: object) {
  return request(app)
    .post(`/azure-devops/acme${path}`)
    .set('authorization', BASIC)
    .send(body);
}

function query(sql: string) {
  return post('/Commerce/_apis/wit/wiql?timePrecision=true', {
    query: `SELECT [System.Id] FROM WorkItems WHERE ${sql}`,
  });
}

const merged = cards.pullRequests.find(
  ({ mergedAt, reviews }) => mergedAt && reviews.length > 1,
)!;
const run = cards.workflowRuns.find(({ conclusion }) => conclusion)!;

describe("Microsoft's description", () => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  for (const [name, { definitions }] of Object.entries(schemas)) {
    ajv.addSchema({ $id: name, definitions });
  }

  it.each([
    ['git', 'GitRepository', `${GIT}/gift-cards`],
    [
      'git',
      'GitPullRequest',
      `${GIT}/gift-cards/pullrequests?searchCriteria.status=all`,
    ],
    [
      'git',
      'GitPullRequest',
      '/Commerce/_apis/git/pullrequests?searchCriteria.status=all',
    ],
    [
      'git',
      'GitPullRequestCommentThread',
      `${GIT}/gift-cards/pullRequests/${merged.id}/threads`,
    ],
    [
      'git',
      'GitCommitRef',
      `${GIT}/gift-cards/pullRequests/${merged.id}/commits`,
    ],
    ['git', 'GitCommitRef', `${GIT}/gift-cards/commits`],
    ['git', 'GitCommit', `${GIT}/gift-cards/commits/${cards.head}`],
    ['git', 'GitRef', `${GIT}/loyalty/refs?filter=tags/`],
    ['build', 'BuildDefinition', '/Commerce/_apis/build/definitions/1'],
    ['build', 'BuildDefinitionReference', '/Commerce/_apis/build/definitions'],
    ['build', 'Build', '/Commerce/_apis/build/builds'],
    ['build', 'Timeline', `/Commerce/_apis/build/builds/${run.id}/timeline`],
    [
      'release',
      'ReleaseDefinition',
      '/Commerce/_apis/release/definitions?$expand=artifacts',
    ],
    ['release', 'Deployment', '/Commerce/_apis/release/deployments'],
    [
      'environments',
      'EnvironmentInstance',
      '/Commerce/_apis/pipelines/environments',
    ],
    [
      'environments',
      'EnvironmentDeploymentExecutionRecord',
      '/Commerce/_apis/pipelines/environments/1/environmentdeploymentrecords',
    ],
    [
      'workItemTracking',
      'WorkItemUpdate',
      `/Commerce/_apis/wit/workItems/${cards.issues[0].id}/updates`,
    ],
    [
      'workItemTracking',
      'WorkItemTypeCategory',
      '/Commerce/_apis/wit/workitemtypecategories',
    ],
    [
      'workItemTracking',
      'WorkItemStateColor',
      '/Commerce/_apis/wit/workitemtypes/Bug/states',
    ],
    [
      'workItemTracking',
      'WorkItemClassificationNode',
      '/Commerce/_apis/wit/classificationnodes/Iterations',
    ],
  ])('in %s knows what %s is at %s', async (area, name, path) => {
    const { body } = await get(path).expect(200);
    const validate = ajv.compile({ $ref: `${area}#/definitions/${name}` });
    const records = Array.isArray(body.value) ? body.value : [body];
    expect(records.length).toBeGreaterThan(0);
    for (const record of records) {
      validate(record);
      expect(validate.errors ?? []).toEqual([]);
    }
  });

  it('knows what a work item is that is asked for by its number', async () => {
    const { body } = await post('/Commerce/_apis/wit/workitemsbatch', {
      ids: [cards.issues[0].id, 1],
      errorPolicy: 'omit',
    }).expect(200);
    const [item, none] = body.value;
    const validate = ajv.compile({
      $ref: 'workItemTracking#/definitions/WorkItem',
    });
    validate(item);
    expect(validate.errors ?? []).toEqual([]);
    expect(none).toBeNull();
  });
});

describe('a list', () => {
  it('of runs leads by a token to every run that has ended, once', async () => {
    const repositoryId = guidOf('repository', cards.id);
    const ids: number[] = [];
    let token: string | undefined;
    do {
      const { body, headers }: request.Response = await get(
        `/Commerce/_apis/build/builds?repositoryId=${repositoryId}&$top=50${
          token ? `&continuationToken=${token}` : ''
        }`,
      ).expect(200);
      ids.push(...body.value.map(({ id }: { id: number }) => id));
      token = headers['x-ms-continuationtoken'];
    } while (token);
    const ended = cards.workflowRuns.filter(({ conclusion }) => conclusion);
    expect([...ids].sort()).toEqual(ended.map(({ id }) => id).sort());
  });

  it('of pull requests is cut by when they were closed', async () => {
    const at = new Date(merged.mergedAt! * 1000).toISOString();
    const { body } = await get(
      `${GIT}/gift-cards/pullrequests?searchCriteria.status=all&searchCriteria.queryTimeRangeType=closed&searchCriteria.minTime=${at}&searchCriteria.maxTime=${at}`,
    ).expect(200);
    expect(body.value).toMatchObject([
      {
        pullRequestId: merged.id,
        status: 'completed',
        closedDate: expect.anything(),
      },
    ]);
  });

  it('of commits beside a version to compare has what that one reaches and the other does not', async () => {
    const log = cards.graph.log(cards.head);
    const base = log[30];
    const { body } = await get(
      `${GIT}/gift-cards/commits?searchCriteria.itemVersion.version=${base.sha}&searchCriteria.itemVersion.versionType=commit&searchCriteria.compareVersion.version=${cards.head}&searchCriteria.compareVersion.versionType=commit&searchCriteria.$top=1000`,
    ).expect(200);
    const known = new Set(cards.graph.ancestors(base.sha));
    expect(
      body.value.map((commit: { commitId: string }) => commit.commitId),
    ).toEqual(log.filter(commit => !known.has(commit)).map(({ sha }) => sha));
    expect(body.value[0].parents).toBeUndefined();
  });

  it('of work items is what the query says, in its order', async () => {
    const { body } = await query(
      "[System.TeamProject] = 'commerce' AND [System.AreaPath] UNDER 'commerce\\gift-cards' ORDER BY [System.ChangedDate] DESC",
    ).expect(200);
    expect(body.workItems.map(({ id }: { id: number }) => id).sort()).toEqual(
      cards.issues.map(({ id }) => id).sort(),
    );
  });
});

it('a vote has a thread that tells when it was given', async () => {
  const reviewed = cards.pullRequests.find(({ reviews }) =>
    reviews.some(({ state }) => state === 'APPROVED'),
  )!;
  const { body } = await get(
    `${GIT}/gift-cards/pullRequests/${reviewed.id}/threads`,
  ).expect(200);
  const votes = body.value.filter(
    (thread: any) =>
      thread.properties.CodeReviewThreadType?.$value === 'VoteUpdate',
  );
  expect(votes).toHaveLength(
    reviewed.reviews.filter(({ state }) => state !== 'COMMENTED').length,
  );
});

it('deployments of classic releases and of environments are those of the company', async () => {
  const { body: releases } = await get(
    '/Commerce/_apis/release/deployments?$top=10000',
  ).expect(200);
  expect(releases.count).toBe(loyalty.deployments.length);
  let count = 0;
  for (const id of [1, 2]) {
    const { body } = await get(
      `/Commerce/_apis/pipelines/environments/${id}/environmentdeploymentrecords?top=10000`,
    ).expect(200);
    count += body.count;
  }
  expect(count).toBe(cards.deployments.length);
});

describe('refusals', () => {
  it.each([
    ['without a token', `${GIT}/gift-cards`, '', 401],
    ['with another token', `${GIT}/gift-cards`, 'Bearer x', 401],
    ['of another project', '/Shop/_apis/build/builds', BASIC, 404],
    ['of a repository that is on GitHub', `${GIT}/payments`, BASIC, 404],
    [
      'of a lost revision',
      `${GIT}/loyalty/commits/${'0'.repeat(40)}`,
      BASIC,
      404,
    ],
    ['of what is not played', '/Commerce/_apis/tfvc/items', BASIC, 404],
  ])(
    '%s are as Azure DevOps gives them',
    async (_, path, authorization, status) => {
      const { body } = await request(app)
        .get(`/azure-devops/acme${path}`)
        .set({ authorization })
        .expect(status);
      expect(body).toMatchObject({ $id: '1', message: expect.any(String) });
    },
  );

  it('come for a query of an area that is not there', async () => {
    const { status } = await query(
      "[System.AreaPath] UNDER 'Commerce\\Attic' ORDER BY [System.ChangedDate] ASC",
    );
    expect(status).toBe(400);
  });

  it('come when the limit is used up, which is told from the half on', async () => {
    const poor = createApp({
      world,
      seed: 'test',
      clock: () => NOW,
      rateLimit: 2,
    });
    const ask = () =>
      request(poor)
        .get(`/azure-devops/acme${GIT}/loyalty`)
        .set('authorization', BASIC);
    const { headers: first } = await ask().expect(200);
    expect(first['x-ratelimit-remaining']).toBeUndefined();
    const { headers: second } = await ask().expect(200);
    expect(second['x-ratelimit-remaining']).toBe('0');
    const { headers: third } = await ask().expect(429);
    expect(Number(third['retry-after'])).toBeGreaterThan(0);
  });
});
