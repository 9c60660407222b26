import { createHmac } from 'node:crypto';
import type { JsonObject } from '@backstage/types';
import snykModule from '@sei-platform/plugin-engineering-insights-backend-module-snyk';
import type { Knex } from 'knex';
import { createCatalog, createWorld, PLAYGROUND_TOKEN } from 'playground';
import { allIssues, type SnykIssue } from 'playground/src/snyk/issues';
import {
  organizationIdOf,
  targetsOf,
  projectsOf,
} from 'playground/src/snyk/projects';
import { portalDatabases } from './__testUtils__/portalDatabases';
import {
  FIRST_SYNC_SINCE,
  PLAYGROUND_MONTHS,
  PLAYGROUND_NOW,
  startGithub,
  type Github,
  type World,
} from './__testUtils__/startGithub';
import { startPortal, type Portal } from './__testUtils__/startPortal';
import { waitUntil } from './__testUtils__/waitUntil';

// A busy machine takes several times as long as an idle one.
jest.setTimeout(400_000);

const WEBHOOK_SECRET = 'webhook-secret';
const NOW = Date.parse(PLAYGROUND_NOW) / 1000;
const DAY = 86_400;
/** Three companies' worth of components, so that there are scopes enough to be asked about at once. */
const COMPONENTS = 36;
const SCOPES = 24;

function createLargeWorld(): World {
  return createWorld({
    seed: 'integration',
    components: COMPONENTS,
    months: PLAYGROUND_MONTHS,
    anchorDay: PLAYGROUND_NOW.slice(0, 10),
  });
}

/** The components that Snyk tests, by nothing but its annotations. */
function entitiesOf({ company }: World): JsonObject[] {
  return createCatalog(company, { origin: 'http://localhost' }).flatMap(
    ({ kind, metadata: { name, annotations = {} } }) => {
      const ofSnyk = Object.fromEntries(
        Object.entries(annotations as Record<string, string>).filter(([key]) =>
          key.startsWith('snyk.io/'),
        ),
      );
      if (kind !== 'Component' || Object.keys(ofSnyk).length === 0) return [];
      return [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind,
          metadata: { name: String(name), annotations: ofSnyk },
          spec: {
            type: 'service',
            lifecycle: 'production',
            owner: 'group:default/x',
          },
        },
      ];
    },
  );
}

function configOf(github: Github): JsonObject {
  return {
    engineeringInsights: {
      firstSyncSince: FIRST_SYNC_SINCE,
      sources: {
        snyk: [
          {
            apiBaseUrl: `${github.url}/snyk/rest`,
            appBaseUrl: `${github.url}/snyk`,
            token: PLAYGROUND_TOKEN,
            webhookSecret: WEBHOOK_SECRET,
          },
        ],
      },
    },
  };
}

async function streamsOf(portal: Portal) {
  return (await portal.sources()).flatMap(({ streams }) => streams);
}

/** What is stored, without what the database and the moment gave. */
async function dump(knex: Knex) {
  return knex('findings')
    .join('scopes', 'scopes.id', 'findings.scope_id')
    .select(
      'scopes.external_id as scope',
      'findings.external_id as id',
      'tool',
      'rule',
      'findings.title',
      'severity',
      'source_severity',
      'category',
      'state',
      'first_seen_at',
      'fixed_at',
      'location',
      'identifiers',
      'package',
      'source_updated_at',
    )
    .orderByRaw('findings.external_id collate "C"');
}

async function collect(options: {
  github: Github;
  databases: ReturnType<typeof portalDatabases>;
  entities?: readonly JsonObject[];
  streamCount?: number;
}) {
  const { github, databases } = options;
  const { entities = entitiesOf(github.world), streamCount = SCOPES } = options;
  const database = databases.create();
  const portal = await startPortal({
    databases: database,
    entities,
    config: configOf(github),
    features: [snykModule],
  });
  await portal.bind();
  await waitUntil('everything is collected', async () => {
    const streams = await streamsOf(portal);
    for (const { id, lastError } of streams) {
      if (lastError)
        await portal.post(`/api/engineering-insights/v1/sources/${id}/retry`);
    }
    return (
      streams.length === streamCount &&
      streams.every(
        ({ isHistoryDone, lastSuccessAt, lastError }) =>
          isHistoryDone && lastSuccessAt && !lastError,
      )
    );
  });
  return { portal, knex: database.knex, facts: await dump(database.knex) };
}

function dateOf(seconds: number | undefined): Date | null {
  return seconds === undefined ? null : new Date(seconds * 1000);
}

function stateOf({ resolvedAt, ignoredAt }: SnykIssue): string {
  if (resolvedAt !== undefined) return 'fixed';
  return ignoredAt === undefined ? 'open' : 'dismissed';
}

/** What the world knows of its findings, as it is to be stored. */
function findingsOf(world: World) {
  const organization = organizationIdOf(world.company);
  return allIssues(world)
    .map(issue => {
      const { project, problems, cwe, dependency, location } = issue;
      // The one repository that nobody but people upgrades is named as a whole.
      const isByTarget = !project.target.repository.hasDependabot;
      return {
        scope: isByTarget
          ? `${organization}/target:${project.target.name}`
          : `${organization}/${project.id}`,
        id: issue.id,
        tool: 'Snyk',
        rule: problems[0].id,
        title: issue.title,
        severity: issue.severity,
        source_severity: issue.severity,
        category: dependency ? 'dependency' : 'vulnerability',
        state: stateOf(issue),
        first_seen_at: dateOf(issue.createdAt),
        fixed_at: dateOf(issue.resolvedAt),
        location: location ?? null,
        identifiers: [...problems.map(({ id }) => id), cwe],
        package: dependency ?? null,
        source_updated_at: dateOf(issue.updatedAt),
      };
    })
    .sort((left, right) => (left.id < right.id ? -1 : 1));
}

