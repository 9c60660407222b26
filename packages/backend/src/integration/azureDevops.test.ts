import type { JsonObject } from '@backstage/types';
import azureDevopsModule from '@sei-platform/plugin-engineering-insights-backend-module-azure-devops';
import type { Knex } from 'knex';
import { PLAYGROUND_TOKEN } from 'playground';
import {
  computeMetrics,
  type RawCommit,
  type RawRepository,
} from 'playground/scripts/metrics-from-rest';
import schemas from 'playground/src/azure-devops/__fixtures__/azureDevopsSchemas.json';
import { dumpFacts, expectSameFacts } from './__testUtils__/dumpFacts';
import {
  portalDatabases,
  type PortalDatabases,
} from './__testUtils__/portalDatabases';
import {
  FIRST_SYNC_SINCE,
  startGithub,
  type World,
} from './__testUtils__/startGithub';
import { startPortal, type Portal } from './__testUtils__/startPortal';
import { waitForCalculation } from './__testUtils__/waitForCalculation';
import { waitUntil } from './__testUtils__/waitUntil';

// A busy machine takes several times as long as an idle one.
jest.setTimeout(400_000);

/** Squashed and deployed by a pipeline to environments; merged, tagged and deployed by classic releases. */
const NAMES = ['gift-cards', 'loyalty'];
/** A repository with its pipelines, and an area of work items, each. */
const SCOPES = 2 * NAMES.length;
const STREAMS = 8;
const WEBHOOK_SECRET = 'hush';

type Repository = NonNullable<ReturnType<World['azureRepository']>>;

function entityOf(name: string, host: string): JsonObject {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      annotations: {
        'dev.azure.com/project-repo': `Commerce/${name}`,
        'dev.azure.com/host-org': `${host}/acme`,
        'engineering-insights/azure-area-path': `Commerce\\${name}`,
      },
    },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: 'group:default/payments',
    },
  };
}

function configOf(host: string): JsonObject {
  return {
    integrations: {
      azure: [
        {
          host,
          credentials: [
            { organizations: ['acme'], personalAccessToken: PLAYGROUND_TOKEN },
          ],
        },
      ],
    },
    engineeringInsights: {
      firstSyncSince: FIRST_SYNC_SINCE,
      limits: { streamsAtOnce: 10 },
      sources: {
        'azure-devops': [
          {
            host,
            organization: 'acme',
            baseUrl: `http://${host}/azure-devops/acme`,
            webhookSecret: WEBHOOK_SECRET,
          },
        ],
      },
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
    for (const { id, lastError } of streams) {
      if (lastError) {
        await portal.post(`/api/engineering-insights/v1/sources/${id}/retry`);
      }
    }
    return (
      streams.length === SCOPES * STREAMS &&
      streams.every(
        ({ isHistoryDone, lastSuccessAt, lastError }) =>
          isHistoryDone && lastSuccessAt && !lastError,
      )
    );
  });
  await waitForCalculation(knex);
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
    features: [azureDevopsModule],
  });
  try {
    await portal.bind();
    await waitForCollection(portal, databases.knex);
    const facts = await dumpFacts(databases.knex);
    await then?.(portal);
    return facts;
  } finally {
    await portal.stop();
  }
}

function repositoriesOf(world: World): Repository[] {
  return NAMES.map(name => world.azureRepository(name)!);
}

/** What Azure DevOps tells of the company's two services, counted in the company itself. */
function expectedCounts(world: World) {
  const repositories = repositoriesOf(world);
  const sum = (count: (repository: Repository) => number) =>
    repositories.reduce((total, repository) => total + count(repository), 0);
  return {
    // Those of the default branch; what was only ever on a branch is not asked for.
    commits: sum(({ graph, head }) => graph.ancestors(head).length),
    pull_requests: sum(({ pullRequests }) => pullRequests.length),
    reviews: sum(({ pullRequests }) =>
      pullRequests.reduce((total, { reviews }) => total + reviews.length, 0),
    ),
    // A run that has not ended is read once it has.
    pipeline_runs: sum(
      ({ workflowRuns }) =>
        workflowRuns.filter(({ conclusion }) => conclusion).length,
    ),
    source_deployments: sum(({ deployments }) => deployments.length),
    releases: sum(({ releases }) => releases.length),
    issues: sum(({ issues }) => issues.length),
  };
}

const WINDOW = { from: '2025-12-01T00:00:00Z', to: '2026-03-01T00:00:00Z' };

