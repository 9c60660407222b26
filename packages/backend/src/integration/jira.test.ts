import { createHmac } from 'node:crypto';
import type { JsonObject } from '@backstage/types';
import jiraModule from '@sei-platform/plugin-engineering-insights-backend-module-jira';
import type { MetricValue } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { PLAYGROUND_JIRA_EMAIL, PLAYGROUND_TOKEN } from 'playground';
import { componentOf } from './__testUtils__/componentOf';
import { githubConfig } from './__testUtils__/githubConfig';
import { portalDatabases } from './__testUtils__/portalDatabases';
import {
  FIRST_SYNC_SINCE,
  startGithub,
  type Github,
  type World,
} from './__testUtils__/startGithub';
import { startPortal, type Portal } from './__testUtils__/startPortal';
import { waitUntil } from './__testUtils__/waitUntil';

// A busy machine takes several times as long as an idle one.
jest.setTimeout(400_000);

const STREAMS = 2;
const GITHUB_STREAMS = 10;
const WEBHOOK_SECRET = 'webhook-secret';

function entity(name: string, annotations: Record<string, string>): JsonObject {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, annotations },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: 'group:default/x',
    },
  };
}

const ENTITIES = [
  entity('payments', {
    'jira/project-key': 'PAYMENTS',
    'jira/component': 'Payments',
  }),
  entity('ledger', {
    'jira/project-key': 'PAYMENTS',
    'jira/component': 'ledger',
  }),
  entity('discovery', { 'jira/project-key': 'discovery' }),
  entity('platform', { 'jira/board-id': '5' }),
];
/** Which repositories' work items each scope has. */
const REPOSITORIES: Readonly<Record<string, readonly string[]>> = {
  'PAYMENTS/payments': ['payments'],
  'PAYMENTS/ledger': ['ledger'],
  DISCOVERY: ['search', 'recommendations'],
  'board:5': ['identity', 'notifications'],
};

function configOf(github: Github): JsonObject {
  return {
    engineeringInsights: {
      firstSyncSince: FIRST_SYNC_SINCE,
      sources: {
        jira: [
          {
            baseUrl: `${github.url}/jira`,
            email: PLAYGROUND_JIRA_EMAIL,
            token: PLAYGROUND_TOKEN,
            webhookSecret: WEBHOOK_SECRET,
          },
        ],
      },
    },
  };
}

async function retry(portal: Portal, ids: readonly string[]) {
  for (const id of ids)
    await portal.post(`/api/engineering-insights/v1/sources/${id}/retry`);
}

/** Returns once every stream was read to its beginning, trying again at once what failed. */
async function waitForCollection(portal: Portal): Promise<void> {
  await waitUntil('everything is collected', async () => {
    const streams = (await portal.sources()).flatMap(({ streams: all }) => all);
    const failed = streams.filter(({ lastError }) => lastError);
    await retry(
      portal,
      failed.map(({ id }) => id),
    );
    return (
      streams.length === ENTITIES.length * STREAMS &&
      streams.every(
        ({ isHistoryDone, lastSuccessAt, lastError }) =>
          isHistoryDone && lastSuccessAt && !lastError,
      )
    );
  });
}

/** What is stored, without what the database and the moment gave. */
async function dump(knex: Knex) {
  const issues = await knex('issues')
    .join('scopes', 'scopes.id', 'issues.scope_id')
    .select(
      'scopes.external_id as scope',
      'issues.external_id as id',
      'key',
      'issues.title',
      'type',
      'source_type',
      'status_category',
      'source_status',
      'priority',
      'created_at',
      'closed_at',
      'assignee_actor',
      'estimate',
      'labels',
      'components',
      'sprint_changes',
      'transitions',
      'source_updated_at',
    )
    .orderByRaw('scopes.external_id collate "C", issues.external_id');
  const sprints = await knex('sprints')
    .join('scopes', 'scopes.id', 'sprints.scope_id')
    .select(
      'scopes.external_id as scope',
      'sprints.external_id as id',
      'name',
      'board',
      'state',
      'start_at',
      'end_at',
      'completed_at',
    )
    .orderByRaw('scopes.external_id collate "C", sprints.external_id');
  return { issues, sprints };
}

