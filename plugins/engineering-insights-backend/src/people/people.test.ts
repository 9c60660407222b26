import { setTimeout as sleep } from 'node:timers/promises';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { Identity } from '@sei-platform/plugin-engineering-insights-common';
import type { Connector } from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import {
  countIdentities,
  listIdentityCounts,
} from '../database/operations/people/identityCounts';
import { saveListedActors } from '../database/operations/people/listedActors';
import { writeFacts } from '../database/operations/facts/writeFacts';
import { testDatabase } from '../database/testDatabase';
import { createFakeConnector } from '../ingestion/__testUtils__/createFakeConnector';
import { FakeSource } from '../ingestion/__testUtils__/FakeSource';
import { prepareInstallation } from '../ingestion/__testUtils__/prepareInstallation';
import { runDueStreams } from '../ingestion/__testUtils__/runDueStreams';
import { createContext } from '../ingestion/__testUtils__/startEngine';
import { pseudonymize } from '../privacy/pseudonymize';
import { identityKey } from '../database/operations/facts/storeIdentity';
import { bindPeople } from './bindPeople';
import { listActors } from './listActors';

jest.setTimeout(60_000);

const databases = testDatabase();
const SALT = 'a salt';
const HOUR = 3_600_000;

interface UserSpec {
  readonly name: string;
  readonly email?: string;
  readonly login?: string;
}

function toUser({ name, email, login }: UserSpec): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: {
      name,
      ...(login && { annotations: { 'fake.example.com/login': login } }),
    },
    spec: { memberOf: [], ...(email && { profile: { email } }) },
  };
}

/** Knows its accounts by an annotation, and by what else a test says. */
function createConnector(url: string): Connector {
  return {
    ...createFakeConnector({ url }),
    identitiesOf(user): readonly Identity[] {
      const login = user.metadata.annotations?.['fake.example.com/login'];
      if (login === 'broken') throw new Error('a login has no spaces');
      return login ? [{ source: 'fake', login }] : [];
    },
  };
}

async function bind(knex: Knex, connector: Connector, users: UserSpec[]) {
  const logger = mockServices.logger.mock();
  const { changedCount } = await bindPeople({
    knex,
    catalog: catalogServiceMock({ entities: users.map(toUser) }),
    credentials: mockCredentials.service(),
    connectors: [connector],
    identitySalt: SALT,
    logger,
  });
  return { changedCount, logger };
}

/** Collects a commit of each of these addresses. */
async function collectCommits(knex: Knex, emails: readonly string[]) {
  await prepareInstallation({ knex, scopes: ['acme/payments'] });
  const source = await FakeSource.start();
  source.items.push(
    ...emails.map((email, index) => ({
      id: `commit-${index}`,
      scope: 'acme/payments',
      stream: 'commits' as const,
      updatedAt: new Date(Date.now() - (index + 2) * HOUR).toISOString(),
      creator: { email },
    })),
  );
  const connector = createConnector(source.url);
  await runDueStreams(createContext({ knex, connectors: [connector] }));
  await knex('dirty_marks').delete();
  return connector;
}

const actorsOf = (knex: Knex) =>
  knex('commits').orderBy('external_id').pluck('author_actor');

function list(
  actors: Partial<Record<'humans' | 'bots' | 'agents', string[]>> = {},
) {
  return listActors({
    sources: ['fake'],
    config: { actors: { humans: [], bots: [], agents: [], ...actors } },
    identitySalt: SALT,
  });
}

