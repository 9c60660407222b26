import type { JsonObject } from '@backstage/types';
import gitlabModule from '@sei-platform/plugin-engineering-insights-backend-module-gitlab';
import type { Knex } from 'knex';
import { PLAYGROUND_TOKEN } from 'playground';
import { dumpFacts, expectSameFacts } from './__testUtils__/dumpFacts';
import {
  portalDatabases,
  type PortalDatabases,
} from './__testUtils__/portalDatabases';
import {
  FIRST_SYNC_SINCE,
  startGithub,
  type Breakage,
  type World,
} from './__testUtils__/startGithub';
import { startPortal, type Portal } from './__testUtils__/startPortal';
import { waitUntil } from './__testUtils__/waitUntil';

// A busy machine takes several times as long as an idle one.
jest.setTimeout(400_000);

/** Merge commits; squashed ones, deployed by a daily train of tags. */
const NAMES = ['returns', 'warehouse'];
const STREAMS = 8;
const WEBHOOK_SECRET = 'hush';
/** A tier below Ultimate has none, which is said and not counted as missing. */
const NOT_ALLOWED = 'vulnerabilities';
const isBelowUltimate: Breakage = ({ url }, response) => {
  if (!url?.includes(`/${NOT_ALLOWED}`)) return false;
  response.writeHead(403, { 'content-type': 'application/json' });
  response.end('{"message":"403 Forbidden"}');
  return true;
};

function entityOf(name: string, host: string): JsonObject {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      annotations: {
        'gitlab.com/project-slug': `acme/fulfilment/${name}`,
        'gitlab.com/instance': host,
      },
    },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: 'group:default/fulfilment',
    },
  };
}

function configOf(host: string): JsonObject {
  return {
    integrations: {
      gitlab: [
        {
          host,
          baseUrl: `http://${host}/gitlab`,
          apiBaseUrl: `http://${host}/gitlab/api/v4`,
          token: PLAYGROUND_TOKEN,
        },
      ],
    },
    engineeringInsights: {
      firstSyncSince: FIRST_SYNC_SINCE,
      limits: { streamsAtOnce: 10 },
      sources: { gitlab: [{ host, webhookSecret: WEBHOOK_SECRET }] },
    },
  };
}

async function streamsOf(portal: Portal) {
  return (await portal.sources()).flatMap(source => source.streams);
}

/** Returns once every stream was read to its beginning and all of it is calculated. */
async function waitForCollection(portal: Portal, knex: Knex) {
  await waitUntil('everything is collected', async () => {
    const streams = await streamsOf(portal);
    for (const { id, lastError, stream } of streams) {
      if (lastError && stream !== NOT_ALLOWED) {
        await portal.post(`/api/engineering-insights/v1/sources/${id}/retry`);
      }
    }
    return (
      streams.length === NAMES.length * STREAMS &&
      streams.every(({ stream, isHistoryDone, lastSuccessAt, lastError }) =>
        stream === NOT_ALLOWED
          ? lastError
          : isHistoryDone && lastSuccessAt && !lastError,
      )
    );
  });
  await waitUntil('everything is calculated', async () => {
    const [{ count: marks }] = await knex('dirty_marks')
      .where('due_at', '<=', knex.fn.now())
      .count();
    const [{ count: wanted }] = await knex('wanted_revisions')
      .where('due_at', '<=', knex.fn.now())
      .whereNull('found_at')
      .count();
    return Number(marks) === 0 && Number(wanted) === 0;
  });
}

async function collect(options: {
  databases: PortalDatabases;
  host: string;
  then?: (portal: Portal) => Promise<void>;
}) {
  const { databases, host, then } = options;
  const portal = await startPortal({
    databases,
    entities: NAMES.map(name => entityOf(name, host)),
    config: configOf(host),
    features: [gitlabModule],
  });
  try {
    await portal.bind();
    const { knex } = databases;
    await waitForCollection(portal, knex);
    const collected = {
      facts: await dumpFacts(knex),
      issues: await dumpOf(knex, 'issues'),
      incidents: await dumpOf(knex, 'incidents'),
    };
    await then?.(portal);
    return collected;
  } finally {
    await portal.stop();
  }
}

async function dumpOf(knex: Knex, table: 'issues' | 'incidents') {
  return knex(table)
    .join('scopes', 'scopes.id', `${table}.scope_id`)
    .select(`${table}.external_id as id`, `${table}.title as title`)
    .orderByRaw(`${table}.external_id collate "C"`);
}

function projectsOf(world: World) {
  return NAMES.map(name => world.gitlabProject(name)!);
}

/** What GitLab tells of the company's two projects, counted in the company itself. */
function expectedCounts(world: World) {
  const sum = (count: (project: ReturnType<typeof projectsOf>[0]) => number) =>
    projectsOf(world).reduce((total, project) => total + count(project), 0);
  const isIncident = ({ title }: { title: string }) =>
    title.startsWith('Regression after');
  return {
    // Those of the default branch; what was only ever on a branch is not asked for.
    commits: sum(({ graph, head }) => graph.ancestors(head).length),
    // Below Ultimate there are none, and sprints are no part of what is read.
    findings: 0,
    quality_measures: 0,
    sprints: 0,
    pull_requests: sum(({ pullRequests }) => pullRequests.length),
    reviews: sum(({ pullRequests }) =>
      pullRequests.reduce((total, { reviews }) => total + reviews.length, 0),
    ),
    pipeline_runs: sum(({ workflowRuns }) => workflowRuns.length),
    source_deployments: sum(({ deployments }) => deployments.length),
    releases: sum(({ releases }) => releases.length),
    issues: sum(
      ({ issues }) => issues.filter(each => !isIncident(each)).length,
    ),
    incidents: sum(({ issues }) => issues.filter(isIncident).length),
  };
}