async function collect(options: {
  github: Github;
  databases: ReturnType<typeof portalDatabases>;
}) {
  const { github, databases } = options;
  const database = databases.create();
  const portal = await startPortal({
    databases: database,
    entities: ENTITIES,
    config: configOf(github),
    features: [jiraModule],
  });
  await portal.bind();
  await waitForCollection(portal);
  return { portal, knex: database.knex, facts: await dump(database.knex) };
}

type Facts = Awaited<ReturnType<typeof dump>>;

function expectWorld(facts: Facts, world: World) {
  for (const [scope, names] of Object.entries(REPOSITORIES)) {
    const works = names.flatMap(name => world.repository(name)!.issues);
    const stored = facts.issues.filter(issue => issue.scope === scope);
    expect(works.length).toBeGreaterThan(10);
    expect(stored.map(({ id }) => Number(id)).sort()).toEqual(
      works.map(({ id }) => id).sort(),
    );
    const byId = new Map(stored.map(issue => [Number(issue.id), issue]));
    for (const work of works) {
      const issue = byId.get(work.id)!;
      const { createdAt, closedAt } = work;
      expect(issue.title).toBe(work.title);
      expect(issue.created_at.getTime()).toBe(createdAt * 1000);
      expect(issue.closed_at?.getTime()).toBe(closedAt && closedAt * 1000);
      expect(issue.status_category === 'done').toBe(closedAt !== undefined);
      expect(issue.type === 'defect').toBe(work.labels.includes('bug'));
      expect(issue.transitions[0]).toMatchObject({
        at: new Date(createdAt * 1000).toISOString(),
        toCategory: 'todo',
      });
      expect(issue.transitions.at(-1).to).toBe(issue.source_status);
    }
  }
}

