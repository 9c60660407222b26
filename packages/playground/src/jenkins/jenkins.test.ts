import Ajv from 'ajv';
import request from 'supertest';
import { PLAYGROUND_TOKEN } from '../server/authentication';
import { createApp } from '../server/createApp';
import { fromIso, HOUR } from '../simulation/time';
import { createWorld } from '../simulation/world';
import schemas from './__fixtures__/jenkinsSchemas.json';
import { PLAYGROUND_JENKINS_USER } from './createJenkinsRouter';
import { deployJobOf } from './jobs';

// Long histories on a busy machine take their time.
jest.setTimeout(60_000);

const NOW = fromIso('2026-11-20T14:30:00Z');
const world = createWorld({
  seed: 'test',
  components: 12,
  months: 6,
  anchorDay: '2026-11-22',
});
world.advance(NOW);
const app = createApp({ world, seed: 'test', clock: () => NOW });
const repository = world.jenkinsRepository('product-feed')!;

const BRANCHES = '/job/discovery/job/product-feed';
const MAIN = `${BRANCHES}/job/main`;
const DEPLOY = '/job/discovery/job/product-feed-deploy';

function get(path: string, tree?: string) {
  const asked = request(app)
    .get(`/jenkins${path}`)
    .auth(PLAYGROUND_JENKINS_USER, PLAYGROUND_TOKEN);
  return tree ? asked.query({ tree }) : asked;
}

describe("the description of Jenkins' API", () => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addSchema(schemas);

  it.each([
    ['Hudson', '/api/json'],
    ['FreeStyleProject', `${MAIN}/api/json`],
    ['FreeStyleProject', `${DEPLOY}/api/json`],
    ['FreeStyleBuild', `${MAIN}/1/api/json`],
    ['FreeStyleBuild', `${DEPLOY}/1/api/json`],
  ])('knows what %s is at %s', async (name, path) => {
    const { body, headers } = await get(path).expect(200);
    const validate = ajv.compile({
      $ref: `jenkins#/components/schemas/${name}`,
    });
    validate(body);
    expect(validate.errors ?? []).toEqual([]);
    expect(Object.keys(body).length).toBeGreaterThan(2);
    expect(headers['x-jenkins']).toMatch(/^2\./);
  });
});

describe('the tree', () => {
  it('selects fields, of a job, its folder and its branches alike', async () => {
    const { body } = await get(
      '/job/discovery/api/json',
      'jobs[name,jobs[name,lastBuild[number]]]',
    ).expect(200);
    expect(body._class).toMatch(/Folder$/);
    expect(body.jobs.map(({ name }: { name: string }) => name)).toEqual([
      'product-feed',
      'product-feed-deploy',
    ]);
    const [branches] = body.jobs;
    expect(branches._class).toMatch(/MultiBranchProject$/);
    expect(branches.jobs[0]).toEqual({
      _class: 'org.jenkinsci.plugins.workflow.job.WorkflowJob',
      name: 'main',
      lastBuild: {
        _class: 'org.jenkinsci.plugins.workflow.job.WorkflowRun',
        number: expect.any(Number),
      },
    });
  });

  it('cuts a list to a range, newest first', async () => {
    const numbersOf = async (range: string) => {
      const tree = `allBuilds[number]${range}`;
      const { body } = await get(`${DEPLOY}/api/json`, tree).expect(200);
      return body.allBuilds.map(({ number }: { number: number }) => number);
    };
    const all = await numbersOf('');
    expect(all).toEqual([...all].sort((a, b) => b - a));
    expect(all.at(-1)).toBe(1);
    expect(await numbersOf('{0,3}')).toEqual(all.slice(0, 3));
    expect(await numbersOf('{2,5}')).toEqual(all.slice(2, 5));
    expect(await numbersOf(`{${all.length},${all.length + 9}}`)).toEqual([]);
  });
});

