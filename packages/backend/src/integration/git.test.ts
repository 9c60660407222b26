import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '@backstage/types';
import gitModule from '@sei-platform/plugin-engineering-insights-backend-module-git';
import type { Knex } from 'knex';
import { createApp, type AppOptions } from 'playground';
import { dumpFacts, expectSameFacts } from './__testUtils__/dumpFacts';
import { portalDatabases } from './__testUtils__/portalDatabases';
import {
  createCompanyWorld,
  FIRST_SYNC_SINCE,
  PLAYGROUND_NOW,
  type World,
} from './__testUtils__/startGithub';
import { startPortal, type Portal } from './__testUtils__/startPortal';
import { waitForCalculation } from './__testUtils__/waitForCalculation';
import { waitUntil } from './__testUtils__/waitUntil';

// A busy machine takes several times as long as an idle one.
jest.setTimeout(400_000);

const NAMES = ['tax-rates', 'label-printer'];
/** Commits and tags of each. */
const STREAMS = 4;
const WINDOW = { from: '2025-12-01T00:00:00Z', to: '2026-03-01T00:00:00Z' };

interface GitServer {
  readonly url: string;
  /** Method, path and what git asks of it. */
  readonly asked: string[];
  close(): Promise<void>;
}

const FAILURES: readonly ((response: ServerResponse) => void)[] = [
  response => response.writeHead(429, { 'retry-after': '1' }).end(),
  response => response.writeHead(500).end(),
  response => response.destroy(),
];

