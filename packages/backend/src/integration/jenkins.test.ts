import type { JsonObject } from '@backstage/types';
import jenkinsModule from '@sei-platform/plugin-engineering-insights-backend-module-jenkins';
import type { Knex } from 'knex';
import { PLAYGROUND_JENKINS_USER, PLAYGROUND_TOKEN } from 'playground';
import {
  branchJobsOf,
  deployJobOf,
  type JenkinsJob,
} from 'playground/src/jenkins/jobs';
import { LIBRARY_URL } from 'playground/src/jenkins/render';
import { componentOf } from './__testUtils__/componentOf';
import { dumpFacts, expectSameFacts } from './__testUtils__/dumpFacts';
import { githubConfig } from './__testUtils__/githubConfig';
import { portalDatabases } from './__testUtils__/portalDatabases';
import {
  PLAYGROUND_NOW,
  startGithub,
  type Github,
  type World,
} from './__testUtils__/startGithub';
import { startPortal, type Portal } from './__testUtils__/startPortal';
import { waitForCalculation } from './__testUtils__/waitForCalculation';
import { waitUntil } from './__testUtils__/waitUntil';

// A busy machine takes several times as long as an idle one.
jest.setTimeout(400_000);

const NAME = 'product-feed';
const BRANCHES = `discovery/${NAME}`;
const DEPLOY = `discovery/${NAME}-deploy`;
/** Ten of GitHub's repository, one of each of two scopes of Jenkins. */
const STREAMS = 12;
const WEBHOOK_SECRET = 'webhook-secret';
const WINDOW = { from: '2025-12-01T00:00:00Z', to: '2026-03-01T00:00:00Z' };

function entityOf(host: string): JsonObject {
  const component = componentOf({ name: NAME, host, slug: `acme/${NAME}` });
  const metadata = component.metadata as JsonObject;
  return {
    ...component,
    metadata: {
      ...metadata,
      annotations: {
        ...(metadata.annotations as JsonObject),
        'jenkins.io/job-full-name': `${BRANCHES},${DEPLOY}`,
        'engineering-insights/deployments': `pipelineRuns:${DEPLOY}`,
      },
    },
  };
}

function configOf({ host, url }: Github): JsonObject {
  const config = githubConfig([{ host }]);
  const own = config.engineeringInsights as JsonObject;
  return {
    ...config,
    engineeringInsights: {
      ...own,
      sources: {
        ...(own.sources as JsonObject),
        jenkins: [
          {
            baseUrl: `${url}/jenkins`,
            username: PLAYGROUND_JENKINS_USER,
            token: PLAYGROUND_TOKEN,
            webhookSecret: WEBHOOK_SECRET,
            sharedLibraries: [LIBRARY_URL],
          },
        ],
      },
    },
  };
}

async function streamsOf(portal: Portal) {
  return (await portal.sources()).flatMap(({ streams }) => streams);
}

async function retry(portal: Portal, ids: readonly string[]) {
  for (const id of ids)
    await portal.post(`/api/engineering-insights/v1/sources/${id}/retry`);
}

/** Returns once every stream was read to its beginning, trying again at once what failed, and all of it is calculated. */
async function waitForCollection(portal: Portal, knex: Knex): Promise<void> {
  await waitUntil('everything is collected', async () => {
    const streams = await streamsOf(portal);
    const failed = streams.filter(({ lastError }) => lastError);
    await retry(
      portal,
      failed.map(({ id }) => id),
    );
    return (
      streams.length === STREAMS &&
      streams.every(
        ({ isHistoryDone, lastSuccessAt, lastError }) =>
          isHistoryDone && lastSuccessAt && !lastError,
      )
    );
  });
  await waitForCalculation(knex);
}

async function collect(options: {
  github: Github;
  databases: ReturnType<typeof portalDatabases>;
}) {
  const { github, databases } = options;
  const database = databases.create();
  const portal = await startPortal({
    databases: database,
    entities: [entityOf(github.host)],
    config: configOf(github),
    features: [jenkinsModule],
  });
  await portal.bind();
  await waitForCollection(portal, database.knex);
  const { knex } = database;
  return { portal, knex, facts: await dumpFacts(knex) };
}

function jobsOf(world: World): JenkinsJob[] {
  const repository = world.jenkinsRepository(NAME)!;
  const now = Date.parse(PLAYGROUND_NOW) / 1000;
  return [...branchJobsOf(repository, now), deployJobOf(repository)];
}

const OUTCOMES = {
  success: 'success',
  failure: 'failure',
  cancelled: 'cancelled',
} as const;

/** Every build of the simulated company, as a row of pipeline_runs. */
function buildsOf(world: World) {
  const at = (seconds: number | undefined) =>
    seconds === undefined ? null : new Date(seconds * 1000);
  return jobsOf(world).flatMap(({ fullName, builds }) =>
    builds.map(({ number, run, startedAt, endedAt, conclusion, stages }) => ({
      external_id: `${fullName}#${number}`,
      pipeline: fullName,
      sha: run.sha,
      branch: run.pullRequest ? `PR-${run.pullRequest}` : 'main',
      started_at: at(startedAt),
      finished_at: at(endedAt),
      outcome: conclusion ? OUTCOMES[conclusion] : 'unknown',
      stages: stages.map(({ name }) => name),
    })),
  );
}

function byId<T extends { external_id: unknown }>(rows: readonly T[]): T[] {
  return [...rows].sort((left, right) =>
    String(left.external_id) < String(right.external_id) ? -1 : 1,
  );
}

