import { createHash } from 'node:crypto';
import type { JsonObject } from '@backstage/types';
import type { PersonExportAnswer } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { createCatalog } from 'playground';
import { demoConfig } from './__testUtils__/demoConfig';
import { demoModules } from './__testUtils__/demoModules';
import { findInDatabase } from './__testUtils__/findInDatabase';
import {
  portalDatabases,
  type PortalDatabases,
} from './__testUtils__/portalDatabases';
import { startGithub, type Github } from './__testUtils__/startGithub';
import { startPortal, type Portal } from './__testUtils__/startPortal';
import { waitForCalculation } from './__testUtils__/waitForCalculation';
import { waitUntil } from './__testUtils__/waitUntil';

// A busy machine takes several times as long as an idle one.
jest.setTimeout(900_000);

const LONGEST_WAIT_MS = 600_000;

/** Returns once every stream of every source was read to its beginning and all of it is calculated. */
async function waitForAll(portal: Portal, { knex }: PortalDatabases) {
  let waiting: unknown[] = [];
  await waitUntil(
    'everything is collected',
    async () => {
      const sources = await portal.sources();
      waiting = sources
        .flatMap(({ streams }) => streams)
        .filter(
          ({ isHistoryDone, lastSuccessAt }) =>
            !isHistoryDone || !lastSuccessAt,
        );
      return waiting.length === 0 && sources.every(each => each.streams.length);
    },
    LONGEST_WAIT_MS,
  ).catch(error => {
    throw new Error(`${error.message} ${JSON.stringify(waiting, null, 1)}`);
  });
  await waitForCalculation(knex);
}

const API = '/api/engineering-insights';
const sha256 = (text: string) =>
  createHash('sha256').update(text).digest('hex');

/** Accounts that a User's annotations name in words other than its login: Jira's have an id. */
function accountIdsOf(
  user: ReturnType<typeof createCatalog>[number],
): string[] {
  const { annotations = {}, name } = user.metadata as {
    annotations?: Record<string, string>;
    name: string;
  };
  return Object.entries(annotations).flatMap(([key, value]) =>
    /account-id$|user-email$/.test(key) && value !== name ? [value] : [],
  );
}

/** All that a person is known by in what is stored: names, what stands for them, and keys of accounts. */
async function tracesOf(
  knex: Knex,
  {
    login,
    email,
    name,
    accountIds,
  }: { login: string; email: string; name: string; accountIds: string[] },
): Promise<string[]> {
  const { identity_salt: salt } = await knex('installation').first();
  const pseudonymOf = (text: string) => {
    const hash = sha256(`${salt}\n${text.toLowerCase()}`).slice(0, 32);
    return `person-${hash}${text.includes('@') ? '@pseudonym.invalid' : ''}`;
  };
  const names = [...new Set([login, email, name, ...accountIds])];
  const pseudonyms = names.map(pseudonymOf);
  const sources: string[] = await knex('scopes').distinct().pluck('source');
  return [
    ...names,
    ...pseudonyms,
    ...[...sources, 'catalog', 'intake'].flatMap(source =>
      [...pseudonyms, pseudonymOf(`user:default/${login}`)].map(each =>
        sha256(`${salt}\n${source}\n${each}`),
      ),
    ),
  ];
}

/** How many accounts did each kind of thing, and how often. */
async function countPeople(knex: Knex) {
  const counts: Record<string, unknown> = {};
  for (const [table, column] of [
    ['commits', 'author_key'],
    ['pull_requests', 'author_key'],
    ['pull_requests', 'merged_by_key'],
    ['reviews', 'reviewer_key'],
    ['issues', 'assignee_key'],
  ]) {
    const rows = await knex(table)
      .whereNotNull(column)
      .groupBy(column)
      .count({ count: '*' })
      .orderBy('count');
    counts[`${table}.${column}`] = rows.map(({ count }) => count);
  }
  return counts;
}