/** What a service went through, for an arithmetic that knows neither Azure DevOps nor the plugin. */
function rawOf({ graph, head, ...repository }: Repository): RawRepository {
  const rawCommit = (sha: string): RawCommit => {
    const { message, authoredAt, parents } = graph.get(sha);
    return {
      sha,
      commit: { message, author: { date: isoOf(authoredAt) } },
      parents: parents.map(parent => ({ sha: parent })),
    };
  };
  const merged = repository.pullRequests.filter(({ mergedAt }) => mergedAt);
  return {
    commits: graph.ancestors(head).map(({ sha }) => rawCommit(sha)),
    pullRequests: merged.map(item => ({
      number: item.number,
      merge_commit_sha: item.mergeCommitSha!,
      merged_at: isoOf(item.mergedAt!),
      labels: item.labels.map(name => ({ name })),
      head: { ref: item.branch },
    })),
    originals: Object.fromEntries(
      merged.map(({ number, commits }) => [number, commits.map(rawCommit)]),
    ),
    deployments: repository.deployments.map(deployment => ({
      id: deployment.id,
      sha: deployment.sha,
      environment: deployment.environment,
      created_at: isoOf(deployment.createdAt),
      statuses: deployment.statuses.map(({ state, createdAt }) => ({
        state,
        created_at: isoOf(createdAt),
      })),
    })),
  };
}

function isoOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

/** The portal says of a service what the arithmetic makes of the company itself. */
async function expectSameNumbers(portal: Portal, repository: Repository) {
  const expected = computeMetrics(rawOf(repository), {
    ...WINDOW,
    asOf: WINDOW.to,
    production: /^production$/,
  });
  const { metrics, summary } = await portal.dora(
    repository.profile.name,
    new URLSearchParams(WINDOW).toString(),
  );
  const valueOf = (id: string) => {
    const found = metrics.find(({ metricId }) => metricId === id)!.value;
    return 'value' in found ? found.value : undefined;
  };
  // Nothing of what is compared may be missing on both sides.
  expect(expected.changes).toBeGreaterThan(20);
  expect(expected.medianLeadTimeSeconds).toBeGreaterThan(0);
  expect({
    rollouts: summary.deploymentCount,
    changes: summary.changeCount,
    failed: summary.failureCount,
    medianLeadTimeSeconds: valueOf('dora.change-lead-time'),
    rolloutsPerDay: valueOf('dora.deployment-frequency'),
    changeFailRate: valueOf('dora.change-fail-rate'),
    reworkRate: valueOf('dora.deployment-rework-rate'),
  }).toEqual({
    rollouts: expected.rollouts,
    changes: expected.changes,
    failed: expected.failed,
    medianLeadTimeSeconds: expected.medianLeadTimeSeconds,
    rolloutsPerDay: expected.rolloutsPerDay,
    changeFailRate: expected.changeFailRate,
    reworkRate: expected.reworkRate,
  });
}

