import { createHmac } from 'node:crypto';
import type { JsonObject } from '@backstage/types';
import sonarqubeModule from '@sei-platform/plugin-engineering-insights-backend-module-sonarqube';
import type { Knex } from 'knex';
import { createCatalog, createWorld, PLAYGROUND_TOKEN } from 'playground';
import {
  inspect,
  inspectAll,
  type Inspection,
  type KnownHotspot,
  type KnownIssue,
} from 'playground/src/sonarqube/inspection';
import { portalDatabases } from './__testUtils__/portalDatabases';
import {
  createCompanyWorld,
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
const PROJECT_KEY = 'sonarqube.org/project-key';
const NOW = Date.parse(PLAYGROUND_NOW) / 1000;
const DAY = 86_400;
/** Two companies' worth of components, so that there are projects enough to be asked about at once. */
const COMPONENTS = 24;
const PROJECTS = 8;
const STREAMS = ['issues', 'hotspots', 'measures'];

function createLargeWorld(): World {
  return createWorld({
    seed: 'integration',
    components: COMPONENTS,
    months: PLAYGROUND_MONTHS,
    anchorDay: PLAYGROUND_NOW.slice(0, 10),
  });
}

/** The components that SonarQube analyses, by nothing but their project. */
function entitiesOf({ company }: World): JsonObject[] {
  return createCatalog(company, { origin: 'http://localhost' }).flatMap(
    ({ kind, metadata: { name, annotations } }) => {
      const key = (annotations as Record<string, string> | undefined)?.[
        PROJECT_KEY
      ];
      if (kind !== 'Component' || !key) return [];
      return [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind,
          metadata: { name: String(name), annotations: { [PROJECT_KEY]: key } },
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

async function streamsOf(portal: Portal) {
  return (await portal.sources()).flatMap(({ streams }) => streams);
}

/** What is stored, without what the database and the moment gave. */
async function dump(knex: Knex) {
  const findings = await knex('findings')
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
    )
    .orderByRaw('findings.external_id collate "C"');
  const measures = await knex('quality_measures')
    .join('scopes', 'scopes.id', 'quality_measures.scope_id')
    .select(
      'scopes.external_id as scope',
      'quality_measures.external_id as id',
      'measure',
      'value',
      'measured_at',
    )
    .orderByRaw(
      'scopes.external_id collate "C", quality_measures.external_id collate "C"',
    );
  return { findings, measures };
}

async function collect(options: {
  github: Github;
  databases: ReturnType<typeof portalDatabases>;
  projects: number;
}) {
  const { github, databases, projects } = options;
  const database = databases.create();
  const portal = await startPortal({
    databases: database,
    entities: entitiesOf(github.world),
    config: {
      engineeringInsights: {
        firstSyncSince: FIRST_SYNC_SINCE,
        sources: {
          sonarqube: [
            {
              baseUrl: `${github.url}/sonarqube`,
              token: PLAYGROUND_TOKEN,
              webhookSecret: WEBHOOK_SECRET,
            },
          ],
        },
      },
    },
    features: [sonarqubeModule],
  });
  await portal.bind();
  await waitUntil('everything is collected', async () => {
    const streams = await streamsOf(portal);
    for (const { id, lastError } of streams) {
      if (lastError)
        await portal.post(`/api/engineering-insights/v1/sources/${id}/retry`);
    }
    return (
      streams.length === projects * STREAMS.length &&
      streams.every(
        ({ isHistoryDone, lastSuccessAt, lastError }) =>
          isHistoryDone && lastSuccessAt && !lastError,
      )
    );
  });
  return { portal, knex: database.knex, facts: await dump(database.knex) };
}

const dateOf = (seconds: number) => new Date(seconds * 1000);

/** As SonarQube's words are to be understood. */
const SEVERITY: Readonly<Record<string, string>> = {
  BLOCKER: 'critical',
  CRITICAL: 'high',
  HIGH: 'high',
  MAJOR: 'medium',
  MEDIUM: 'medium',
  MINOR: 'low',
  LOW: 'low',
  INFO: 'low',
};
const CATEGORY: Readonly<Record<string, string>> = {
  VULNERABILITY: 'vulnerability',
  BUG: 'bug',
  CODE_SMELL: 'maintainability',
};
const STATE: Readonly<Record<string, string>> = {
  OPEN: 'open',
  CLOSED: 'fixed',
  RESOLVED: 'dismissed',
  TO_REVIEW: 'open',
  ACKNOWLEDGED: 'open',
  SAFE: 'dismissed',
  FIXED: 'fixed',
};

function placeOf(finding: KnownIssue | KnownHotspot) {
  return {
    scope: finding.project.key,
    id: finding.key,
    tool: 'SonarQube',
    rule: finding.ruleKey,
    title: finding.rule.message,
    first_seen_at: dateOf(finding.createdAt),
    location: { path: finding.path, line: finding.line },
  };
}

function issueRow(issue: KnownIssue) {
  const { rule, status, closedAt } = issue;
  return {
    ...placeOf(issue),
    severity: SEVERITY[rule.severity],
    source_severity: `${rule.severity}, ${rule.impact.softwareQuality} ${rule.impact.severity}`,
    category: CATEGORY[rule.type],
    state: STATE[status],
    fixed_at: closedAt ? dateOf(closedAt) : null,
    identifiers: rule.tags
      .filter(tag => tag.startsWith('cwe-'))
      .map(tag => tag.toUpperCase()),
  };
}

function hotspotRow(hotspot: KnownHotspot) {
  const { rule, status, resolution, review } = hotspot;
  return {
    ...placeOf(hotspot),
    severity: SEVERITY[rule.vulnerabilityProbability],
    source_severity: rule.vulnerabilityProbability,
    category: 'hotspot',
    state: STATE[resolution ?? status],
    fixed_at: resolution === 'FIXED' ? dateOf(review!.at) : null,
    identifiers: [],
  };
}

const byText =
  <T>(textOf: (value: T) => string) =>
  (left: T, right: T) =>
    textOf(left) < textOf(right) ? -1 : 1;

/** What the world's SonarQube knows, as it is to be stored. */
function factsOf(inspections: readonly Inspection[]) {
  return {
    findings: inspections
      .flatMap(({ issues, hotspots }) => [
        ...issues.map(issueRow),
        ...hotspots.map(hotspotRow),
      ])
      .sort(byText(({ id }) => id)),
    measures: inspections
      .flatMap(({ project, analyses }) =>
        analyses.flatMap(({ at, measures }) =>
          Object.entries(measures).map(([measure, value]) => ({
            scope: project.key,
            id: `${dateOf(at).toISOString()} ${measure}`,
            measure,
            value: Number(value),
            measured_at: dateOf(at),
          })),
        ),
      )
      .sort(byText(({ scope, id }) => `${scope} ${id}`)),
  };
}

describe('a collection from SonarQube', () => {
  const databases = portalDatabases();

  it('has every finding and measure of its projects, reads next to nothing the next time, and ends the same from a SonarQube that often fails', async () => {
    const asked: URL[] = [];
    const sound = await startGithub({
      world: createLargeWorld(),
      breakage: ({ url }) => {
        asked.push(new URL(String(url), 'http://localhost'));
        return false;
      },
    });
    const options = { databases, projects: PROJECTS };
    const { portal, knex, facts } = await collect({
      github: sound,
      ...options,
    });
    const inspections = inspectAll(sound.world);
    expect(inspections).toHaveLength(PROJECTS);
    const expected = factsOf(inspections);
    expect(new Set(expected.findings.map(({ state }) => state)).size).toBe(3);
    expect(expected.findings.length).toBeGreaterThan(500);
    expect(expected.measures.length).toBeGreaterThan(2_000);
    expect(facts).toEqual(expected);

    // One project: whether it is there, for each stream; its issues by change and by creation; its hotspots; its measures twice.
    const [{ project, hotspots }] = inspections;
    const ofProject = asked.filter(({ searchParams }) =>
      [...searchParams.values()].includes(project.key),
    );
    expect(ofProject.map(({ pathname }) => pathname).sort()).toEqual([
      '/sonarqube/api/components/show',
      '/sonarqube/api/components/show',
      '/sonarqube/api/components/show',
      '/sonarqube/api/hotspots/search',
      '/sonarqube/api/issues/search',
      '/sonarqube/api/issues/search',
      '/sonarqube/api/measures/search_history',
      '/sonarqube/api/measures/search_history',
    ]);
    // And the log of those hotspots that somebody said are fixed.
    const fixed = inspections
      .flatMap(each => each.hotspots)
      .filter(({ resolution }) => resolution === 'FIXED');
    expect(hotspots.length).toBeGreaterThan(0);
    expect(
      asked.filter(({ pathname }) => pathname.endsWith('/hotspots/show')),
    ).toHaveLength(fixed.length);

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
    // Two questions about all of them, and the hotspots of one if its moment of the day was just now.
    const paths = asked.map(({ pathname }) => pathname);
    expect(paths).toEqual(
      expect.arrayContaining([
        '/sonarqube/api/components/search_projects',
        '/sonarqube/api/issues/search',
      ]),
    );
    const turn = paths.filter(path =>
      /hotspots\/search|components\/show/.test(path),
    );
    expect(turn.length).toBeLessThanOrEqual(2);
    expect(paths).toHaveLength(2 + turn.length);
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
    const collected = await collect({ github: faulty, ...options });
    const runs = await collected.knex('stream_runs').pluck('outcome');
    await collected.portal.stop();
    await faulty.close();
    expect(runs).toEqual(expect.arrayContaining(['failure', 'rateLimited']));
    expect(collected.facts).toEqual(facts);
  });

  it('has what an analysis found and what it closed as soon as a webhook tells of it', async () => {
    const github = await startGithub({ world: createCompanyWorld() });
    const { portal, knex } = await collect({ github, databases, projects: 4 });
    const future = createCompanyWorld();
    future.advance(NOW + 90 * DAY);
    // One that is to be reviewed, and that some analysis will not find any more.
    const hotspot = inspectAll(github.world)
      .flatMap(({ hotspots }) => hotspots)
      .find(({ key, status, project }) => {
        const { hotspots } = inspect(future, project);
        return (
          status === 'TO_REVIEW' && !hotspots.some(each => each.key === key)
        );
      })!;
    const analysis = inspect(future, hotspot.project).analyses.at(-1)!;
    const find = () =>
      knex('findings').where('external_id', hotspot.key).first();
    expect(await find()).toMatchObject({ state: 'open', fixed_at: null });

    github.world.advance(analysis.endedAt);
    const { status } = await deliver(portal, {
      serverUrl: `${github.url}/sonarqube`,
      taskId: 'task-1',
      status: 'SUCCESS',
      project: { key: hotspot.project.key, name: hotspot.project.name },
      branch: { name: 'main', type: 'BRANCH', isMain: true },
      properties: {},
    });
    expect(status).toBe(202);
    const expected = factsOf([inspect(github.world, hotspot.project)]);
    await waitUntil('all that the analysis told is stored', async () => {
      const { findings, measures } = await dump(knex);
      const stored = new Set(findings.map(({ id }) => id));
      return (
        expected.findings.every(({ id }) => stored.has(id)) &&
        measures.filter(({ scope }) => scope === hotspot.project.key).length ===
          expected.measures.length &&
        (await find()).fixed_at !== null
      );
    });
    const { findings, measures } = await dump(knex);
    const ids = new Set(expected.findings.map(({ id }) => id));
    expect(findings.filter(({ id }) => ids.has(id))).toEqual(expected.findings);
    expect(
      measures.filter(({ scope }) => scope === hotspot.project.key),
    ).toEqual(expected.measures);
    expect(await find()).toMatchObject({
      state: 'fixed',
      fixed_at: dateOf(analysis.at),
    });
    const [{ body }] = await knex('webhook_deliveries').select('body');
    expect(body).not.toHaveProperty('properties');
    await portal.stop();
    await github.close();
  });
});

function deliver(portal: Portal, delivery: object): Promise<Response> {
  const body = JSON.stringify(delivery);
  const signature = createHmac('sha256', WEBHOOK_SECRET)
    .update(body)
    .digest('hex');
  return fetch(`${portal.url}/api/engineering-insights/v1/webhooks/sonarqube`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-sonarqube-project': 'acme:payments',
      'x-sonar-webhook-hmac-sha256': signature,
    },
    body,
  });
}