describe('people', () => {
  it('are known by their annotations and their address, which only their hashes tell', async () => {
    const knex = await databases.create();
    const connector = await collectCommits(knex, [
      'Ada@example.com',
      'bo@example.com',
      'nobody@elsewhere.example',
      'renovate[bot]',
    ]);
    const users = [
      { name: 'ada', email: 'ada@example.com', login: 'ada-l' },
      { name: 'bo', email: 'bo@example.com' },
    ];
    await expect(bind(knex, connector, users)).resolves.toMatchObject({
      changedCount: 3,
    });
    await expect(bind(knex, connector, users)).resolves.toMatchObject({
      changedCount: 0,
    });
    // What is known is not written anew.
    await expect(
      knex('identities').whereRaw(`xmax <> '0'`).pluck('key'),
    ).resolves.toEqual([]);

    await countIdentities({
      knex,
      since: new Date(Date.now() - 24 * HOUR).toISOString(),
    });
    await expect(listIdentityCounts({ knex })).resolves.toEqual([
      { source: 'fake', resolvedCount: 2, unresolvedCount: 1 },
    ]);
    const stored = JSON.stringify([
      await knex('people'),
      await knex('identities'),
      await knex('commits'),
      await knex('payloads'),
    ]);
    // Of three letters alone a hash may have any.
    expect(stored).not.toMatch(/ada@|ada-l|\/ada|bo@|nobody@/i);

    await expect(bind(knex, connector, [users[1]])).resolves.toMatchObject({
      changedCount: 2,
    });
    await countIdentities({
      knex,
      since: new Date(Date.now() - 24 * HOUR).toISOString(),
    });
    await expect(listIdentityCounts({ knex })).resolves.toEqual([
      { source: 'fake', resolvedCount: 1, unresolvedCount: 2 },
    ]);
    await countIdentities({ knex, since: new Date().toISOString() });
    await expect(listIdentityCounts({ knex })).resolves.toEqual([]);
  });

  it('of whom two claim one account have none of it', async () => {
    const knex = await databases.create();
    const connector = createConnector('http://unused.example.com');
    await bind(knex, connector, [
      { name: 'ada', login: 'shared' },
      { name: 'bo', login: 'Shared', email: 'bo@example.com' },
    ]);
    await expect(knex('identities').pluck('key')).resolves.toEqual([
      identityKey({ source: 'fake', email: 'bo@example.com' }, SALT),
    ]);
  });

  it('whose annotation is not understood are known by the rest, and the log says it', async () => {
    const knex = await databases.create();
    const connector = createConnector('http://unused.example.com');
    const { logger } = await bind(knex, connector, [
      { name: 'ada', login: 'broken', email: 'ada@example.com' },
      { name: 'bo', login: 'bo' },
    ]);
    expect(logger.error.mock.calls[0][0]).toContain(
      'Fake does not understand the annotations of user:default/ada',
    );
    await expect(knex('identities').count().first()).resolves.toEqual({
      count: '2',
    });
  });
});

describe('the list of actors', () => {
  it('says what an account is before its source does, also of what was read before', async () => {
    const knex = await databases.create();
    await saveListedActors({
      knex,
      actors: list({ bots: ['release@example.com'] }),
    });
    const emails = [
      'release@example.com',
      'ai@example.com',
      'coderabbitai[bot]',
      'renovate[bot]',
      'ada@example.com',
    ];
    await collectCommits(knex, emails);
    expect(await actorsOf(knex)).toEqual([
      'bot',
      'unknown',
      'agent',
      'bot',
      'unknown',
    ]);

    const change = list({
      agents: ['AI@example.com'],
      humans: ['renovate[bot]'],
    });
    await expect(saveListedActors({ knex, actors: change })).resolves.toEqual({
      changedCount: 3,
    });
    expect(await actorsOf(knex)).toEqual([
      'unknown',
      'agent',
      'agent',
      'human',
      'unknown',
    ]);
    await expect(knex('dirty_marks').pluck('reason')).resolves.toEqual([
      'policy',
    ]);

    await knex('dirty_marks').delete();
    await expect(saveListedActors({ knex, actors: change })).resolves.toEqual({
      changedCount: 0,
    });
    await expect(knex('dirty_marks').count().first()).resolves.toEqual({
      count: '0',
    });
  });

  it('also of what is being written while it changes', async () => {
    const knex = await databases.create();
    await prepareInstallation({ knex, scopes: ['acme/payments'] });
    const fact = {
      kind: 'commit' as const,
      externalId: 'a'.repeat(40),
      parents: [],
      authoredAt: '2026-03-01T00:00:00Z',
      committedAt: '2026-03-01T00:00:00Z',
      title: 'Release',
      author: {
        source: 'fake',
        email: pseudonymize('release@example.com', SALT),
      },
    };
    const writing = await knex.transaction();
    await writeFacts({
      knex: writing,
      scopeId: 1,
      facts: [fact],
      receivedAt: '2026-03-01T00:00:00Z',
      identitySalt: SALT,
    });
    const saved = saveListedActors({
      knex,
      actors: list({ bots: ['release@example.com'] }),
    });
    await sleep(200);
    await writing.commit();
    await saved;
    expect(await actorsOf(knex)).toEqual(['bot']);
  });

  it('takes Claude for an AI on GitHub alone, where no person has that name', () => {
    const actors = listActors({
      sources: ['github', 'jira'],
      config: { actors: { humans: [], bots: [], agents: [] } },
      identitySalt: SALT,
    });
    const actorOf = (source: string, login: string) =>
      actors.get(identityKey({ source, login }, SALT)!);
    expect(actorOf('github', 'Claude')).toBe('agent');
    expect(actorOf('jira', 'claude')).toBeUndefined();
    expect(actorOf('jira', 'claude[bot]')).toBe('agent');
    expect(actorOf('jira', 'coderabbitai')).toBe('agent');
  });
});