/** Serves the company's repositories, and nothing that a token would be needed for is asked. */
async function startGit(options: {
  world: World;
  gitDirectory: string;
  faults?: AppOptions['faults'];
  /** Every so many requests fail, in turn by 429, 500 and hanging up. */
  failEvery?: number;
}): Promise<GitServer> {
  const { failEvery, ...rest } = options;
  const asked: string[] = [];
  const now = Date.parse(PLAYGROUND_NOW) / 1000;
  const app = createApp({
    ...rest,
    seed: 'integration',
    clock: () => now,
    log: line => {
      throw new Error(line);
    },
  });
  const server = createServer((request, response) => {
    const { method, url, headers } = request;
    expect(headers.authorization).toBeUndefined();
    asked.push(`${method} ${url?.split('?')[0]}`);
    if (!failEvery || asked.length % failEvery > 0) app(request, response);
    else FAILURES[(asked.length / failEvery) % FAILURES.length](response);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

function entityOf(name: string, { url }: GitServer): JsonObject {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      annotations: {
        'engineering-insights/git-url': `${url}/git/${name}.git`,
        'engineering-insights/deployments': 'tags:v*',
      },
    },
    spec: {
      type: 'library',
      lifecycle: 'production',
      owner: 'group:default/payments',
    },
  };
}

async function streamsOf(portal: Portal) {
  const sources = await portal.sources();
  return sources
    .filter(({ id }) => id === 'git')
    .flatMap(({ streams }) => streams);
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

/** What the company committed and released, by what git keeps of it. Its SHAs are git's own. */
function expectedOf(world: World, name: string) {
  const { graph, head, releases } = world.gitRepository(name)!;
  const at = (seconds: number) => new Date(seconds * 1000);
  return {
    commits: graph.ancestors(head).map(commit => ({
      title: commit.message.split('\n')[0],
      authored_at: at(commit.authoredAt),
      committed_at: at(commit.committedAt),
      parents: commit.parents.length,
      is_on_default_branch: true,
    })),
    releases: releases.map(({ tag, sha, publishedAt }) => ({
      external_id: tag,
      title: graph.get(sha).message.split('\n')[0],
      published_at: at(publishedAt),
    })),
  };
}

/** By the simulated graph alone: from the writing of each change to the release that has it first. */
function leadTimesOf(world: World, name: string): number[] {
  const { graph, releases } = world.gitRepository(name)!;
  const [from, to] = [WINDOW.from, WINDOW.to].map(
    text => Date.parse(text) / 1000,
  );
  const carried = new Set<string>();
  const leadTimes: number[] = [];
  for (const { sha, publishedAt } of releases) {
    const own = graph.ancestors(sha, commit => carried.has(commit.sha));
    for (const commit of own) {
      carried.add(commit.sha);
      const isCounted = publishedAt >= from && publishedAt < to;
      if (isCounted && commit.parents.length < 2)
        leadTimes.push(publishedAt - commit.authoredAt);
    }
  }
  return leadTimes.sort((left, right) => left - right);
}

function medianOf(sorted: readonly number[]): number {
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1
    ? sorted[Math.floor(middle)]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}

describe('a collection from a plain Git server', () => {
  const world = createCompanyWorld();
  let folder: string;
  let git: GitServer;
  let firstRequestCount: number;
  let collected: Awaited<ReturnType<typeof collect>>;

  afterAll(async () => {
    await collected?.portal.stop();
    await git?.close();
    await rm(folder, { recursive: true, force: true });
  });
  // Its databases are dropped once nobody asks them any more.
  const databases = portalDatabases();

  async function collect(server: GitServer, cache: string) {
    const database = databases.create();
    const portal = await startPortal({
      databases: database,
      entities: NAMES.map(name => entityOf(name, server)),
      config: {
        engineeringInsights: {
          firstSyncSince: FIRST_SYNC_SINCE,
          sources: {
            git: [
              {
                allow: [`${server.url}/git/`],
                cacheDirectory: join(folder, cache),
              },
            ],
          },
        },
      },
      features: [gitModule],
    });
    await portal.bind();
    await waitForCollection(portal, database.knex);
    const { knex } = database;
    return { portal, knex, facts: await dumpFacts(knex) };
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portal-git-'));
    git = await startGit({ world, gitDirectory: join(folder, 'served') });
    collected = await collect(git, 'cache');
    firstRequestCount = git.asked.length;
  });

  const textsOf = (rows: readonly object[]) =>
    rows.map(row => JSON.stringify(row)).sort();

  it.each(NAMES)('has every commit and release of %s', name => {
    const { facts } = collected;
    const isOwn = ({ scope }: { scope?: unknown }) =>
      scope === `git/${name}.git`;
    const commits = facts.commits.filter(isOwn);
    const expected = expectedOf(world, name);
    expect(expected.commits.length).toBeGreaterThan(50);
    expect(expected.releases.length).toBeGreaterThan(5);
    expect(
      textsOf(
        commits.map(row => ({
          title: row.title,
          authored_at: row.authored_at,
          committed_at: row.committed_at,
          parents: (row.parents as string[]).length,
          is_on_default_branch: row.is_on_default_branch,
        })),
      ),
    ).toEqual(textsOf(expected.commits));
    const titles = new Map(commits.map(row => [row.external_id, row.title]));
    expect(
      textsOf(
        facts.releases.filter(isOwn).map(row => ({
          external_id: row.external_id,
          title: titles.get(row.sha),
          published_at: row.published_at,
        })),
      ),
    ).toEqual(textsOf(expected.releases));
  });

  it.each(NAMES)(
    'tells how often %s is released and how long a change waits for it, without any credential',
    async name => {
      const releases = world
        .gitRepository(name)!
        .releases.filter(
          ({ publishedAt }) =>
            publishedAt * 1000 >= Date.parse(WINDOW.from) &&
            publishedAt * 1000 < Date.parse(WINDOW.to),
        );
      const leadTimes = leadTimesOf(world, name);
      const { summary, metrics } = await waitUntil(
        'every release is counted, with what it carried',
        async () => {
          const answer = await collected.portal.dora(
            name,
            new URLSearchParams(WINDOW).toString(),
          );
          const { deploymentCount, changeCount } = answer.summary;
          return (
            deploymentCount === releases.length &&
            changeCount === leadTimes.length &&
            answer
          );
        },
      );
      const valueOf = (id: string) =>
        metrics.find(({ metricId }) => metricId === id)!.value;
      expect(summary.deploymentCount).toBeGreaterThan(3);
      expect(valueOf('dora.deployment-frequency')).toMatchObject({
        status: 'ok',
        value: expect.closeTo(releases.length / 90, 6),
      });
      expect(valueOf('dora.change-lead-time')).toMatchObject({
        status: 'ok',
        value: expect.closeTo(medianOf(leadTimes), 3),
      });
    },
  );

  const readAgain = async () => {
    const { portal } = collected;
    const before = await streamsOf(portal);
    git.asked.length = 0;
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
    return git.asked.splice(0).sort();
  };

  it('costs eleven requests for each repository the first time', () => {
    expect(firstRequestCount).toBe(11 * NAMES.length);
  });

  it('costs two requests for each stream the next time', async () => {
    expect(await readAgain()).toEqual(
      NAMES.flatMap(name =>
        [
          `GET /git/${name}.git/info/refs`,
          `POST /git/${name}.git/git-upload-pack`,
        ].flatMap(line => [line, line]),
      ).sort(),
    );
  });

  it('clones what was lost, and ends the same', async () => {
    for (const file of await readdir(join(folder, 'cache'))) {
      if (file.endsWith('.git'))
        await rm(join(folder, 'cache', file), { recursive: true });
    }
    expect((await readAgain()).length).toBeGreaterThan(8);
    expectSameFacts(await dumpFacts(collected.knex), collected.facts);
  });

  it('ends the same from a server that often fails', async () => {
    const faulty = await startGit({
      world,
      gitDirectory: join(folder, 'served'),
      faults: ['429', '500', 'slow', 'truncated'],
      failEvery: 4,
    });
    const { portal, facts } = await collect(faulty, 'other-cache');
    await portal.stop();
    await faulty.close();
    // What failed was asked again.
    expect(faulty.asked.length).toBeGreaterThan(firstRequestCount);
    expectSameFacts(facts, collected.facts);
  });
});