/** Has what is still kept of pull requests and reviews understood anew. */
async function replayPullRequests(portal: Portal): Promise<void> {
  for (const { streams } of await portal.sources())
    for (const { id, stream } of streams)
      if (stream === 'pull-requests')
        await portal.post(`${API}/v1/sources/${id}/replay`).expect(200);
}

describe('what is stored of people', () => {
  const databases = portalDatabases();
  let playground: Github;
  let portal: Portal;
  let database: PortalDatabases;
  let catalog: ReturnType<typeof createCatalog>;

  beforeAll(async () => {
    playground = await startGithub();
    database = databases.create();
    catalog = createCatalog(playground.world.company, {
      origin: playground.url,
    });
    portal = await startPortal({
      databases: database,
      entities: catalog as unknown as JsonObject[],
      config: demoConfig(playground.host),
      features: demoModules(),
    });
    await portal.bind();
    await waitForAll(portal, database);
  });
  afterAll(async () => {
    await portal?.stop();
    await playground?.close();
  });

  it('names nobody', async () => {
    const { people } = playground.world.company;
    const words = people.flatMap(({ login, email, name }) => [
      login,
      email,
      name,
    ]);
    const { knex } = database;
    expect(await findInDatabase({ knex, words })).toEqual([]);
    // What is looked for in vain would be found.
    const places = await findInDatabase({ knex, words: ['acme/ledger'] });
    expect(places.map(({ table }) => table)).toContain('scopes');
  });

  it('is exported and erased, and is not stored again', async () => {
    const { knex } = database;
    const person = playground.world.company.people[0];
    const path = `${API}/v1/people/user/default/${person.login}`;
    const user = catalog.find(
      ({ kind, metadata }) => kind === 'User' && metadata.name === person.login,
    )!;
    const accountIds = accountIdsOf(user);
    expect(accountIds).not.toEqual([]);
    const words = await tracesOf(knex, { ...person, accountIds });
    const found = await findInDatabase({ knex, words });
    expect(found.map(({ table }) => table)).toEqual(
      expect.arrayContaining(['commits', 'identities', 'people', 'reviews']),
    );
    const before = await countPeople(knex);

    const exported = await portal.get(`${path}/export`).expect(200);
    const { facts, messages, isCut } = exported.body as PersonExportAnswer;
    const named = found.filter(({ column }) => column.endsWith('_key'));
    expect(isCut).toBe(false);
    expect(facts).toHaveLength(
      named.reduce((sum, { rowCount }) => sum + rowCount, 0),
    );
    expect(messages.length).toBeGreaterThan(0);
    // Whose account is whose is not told, not even by its key.
    expect(/"[0-9a-f]{64}"/.test(JSON.stringify(facts))).toBe(false);

    const erased = await portal.post(`${path}/erase`).expect(200);
    expect(erased.body).toMatchObject({ factCount: facts.length });
    expect(await findInDatabase({ knex, words })).toEqual([]);
    expect(await countPeople(knex)).toEqual(before);

    await portal.bind();
    await replayPullRequests(portal);
    expect(await findInDatabase({ knex, words })).toEqual([]);
    expect(await countPeople(knex)).toEqual(before);

    const { login, email, name } = person;
    const sent = await portal
      .post(`${API}/v1/events`)
      .send({
        scope: 'acme/pushed',
        facts: [
          {
            kind: 'commit',
            externalId: '0'.repeat(40),
            parents: [],
            authoredAt: '2026-03-01T00:00:00Z',
            committedAt: '2026-03-01T00:00:00Z',
            title: `Says ${email}`,
            author: { source: 'github', login, email, name },
          },
        ],
      })
      .expect(200);
    expect(sent.body).toMatchObject({ written: 1, invalid: [] });
    expect(
      await knex('commits').where('external_id', '0'.repeat(40)).first(),
    ).toMatchObject({ author_key: null });
    expect(await findInDatabase({ knex, words })).toEqual([]);
    const again = await portal.get(`${path}/export`).expect(200);
    expect(again.body).toMatchObject({ facts: [], messages: [] });
  });
});