describe('a Jira', () => {
  const databases = portalDatabases();

  it('gives every work item of the company, is asked little the next time, and gives the same when it often fails', async () => {
    const asked: string[] = [];
    const sound = await startGithub({
      breakage: ({ method, url }) => {
        asked.push(`${method} ${url?.split('?')[0]}`);
        return false;
      },
    });
    const { portal, knex, facts } = await collect({ github: sound, databases });
    expectWorld(facts, sound.world);
    expect(facts.sprints.filter(({ scope }) => scope === 'board:5')).toEqual(
      [],
    );
    const states = facts.sprints.map(({ scope, state }) => `${scope} ${state}`);
    expect(states).toEqual(
      expect.arrayContaining([
        'DISCOVERY active',
        'DISCOVERY closed',
        'DISCOVERY future',
      ]),
    );

    const before = (await portal.sources()).flatMap(({ streams }) => streams);
    asked.length = 0;
    await retry(
      portal,
      before.map(({ id }) => id),
    );
    const after = await waitUntil('everything was read again', async () => {
      const streams = (await portal.sources()).flatMap(each => each.streams);
      return (
        streams.every(
          ({ id, coveredTo }) =>
            coveredTo !== before.find(each => each.id === id)?.coveredTo,
        ) && streams
      );
    });
    // A search, or a list of sprints, for each stream, and one question about all at most.
    expect(asked.length).toBeLessThanOrEqual(ENTITIES.length * STREAMS + 2);
    expect(asked.join()).not.toContain('changelog');
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

  it('has its issue read again as soon as a webhook tells of a change', async () => {
    const github = await startGithub();
    // Changes are read from where the first reading began, which is now.
    github.world.advance(Date.now() / 1000);
    const { portal, knex } = await collect({ github, databases });
    const { issues } = github.world.repository('payments')!;
    const open = issues.filter(({ closedAt }) => closedAt === undefined);
    expect(open.length).toBeGreaterThan(0);
    // The company goes on until one of them is done.
    const closed = await waitUntil('an issue is closed', async () => {
      github.world.advance(github.world.until + 86_400);
      github.world.repository('payments');
      return open.find(({ closedAt }) => closedAt !== undefined);
    });

    const issue = await findIssue(github, closed.id);
    (issue.fields as JsonObject).description = 'What people wrote';
    await deliver(portal, { webhookEvent: 'jira:issue_updated', issue });
    const stored = await waitUntil('its history is stored', async () => {
      const row = await knex('issues')
        .where('external_id', String(closed.id))
        .first();
      return row.transitions.at(-1).toCategory === 'done' && row;
    });
    expect(stored.closed_at.getTime()).toBe(closed.closedAt! * 1000);
    expect(stored.transitions.length).toBeGreaterThan(1);
    const [kept] = await knex('webhook_deliveries').pluck('body');
    expect(kept).toMatchObject({ webhookEvent: 'jira:issue_updated' });
    expect(JSON.stringify(kept)).not.toContain('What people wrote');
    await portal.stop();
    await github.close();
  });

  it.each([
    ['that is read', PLAYGROUND_TOKEN],
    ['that refuses the token', 'another-token'],
  ])(
    '%s changes none of the numbers that come from elsewhere',
    async (_, token) => {
      const github = await startGithub();
      const database = databases.create();
      const of = (name: string) =>
        componentOf({ name, host: github.host, slug: 'acme/ledger' });
      const tracked = of('tracked');
      Object.assign(
        (tracked.metadata as JsonObject).annotations as JsonObject,
        {
          'jira/project-key': 'PAYMENTS',
          'jira/component': 'ledger',
        },
      );
      const hosts = githubConfig([{ host: github.host }]);
      const portal = await startPortal({
        databases: database,
        entities: [tracked, of('untracked')],
        config: {
          ...hosts,
          engineeringInsights: {
            ...(hosts.engineeringInsights as JsonObject),
            sources: { jira: [{ baseUrl: `${github.url}/jira`, token }] },
          },
        },
        features: [jiraModule],
      });
      await portal.bind();
      await waitUntil('everything is read or refused', async () => {
        const streams = (await portal.sources()).flatMap(each => each.streams);
        return (
          streams.length === STREAMS + GITHUB_STREAMS &&
          streams.every(
            ({ isHistoryDone, lastError }) => isHistoryDone || lastError,
          )
        );
      });
      const [{ count: unread }] = await database
        .knex('streams')
        .whereNotNull('last_error')
        .count();
      expect(Number(unread)).toBe(token === PLAYGROUND_TOKEN ? 0 : STREAMS);
      await waitUntil('everything is calculated', async () => {
        const [{ count }] = await database
          .knex('dirty_marks')
          .where('due_at', '<=', database.knex.fn.now())
          .count();
        return Number(count) === 0;
      });
      const [withIssues, without] = [
        await portal.dora('tracked'),
        await portal.dora('untracked'),
      ];
      const numbersOf = ({ metrics }: typeof without) =>
        metrics.map(({ metricId, value, series }) => ({
          metricId,
          value: numberOf(value),
          series: series.map(point => numberOf(point.value)),
        }));
      expect(without.metrics[0].value.status).toBe('ok');
      expect(numbersOf(withIssues)).toEqual(numbersOf(without));
      await portal.stop();
      await github.close();
    },
  );
});

/** Without what is said about it: failures may be told by issues, so they wait for them. */
function numberOf(value: MetricValue): number | undefined {
  return 'value' in value ? value.value : undefined;
}

/** An issue as Jira shows it now. */
async function findIssue(github: Github, id: number): Promise<JsonObject> {
  const response = await fetch(`${github.url}/jira/rest/api/3/search/jql`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${PLAYGROUND_TOKEN}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      jql: 'project = "PAYMENTS" order by updated desc',
      fields: ['*all'],
      maxResults: 100,
    }),
  });
  const found = (await response.json()) as { issues: JsonObject[] };
  return found.issues.find(issue => issue.id === String(id))!;
}

async function deliver(portal: Portal, delivery: object): Promise<void> {
  const body = JSON.stringify(delivery);
  const signature = createHmac('sha256', WEBHOOK_SECRET)
    .update(body)
    .digest('hex');
  const { status } = await fetch(
    `${portal.url}/api/engineering-insights/v1/webhooks/jira`,
    {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-hub-signature': `sha256=${signature}`,
        'x-atlassian-webhook-identifier': 'd-1',
      },
      body,
    },
  );
  expect(status).toBe(202);
}