describe('a collection from GitLab', () => {
  const databases = portalDatabases();

  it('ends with every fact of the company, costs next to nothing when repeated, and is the same from a GitLab that often fails', async () => {
    let requestCount = 0;
    const counting: Breakage = (request, response) => {
      requestCount += 1;
      return isBelowUltimate(request, response);
    };
    const sound = await startGithub({ breakage: counting });
    const database = databases.create();
    let firstCount = 0;
    const collected = await collect({
      databases: database,
      host: sound.host,
      async then(portal) {
        const streams = await streamsOf(portal);
        expect(streams.filter(({ counters }) => counters.invalid > 0)).toEqual(
          [],
        );
        const refused = streams.filter(({ lastError }) => lastError);
        expect(refused.map(({ lastError }) => lastError)).toMatchObject(
          NAMES.map(() => ({
            name: 'NotAllowedError',
            message: expect.stringContaining('GitLab Ultimate'),
          })),
        );
        for (const name of NAMES) {
          const { summary } = await portal.dora(name);
          expect(summary.deploymentCount).toBeGreaterThan(10);
          expect(summary.changeCount).toBeGreaterThan(10);
        }

        firstCount = requestCount;
        requestCount = 0;
        await readAgain(portal, database.knex);
      },
    });
    // One question each, and for the head of the commits nothing more.
    expect(requestCount).toBeLessThanOrEqual(NAMES.length * STREAMS);
    expect(firstCount).toBeGreaterThan(20 * requestCount);

    const { facts, issues, incidents } = collected;
    const counts = Object.fromEntries(
      Object.entries({ ...facts, issues, incidents }).map(([table, rows]) => [
        table,
        rows.length,
      ]),
    );
    expect(counts).toEqual(expectedCounts(sound.world));
    expect(counts.incidents).toBeGreaterThan(0);
    await sound.close();

    const faulty = await startGithub({
      world: sound.world,
      faults: ['429', '500', 'truncated'],
      breakage: isBelowUltimate,
    });
    const again = databases.create();
    const repeated = await collect({
      databases: again,
      host: faulty.host,
      then: portal => expectWebhook(portal, again.knex),
    });
    await faulty.close();
    const runs = await again.knex('stream_runs').select('error');
    const said = runs.map(({ error }) => error?.message ?? '').join('\n');
    expect(said).toMatch(/asks to wait 1 second/);
    expect(said).toMatch(/answered 500/);
    expect(said).toMatch(/cut off|could not be reached/);
    expectSameFacts(repeated.facts, facts);
    expect(repeated.issues).toEqual(issues);
    expect(repeated.incidents).toEqual(incidents);
  });
});

/** Makes every stream due, as time does, and waits until each was read. */
async function readAgain(portal: Portal, knex: Knex): Promise<void> {
  const ids = (await streamsOf(portal))
    .filter(({ stream }) => stream !== NOT_ALLOWED)
    .map(({ id }) => id);
  const before = await knex('streams').max('covered_to as at').first();
  for (const id of ids) {
    await portal.post(`/api/engineering-insights/v1/sources/${id}/retry`);
  }
  await waitUntil('every stream was read again', async () => {
    const [{ count }] = await knex('streams')
      .where('name', '!=', NOT_ALLOWED)
      .andWhere('covered_to', '>', before!.at)
      .count();
    return Number(count) === ids.length;
  });
}

/** A deployment that GitLab tells of is a fact within moments, twice the same delivery is one, and a push has the commits read. */
async function expectWebhook(portal: Portal, knex: Knex): Promise<void> {
  const project = {
    path_with_namespace: 'Acme/Fulfilment/Returns',
    default_branch: 'main',
  };
  const send = (token: string, key: string, body: JsonObject) =>
    portal
      .post('/api/engineering-insights/v1/webhooks/gitlab')
      .set({ 'x-gitlab-token': token, 'idempotency-key': key })
      .send({ project, ...body });
  const deployment = {
    object_kind: 'deployment',
    status: 'success',
    status_changed_at: '2026-03-02 11:00:00 UTC',
    deployment_id: 1,
    environment: 'production',
    commit_url: `https://gitlab.example/-/commit/${'1'.repeat(40)}`,
  };
  const refused = await send('another', 'key-0', deployment);
  expect(refused.status).toBe(403);
  for (const _ of [1, 2]) {
    const answer = await send(WEBHOOK_SECRET, 'key-1', deployment);
    expect(answer.status).toBe(202);
  }
  await waitUntil('the deployment is a fact', async () =>
    knex('source_deployments')
      .where({ external_id: '1', environment: 'production' })
      .first(),
  );
  const [{ count }] = await knex('webhook_deliveries').count();
  expect(Number(count)).toBe(1);

  const commits = async () =>
    (await streamsOf(portal)).find(
      ({ scope, stream }) => scope.endsWith('/returns') && stream === 'commits',
    )!;
  const before = await commits();
  const push = { object_kind: 'push', ref: 'refs/heads/main' };
  expect((await send(WEBHOOK_SECRET, 'key-2', push)).status).toBe(202);
  await waitUntil(
    'the commits were read again',
    async () => (await commits()).coveredTo! > before.coveredTo!,
  );
}