describe('a collection from Azure DevOps', () => {
  const databases = portalDatabases();

  it('ends with every fact of the company, costs next to nothing when repeated, and is the same from an Azure DevOps that often fails', async () => {
    const requests: string[] = [];
    const sound = await startGithub({
      breakage: ({ method, url }) => {
        requests.push(`${method} ${url}`);
        return false;
      },
    });
    const database = databases.create();
    const facts = await collect({
      databases: database,
      host: sound.host,
      async then(portal) {
        const streams = await streamsOf(portal);
        expect(streams.filter(({ counters }) => counters.invalid > 0)).toEqual(
          [],
        );
        for (const repository of repositoriesOf(sound.world)) {
          await expectSameNumbers(portal, repository);
        }

        const first = requests.splice(0);
        expect(first.filter(isNotDescribed)).toEqual([]);

        await readAgain(portal, async () => {
          // As a poll does, all of them at one moment.
          await database.knex('streams').update({ due_at: new Date() });
        });
        const round = requests.splice(0);
        // Four questions about the project, one of them twice; the pull requests of two repositories that have open ones; the
        // heads, the iterations, and what the environments have.
        expect(round.filter(url => /\/builds\?/.test(url))).toHaveLength(1);
        expect(round.filter(url => /\/deployments\?/.test(url))).toHaveLength(
          1,
        );
        expect(round.filter(url => /\/workitemsbatch\?/.test(url))).toEqual([]);
        expect(round.length).toBeLessThanOrEqual(18);
        expect(first.length).toBeGreaterThan(50 * round.length);

        await readAgain(portal, async () => {
          for (const { id } of await streamsOf(portal)) {
            await portal.post(
              `/api/engineering-insights/v1/sources/${id}/retry`,
            );
          }
        });
        // One question for each stream, and one more for closed pull requests.
        expect(requests.length).toBeLessThanOrEqual(20);
        expect(requests.filter(isNotDescribed)).toEqual([]);
      },
    });
    const counts = Object.fromEntries(
      Object.entries(facts).map(([table, rows]) => [table, rows.length]),
    );
    expect(counts).toMatchObject(expectedCounts(sound.world));
    await sound.close();

    const faulty = await startGithub({
      world: sound.world,
      faults: ['429', '500', 'truncated'],
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
    expectSameFacts(repeated, facts);
  });
});

/** Makes every stream due, and waits until each was read again. */
async function readAgain(
  portal: Portal,
  makeDue: () => Promise<void>,
): Promise<void> {
  const before = await streamsOf(portal);
  await makeDue();
  await waitUntil('every stream was read again', async () =>
    (
      await streamsOf(portal)
    ).every(
      ({ id, coveredTo }) =>
        coveredTo !== before.find(each => each.id === id)?.coveredTo,
    ),
  );
}

/** Addresses and parameters as Microsoft describes them, each written as a pattern. */
const DESCRIBED = Object.values(schemas)
  .flatMap(({ parameters }) => Object.entries(parameters))
  .map(([call, parameters]) => {
    const [method, path] = call
      .replace('/{team}', '')
      // May be left out, which means the newest, and the whole tree.
      .replace('/{timelineId}', '')
      .replace('/{path}', '')
      .split(' ');
    const pattern = path.replaceAll(/\{\w+\}/g, '[^/]+');
    return {
      method,
      path: new RegExp(`^/azure-devops/acme${pattern}$`, 'i'),
      parameters: new Set<string>(parameters),
    };
  });

/** Whether a request, `GET /…?…`, is one that Azure DevOps' description does not know. */
function isNotDescribed(text: string): boolean {
  const [method, address] = text.split(' ');
  const { pathname, searchParams } = new URL(address, 'http://localhost');
  const isKnown = (parameters: ReadonlySet<string>, name: string) =>
    name === 'api-version' ||
    parameters.has(name) ||
    // Of commits it describes another list than the one that is searched.
    (pathname.endsWith('/commits') &&
      /^searchCriteria\.(\$top|\$skip|(itemVersion|compareVersion)\.(version|versionType))$/.test(
        name,
      ));
  return !DESCRIBED.some(
    ({ path, parameters, ...described }) =>
      described.method === method &&
      path.test(pathname) &&
      [...searchParams.keys()].every(name => isKnown(parameters, name)),
  );
}

/** A pull request that Azure DevOps tells of is a fact within moments, twice the same delivery is one, and a push has the commits read. */
async function expectWebhook(portal: Portal, knex: Knex): Promise<void> {
  const repository = { name: 'Gift-Cards', project: { name: 'commerce' } };
  const send = (password: string, id: string, body: JsonObject) =>
    portal
      .post('/api/engineering-insights/v1/webhooks/azure-devops')
      .set({
        authorization: `Basic ${Buffer.from(`hooks:${password}`).toString(
          'base64',
        )}`,
      })
      .send({ id, subscriptionId: 'subscription-1', ...body });
  const created = {
    eventType: 'git.pullrequest.created',
    resource: {
      repository,
      pullRequestId: 1,
      status: 'active',
      title: 'Round the balance',
      creationDate: '2026-03-02T11:00:00Z',
      sourceRefName: 'refs/heads/round',
      targetRefName: 'refs/heads/main',
      lastMergeSourceCommit: { commitId: '1'.repeat(40) },
    },
  };
  const refused = await send('another', 'notification-0', created);
  expect(refused.status).toBe(403);
  for (const _ of [1, 2]) {
    const answer = await send(WEBHOOK_SECRET, 'notification-1', created);
    expect(answer.status).toBe(202);
  }
  await waitUntil('the pull request is a fact', async () =>
    knex('pull_requests').where({ external_id: '1' }).first(),
  );
  const [{ count }] = await knex('webhook_deliveries').count();
  expect(Number(count)).toBe(1);

  const commits = async () =>
    (await streamsOf(portal)).find(
      ({ scope, stream }) =>
        scope.toLowerCase() === 'commerce/gift-cards' && stream === 'commits',
    )!;
  const before = await commits();
  const push = {
    eventType: 'git.push',
    resource: { repository, refUpdates: [{ name: 'refs/heads/main' }] },
  };
  expect((await send(WEBHOOK_SECRET, 'notification-2', push)).status).toBe(202);
  await waitUntil(
    'the commits were read again',
    async () => (await commits()).coveredTo! > before.coveredTo!,
  );
}
