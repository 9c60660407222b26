import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { testDatabase } from '../database/testDatabase';
import { createFakeConnector } from './__testUtils__/createFakeConnector';
import { FakeSource } from './__testUtils__/FakeSource';
import { prepareInstallation } from './__testUtils__/prepareInstallation';
import { createContext } from './__testUtils__/startEngine';
import { readWantedRevisions } from './readWantedRevisions';

jest.setTimeout(60_000);

const databases = testDatabase();

describe('readWantedRevisions', () => {
  let source: FakeSource;
  let knex: Knex;

  beforeEach(async () => {
    source = await FakeSource.start();
    knex = await databases.create();
    const [scopeId] = await prepareInstallation({
      knex,
      scopes: ['acme/payments'],
    });
    await knex('wanted_revisions').insert({
      scope_id: scopeId,
      revision: 'release-1',
    });
  });
  afterEach(() => source.stop());

  const read = () =>
    readWantedRevisions({
      context: createContext({
        knex,
        connectors: [
          createFakeConnector({ url: source.url, isReadingRevisions: true }),
        ],
        logger: mockServices.logger.mock(),
      }),
      signal: new AbortController().signal,
    });

  it('stores the commits of a revision that was deployed', async () => {
    source.items.push({
      id: 'c1',
      scope: 'acme/payments',
      stream: 'commits',
      updatedAt: new Date().toISOString(),
    });
    expect(await read()).toEqual({ hasMore: true });
    expect(source.requests[0].searchParams.get('revision')).toBe('release-1');
    expect(await knex('commits').pluck('external_id')).toEqual(['c1']);
    expect((await knex('wanted_revisions'))[0]).toMatchObject({
      attempt_count: 1,
      last_error: null,
    });
    expect((await knex('wanted_revisions'))[0].found_at).toBeInstanceOf(Date);
    expect(await knex('dirty_marks')).toHaveLength(1);
    expect(await read()).toEqual({ hasMore: false });
  });

  it.each([
    ['has no such revision', 404, 1, 86_000],
    ['is down', 503, 1, 14],
    ['asks to wait', 429, 0, 50],
  ])(
    'tries again later where the source %s',
    async (_, status, attemptCount, atLeastSeconds) => {
      source.intercept = () => ({ status, retryAfterSeconds: 60 });
      await read();
      const [wanted] = await knex('wanted_revisions');
      expect(wanted).toMatchObject({
        found_at: null,
        attempt_count: attemptCount,
      });
      expect(wanted.last_error.length).toBeGreaterThan(20);
      expect((wanted.due_at.getTime() - Date.now()) / 1_000).toBeGreaterThan(
        atLeastSeconds,
      );
    },
  );
});