describe('a collection from Snyk', () => {
  const databases = portalDatabases();

  it('has every finding of its projects, reads next to nothing the next time, and ends the same from a Snyk that often fails', async () => {
    const asked: URL[] = [];
    const sound = await startGithub({
      world: createLargeWorld(),
      breakage: ({ url }) => {
        asked.push(new URL(String(url), 'http://localhost'));
        return false;
      },
    });
    const { portal, knex, facts } = await collect({ github: sound, databases });
    const expected = findingsOf(sound.world);
    expect(new Set(expected.map(({ state }) => state)).size).toBe(3);
    expect(expected.length).toBeGreaterThan(50);
    expect(facts).toEqual(expected);

    // Whether it is there, what changed, what is open, and what was resolved before.
    const [project] = projectsOf(targetsOf(sound.world.company)[0]);
    expect(
      asked
        .filter(({ href }) => href.includes(project.id))
        .map(({ pathname, searchParams }) => [
          pathname.split('/')[5],
          searchParams.get('status'),
          searchParams.has('updated_before'),
        ]),
    ).toEqual([
      ['projects', null, false],
      ['issues', null, false],
      ['issues', 'open', false],
      ['issues', 'resolved', true],
    ]);

    const before = await streamsOf(portal);
    asked.length = 0;
    // As a poll does, all of them at one moment.
    await knex('streams').update({ due_at: knex.fn.now() });
    const after = await waitUntil('everything was read again', async () => {
      const streams = await streamsOf(portal);
      const isReadAgain = streams.every(
        ({ id, coveredTo }) =>
          coveredTo !== before.find(each => each.id === id)?.coveredTo,
      );
      return isReadAgain && streams;
    });
    // One question about all of them.
    expect(asked.map(({ pathname }) => pathname)).toEqual([
      `/snyk/rest/orgs/${organizationIdOf(sound.world.company)}/issues`,
    ]);
    expect(after.map(({ counters }) => counters)).toEqual(
      before.map(({ counters }) => counters),
    );
    expect(await dump(knex)).toEqual(facts);
    await portal.stop();
    await sound.close();

    const faulty = await startGithub({
      world: sound.world,
      faults: ['429', '500', 'slow', 'truncated'],
    });
    const collected = await collect({ github: faulty, databases });
    const runs = await collected.knex('stream_runs').pluck('outcome');
    await collected.portal.stop();
    await faulty.close();
    expect(runs).toEqual(expect.arrayContaining(['failure', 'rateLimited']));
    expect(collected.facts).toEqual(facts);
  });

  it('has what a test found as soon as a webhook tells of the test', async () => {
    const future = createLargeWorld();
    future.advance(NOW + 120 * DAY);
    const issue = allIssues(future).find(
      ({ createdAt, resolvedAt, project }) =>
        createdAt <= NOW &&
        resolvedAt! > NOW &&
        project.target.repository.hasDependabot,
    )!;
    const github = await startGithub({ world: createLargeWorld() });
    const entities = entitiesOf(github.world).filter(({ metadata }) =>
      JSON.stringify(metadata).includes(issue.project.id),
    );
    const [{ metadata }] = entities;
    const { annotations } = metadata as {
      annotations: Record<string, string>;
    };
    const { portal, knex } = await collect({
      github,
      databases,
      entities,
      streamCount: annotations['snyk.io/project-ids'].split(',').length,
    });
    const find = () => knex('findings').where('external_id', issue.id).first();
    expect(await find()).toMatchObject({ fixed_at: null });

    // Whatever changed is listed by when it did, and nothing of this world is as late as the portal's clock.
    await knex('streams').update({
      live_cursor: JSON.stringify({ updatedFrom: PLAYGROUND_NOW }),
    });
    github.world.advance(issue.resolvedAt!);
    const { status } = await deliver(portal, {
      project: { id: issue.project.id, name: issue.project.name },
      org: { id: organizationIdOf(github.world.company) },
      newIssues: [],
      removedIssues: [{ id: issue.key }],
    });
    expect(status).toBe(202);
    const stored = await waitUntil('its end is stored', async () => {
      const row = await find();
      return row.fixed_at ? row : undefined;
    });
    expect(stored).toMatchObject({
      state: 'fixed',
      fixed_at: dateOf(issue.resolvedAt),
    });
    const [{ body }] = await knex('webhook_deliveries').select('body');
    expect(Object.keys(body).sort()).toEqual(['org', 'project']);
    await portal.stop();
    await github.close();
  });
});

function deliver(portal: Portal, delivery: object): Promise<Response> {
  const body = JSON.stringify(delivery);
  const signature = createHmac('sha256', WEBHOOK_SECRET)
    .update(body)
    .digest('hex');
  return fetch(`${portal.url}/api/engineering-insights/v1/webhooks/snyk`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-snyk-event': 'project_snapshot/v0',
      'x-hub-signature': `sha256=${signature}`,
    },
    body,
  });
}