describe('the builds', () => {
  it('of the job that deploys are the attempts to deploy, with a stage for each environment', async () => {
    const { body } = await get(
      `${DEPLOY}/api/json`,
      'allBuilds[number,result,building]',
    ).expect(200);
    const successes = body.allBuilds.filter(
      ({ result }: { result: string }) => result === 'SUCCESS',
    );
    const production = repository.deployments.filter(
      ({ isProduction, statuses }) =>
        isProduction && statuses.some(({ state }) => state === 'success'),
    );
    expect(successes).toHaveLength(production.length);
    expect(successes.length).toBeGreaterThan(20);
    const { number } = successes[0];
    const stages = await get(`${DEPLOY}/${number}/wfapi/describe`).expect(200);
    expect(stages.body.stages.at(-1)).toMatchObject({
      name: 'deploy (production)',
      status: 'SUCCESS',
    });
  });

  it('keep their numbers while others follow, and one that runs has not ended', () => {
    const earlier = createWorld({
      seed: 'test',
      components: 12,
      months: 6,
      anchorDay: '2026-11-22',
    });
    const at = deployJobOf(repository).builds.at(-1)!.startedAt + 1;
    earlier.advance(at);
    const then = deployJobOf(earlier.jenkinsRepository('product-feed')!).builds;
    expect(then.at(-1)!.endedAt).toBeUndefined();
    earlier.advance(at + 12 * HOUR);
    const now = deployJobOf(earlier.jenkinsRepository('product-feed')!).builds;
    expect(now[then.length - 1].endedAt).toBeGreaterThan(at);
    expect(now.slice(0, then.length).map(({ startedAt }) => startedAt)).toEqual(
      then.map(({ startedAt }) => startedAt),
    );
  });

  it('of the jobs of pull requests go with them', async () => {
    const { body } = await get(`${BRANCHES}/api/json`, 'jobs[name]').expect(
      200,
    );
    const names = body.jobs.map(({ name }: { name: string }) => name);
    const open = repository.pullRequests.filter(
      ({ closedAt }) => closedAt === undefined,
    );
    expect(names.length).toBeLessThan(repository.pullRequests.length);
    for (const { number } of open.filter(({ isDraft }) => !isDraft))
      expect(names).toContain(`PR-${number}`);
  });
});

it('leaves to GitHub the code, and neither runs nor deployments', async () => {
  const ask = (path: string) =>
    request(app)
      .get(`/api/v3/repos/acme/product-feed${path}`)
      .set('authorization', `Bearer ${PLAYGROUND_TOKEN}`)
      .expect(200);
  expect((await ask('/commits')).body.length).toBeGreaterThan(5);
  expect((await ask('/pulls?state=all')).body.length).toBeGreaterThan(5);
  expect((await ask('/actions/runs')).body.workflow_runs).toEqual([]);
  expect((await ask('/deployments')).body).toEqual([]);
});

it('lets in who brings the user and the token', async () => {
  const statusOf = async (user: string, token: string) => {
    const asked = request(app).get('/jenkins/api/json');
    return (await (user ? asked.auth(user, token) : asked)).status;
  };
  expect(await statusOf('', '')).toBe(401);
  expect(await statusOf(PLAYGROUND_JENKINS_USER, 'wrong')).toBe(401);
  expect(await statusOf('someone', PLAYGROUND_TOKEN)).toBe(401);
  expect(await statusOf(PLAYGROUND_JENKINS_USER, PLAYGROUND_TOKEN)).toBe(200);
});

it.each([
  '/job/nothing/api/json',
  `${BRANCHES}/job/gone/api/json`,
  `${DEPLOY}/100000/api/json`,
  `${DEPLOY}/100000/wfapi/describe`,
  '/job/discovery/wfapi/describe',
  `${DEPLOY}/1/consoleText`,
])('has nothing at %s', async path => {
  expect((await get(path)).status).toBe(404);
});

it('breaks when it is told to', async () => {
  const faulty = createApp({
    world,
    seed: 'test',
    clock: () => NOW,
    faults: ['500'],
  });
  const statuses = new Set<number>();
  for (let index = 0; index < 100; index += 1) {
    const { status } = await request(faulty)
      .get('/jenkins/job/discovery/api/json?tree=name')
      .auth(PLAYGROUND_JENKINS_USER, PLAYGROUND_TOKEN);
    statuses.add(status);
  }
  expect(statuses).toEqual(new Set([200, 500]));
});
