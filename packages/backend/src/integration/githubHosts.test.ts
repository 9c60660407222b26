import type { Knex } from 'knex';
import { createWebhookSender } from 'playground/src/server/webhookSender';
import { componentOf } from './__testUtils__/componentOf';
import { githubConfig } from './__testUtils__/githubConfig';
import { portalDatabases } from './__testUtils__/portalDatabases';
import {
  createCompanyWorld,
  startGithub,
  type Github,
} from './__testUtils__/startGithub';
import { startPortal, type Portal } from './__testUtils__/startPortal';
import { waitForCollection } from './__testUtils__/waitForCollection';
import { waitUntil } from './__testUtils__/waitUntil';

// A busy machine takes several times as long as an idle one.
jest.setTimeout(400_000);

/** The same slug on both hosts: another repository of another company. */
const NAME = 'design-system';
const SLUG = `acme/${NAME}`;
const HOSTS = {
  cloud: { seed: 'integration', token: 'token-of-the-cloud', limit: 100_000 },
  own: { seed: 'another', token: 'token-of-our-own', limit: 200_000 },
} as const;
type HostName = keyof typeof HOSTS;
const NAMES = Object.keys(HOSTS) as HostName[];

describe('two hosts side by side', () => {
  const databases = portalDatabases();
  const hosts = {} as Record<HostName, Github>;
  let knex: Knex;
  let portal: Portal;

  const secretOf = (name: HostName) => `webhook secret of ${name}`;
  const repositoryOf = (name: HostName) => hosts[name].world.repository(NAME)!;
  const rowsOf = (name: HostName, table: string) =>
    knex(table)
      .join('scopes', 'scopes.id', `${table}.scope_id`)
      .where({ origin: hosts[name].url, source: 'github' })
      .orderBy(`${table}.id`)
      .select<Record<string, any>[]>(`${table}.*`, {
        scope: 'scopes.external_id',
      });
  const sourceOf = async (name: HostName) =>
    (await portal.sources()).find(({ origin }) => origin === hosts[name].url)!;

  beforeAll(async () => {
    for (const name of NAMES) {
      const { seed, token, limit: rateLimit } = HOSTS[name];
      const world = createCompanyWorld({ seed });
      hosts[name] = await startGithub({ world, tokens: [token], rateLimit });
    }
    const database = databases.create();
    ({ knex } = database);
    portal = await startPortal({
      databases: database,
      entities: NAMES.map(name =>
        componentOf({ name, host: hosts[name].host, slug: SLUG }),
      ),
      config: githubConfig(
        NAMES.map(name => ({
          host: hosts[name].host,
          token: HOSTS[name].token,
          webhookSecret: secretOf(name),
        })),
      ),
    });
    await portal.bind();
    await waitForCollection({ portal, knex, repositoryCount: NAMES.length });
  });
  afterAll(async () => {
    await portal?.stop();
    await Promise.all(Object.values(hosts).map(host => host.close()));
  });

  it('are two scopes of one slug, each with the facts of its host', async () => {
    expect(repositoryOf('cloud').head).not.toBe(repositoryOf('own').head);
    for (const name of NAMES) {
      const { pullRequests, issues, graph } = repositoryOf(name);
      expect(issues.length).toBeGreaterThan(10);
      const stored = await rowsOf(name, 'pull_requests');
      expect(new Set(stored.map(({ scope }) => scope))).toEqual(
        new Set([SLUG]),
      );
      expect(stored.map(({ external_id: id }) => Number(id)).sort()).toEqual(
        pullRequests.map(({ number }) => number).sort(),
      );
      expect(stored.every(({ url }) => url.startsWith(hosts[name].url))).toBe(
        true,
      );
      const commits = await rowsOf(name, 'commits');
      const known = new Set(graph.commits.map(({ sha }) => sha));
      expect(commits.every(({ external_id: sha }) => known.has(sha))).toBe(
        true,
      );
    }
  });

  it('have the issues of their repositories, with how they were closed', async () => {
    for (const name of NAMES) {
      const { issues } = repositoryOf(name);
      const stored = await rowsOf(name, 'issues');
      const of = (row: Record<string, any>) => ({
        number: Number(row.external_id),
        key: row.key,
        status: row.status_category,
        closedAt: row.closed_at && row.closed_at.getTime() / 1000,
        transitions: row.transitions.length,
      });
      const byNumber = (a: { number: number }, b: { number: number }) =>
        a.number - b.number;
      expect(stored.map(of).sort(byNumber)).toEqual(
        issues
          .map(({ number, closedAt }) => ({
            number,
            key: `${SLUG}#${number}`,
            status: closedAt === undefined ? 'todo' : 'done',
            closedAt: closedAt ?? null,
            transitions: closedAt === undefined ? 1 : 2,
          }))
          .sort(byNumber),
      );
    }
  });

  it('have a budget each, of the credential of each', async () => {
    for (const name of NAMES) {
      const { budgets, streams } = await sourceOf(name);
      expect(streams).toHaveLength(10);
      expect(
        budgets.map(({ credential, limit }) => [credential, limit]),
      ).toEqual(
        ['core', 'graphql'].map(resource => [
          `token of ${hosts[name].host}, ${resource}`,
          HOSTS[name].limit,
        ]),
      );
    }
  });

  it('have a webhook each, whose secret opens no other', async () => {
    const issue = repositoryOf('cloud').issues.find(
      ({ closedAt }) => closedAt === undefined,
    )!;
    const titleOf = async (name: HostName) =>
      (await rowsOf(name, 'issues')).find(
        ({ external_id: id }) => Number(id) === issue.number,
      )?.title;
    const before = await titleOf('own');
    const refused: string[] = [];
    const send = async (secret: string, title: string) => {
      const sender = createWebhookSender({
        url: `${portal.url}/api/engineering-insights/v1/webhooks/github`,
        secret,
        site: { origin: hosts.cloud.url },
        log: line => refused.push(line),
      });
      sender.send({
        repository: repositoryOf('cloud'),
        occurrence: {
          event: 'issues',
          action: 'opened',
          issue: {
            ...issue,
            title,
            updatedAt: Math.floor(Date.now() / 1000),
          },
          sender: issue.author,
        },
      });
      await sender.settled();
    };
    await send('no secret of ours', 'Refused');
    expect(refused).toEqual(['The webhook issues was answered with 403.']);
    await send(secretOf('cloud'), 'Told by a webhook');
    await waitUntil(
      'the issue has its new title',
      async () => (await titleOf('cloud')) === 'Told by a webhook',
    );
    expect(await titleOf('own')).toBe(before);
    expect((await sourceOf('own')).webhook).toMatchObject({
      isOpen: true,
      receivedCount: 0,
    });
  });
});