/** Of successful attempts, those of one revision within 72 hours being one rollout. */
function rolloutsOf(world: World): number {
  const rollouts: { sha: string; at: number }[] = [];
  for (const { run, endedAt, conclusion } of deployJobOf(
    world.jenkinsRepository(NAME)!,
  ).builds) {
    if (conclusion !== 'success' || endedAt === undefined) continue;
    const isSame = rollouts.some(
      ({ sha, at }) => sha === run.sha && endedAt - at < 72 * 3_600,
    );
    if (!isSame) rollouts.push({ sha: run.sha, at: endedAt });
  }
  const [from, to] = [WINDOW.from, WINDOW.to].map(
    text => Date.parse(text) / 1000,
  );
  return rollouts.filter(({ at }) => at >= from && at < to).length;
}

describe('a collection from Jenkins', () => {
  const asked: string[] = [];
  let github: Github;
  let collected: Awaited<ReturnType<typeof collect>>;

  afterAll(async () => {
    await collected?.portal.stop();
    await github?.close();
  });
  // Its databases are dropped once nobody asks them any more.
  const databases = portalDatabases();
  beforeAll(async () => {
    github = await startGithub({
      breakage: ({ url }) => {
        if (url?.startsWith('/jenkins')) asked.push(url.split('?')[0]);
        return false;
      },
    });
    collected = await collect({ github, databases });
  });

  const askedBetween = async (act: () => Promise<void>) => {
    asked.length = 0;
    await act();
    return asked.splice(0);
  };

  it('has every build of the company, with what it built and its stages', async () => {
    const { facts } = collected;
    const stored = facts.pipeline_runs
      .filter(({ scope }) => [BRANCHES, DEPLOY].includes(String(scope)))
      .map(row => ({
        external_id: row.external_id,
        pipeline: row.pipeline,
        sha: row.sha,
        branch: row.branch,
        started_at: row.started_at,
        finished_at: row.finished_at,
        outcome: row.outcome,
        stages: (row.stages as { name: string }[] | null)?.map(
          ({ name }) => name,
        ),
      }));
    const expected = buildsOf(github.world);
    expect(expected.length).toBeGreaterThan(100);
    expect(byId(stored)).toEqual(byId(expected));
  });

  it('makes deployments of the runs of the job that deploys', async () => {
    const expected = rolloutsOf(github.world);
    expect(expected).toBeGreaterThan(20);
    // What was collected last may still be on its way into the numbers.
    const { summary, metrics } = await waitUntil(
      'every rollout is counted, with what it carried',
      async () => {
        const answer = await collected.portal.dora(
          NAME,
          new URLSearchParams(WINDOW).toString(),
        );
        const { deploymentCount, changeCount = 0 } = answer.summary;
        return (
          deploymentCount === expected && changeCount > expected / 2 && answer
        );
      },
    );
    const statuses = metrics
      .filter(({ metricId }) => metricId.startsWith('dora.'))
      .map(({ metricId, value }) => `${metricId} ${value.status}`);
    expect(statuses).toContain('dora.change-lead-time ok');
    expect(statuses).toContain('dora.deployment-frequency ok');
    expect(summary.deploymentCount).toBe(expected);
  });

  it('costs one request for each scope the next time', async () => {
    const { portal } = collected;
    const before = await streamsOf(portal);
    const requests = await askedBetween(async () => {
      await retry(
        portal,
        before.map(({ id }) => id),
      );
      await waitUntil('everything was read again', async () =>
        (
          await streamsOf(portal)
        ).every(
          ({ id, coveredTo, lastError }) =>
            !lastError &&
            coveredTo !== before.find(each => each.id === id)?.coveredTo,
        ),
      );
    });
    expect(requests.sort()).toEqual([
      '/jenkins/job/discovery/job/product-feed-deploy/api/json',
      '/jenkins/job/discovery/job/product-feed/api/json',
    ]);
  });

  it('reads a job at once when Jenkins notifies of a build, and refuses a notification with another password', async () => {
    const { portal } = collected;
    const notify = (password: string) =>
      fetch(`${portal.url}/api/engineering-insights/v1/webhooks/jenkins`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json;charset=UTF-8',
          authorization: `Basic ${Buffer.from(`jenkins:${password}`).toString(
            'base64',
          )}`,
        },
        body: JSON.stringify({
          name: 'main',
          url: `job/discovery/job/${NAME}/job/main/`,
          build: {
            full_url: `${github.url}/jenkins/job/discovery/job/${NAME}/job/main/1/`,
            number: 1,
            phase: 'FINALIZED',
            status: 'SUCCESS',
            url: `job/discovery/job/${NAME}/job/main/1/`,
          },
        }),
      });
    expect((await notify('another')).status).toBe(403);
    const requests = await askedBetween(async () => {
      expect((await notify(WEBHOOK_SECRET)).status).toBe(202);
      await waitUntil('the job is read', async () => asked.length > 0);
    });
    expect(requests).toEqual([
      '/jenkins/job/discovery/job/product-feed/api/json',
    ]);
  });

  it('ends the same from a Jenkins that often fails', async () => {
    const faulty = await startGithub({
      world: github.world,
      faults: ['429', '500', 'slow', 'truncated'],
    });
    const { portal, knex, facts } = await collect({
      github: faulty,
      databases,
    });
    await portal.stop();
    await faulty.close();
    const runs = await knex('stream_runs')
      .join('streams', 'streams.id', 'stream_runs.stream_id')
      .where('streams.name', 'builds')
      .select('stream_runs.error');
    const said = runs.map(({ error }) => error?.message ?? '').join('\n');
    expect(said).toMatch(/Jenkins/);
    expectSameFacts(facts, collected.facts);
  });
});
