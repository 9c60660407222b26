import { mockServices } from '@backstage/backend-test-utils';
import { testDatabase } from '../database/testDatabase';
import { retryStream } from '../database/operations/ingestion/retryStream';
import { createFakeConnector } from './__testUtils__/createFakeConnector';
import { createItems } from './__testUtils__/createItems';
import { FakeSource } from './__testUtils__/FakeSource';
import { prepareInstallation } from './__testUtils__/prepareInstallation';
import { runDueStreams } from './__testUtils__/runDueStreams';
import { createContext } from './__testUtils__/startEngine';
import { readSources } from './readSources';

jest.setTimeout(60_000);

const databases = testDatabase();

it('tells of each source what was read, what failed and what is left of its budget', async () => {
  const knex = await databases.create();
  await prepareInstallation({ knex, scopes: ['acme/payments'] });
  const source = await FakeSource.start();
  source.items.push(
    ...createItems({ scope: 'acme/payments', count: 4, now: Date.now() }),
  );
  const resetsAt = new Date(Date.now() + 60_000).toISOString();
  source.budget = {
    credential: 'token of fake',
    limit: 1_001,
    remaining: 900,
    resetsAt,
  };
  source.intercept = url =>
    url.searchParams.get('stream') === 'commits'
      ? { status: 403, message: 'Grant contents: read' }
      : undefined;
  const connectors = [
    createFakeConnector({ url: source.url, secret: 'shared' }),
  ];
  const context = createContext({
    knex,
    connectors,
    logger: mockServices.logger.mock(),
  });
  await runDueStreams(context);
  await knex('webhook_counters').insert({
    source: 'fake',
    origin: 'https://fake.example.com',
    reason: 'unknownScope',
    count: 7,
  });

  const now = new Date().toISOString();
  const { sources, components } = await readSources({
    knex,
    connectors,
    settings: context.settings,
    now,
  });
  expect(components).toEqual({ withMetricsCount: 0, totalCount: 1 });
  expect(sources).toHaveLength(1);
  expect(sources[0]).toMatchObject({
    id: 'fake',
    title: 'Fake',
    isFromDescriptionOnly: false,
    budgets: [
      {
        credential: 'token of fake',
        limit: 1_001,
        remaining: 900,
        reserve: 501,
        resetsAt,
      },
    ],
    webhook: {
      isOpen: true,
      receivedCount: 7,
      unknownScopeCount: 7,
      pendingCount: 0,
    },
  });
  const [failed, read] = sources[0].streams;
  expect(failed).toMatchObject({
    stream: 'commits',
    isStale: true,
    isHistoryDone: false,
  });
  expect(failed.lastError).toMatchObject({ name: 'NotAllowedError' });
  expect(Date.parse(failed.lastError!.retryAt!)).toBeGreaterThan(
    Date.now() + 86_000_000,
  );
  expect(read).toMatchObject({
    stream: 'deployments',
    isStale: false,
    isHistoryDone: true,
    counters: { read: 5, written: 5, ignored: 0, invalid: 0 },
  });
  expect(read).not.toHaveProperty('lastError');

  expect(await retryStream({ knex, streamId: Number(failed.id) })).toEqual({
    isFound: true,
  });
  expect(await retryStream({ knex, streamId: 999_999 })).toEqual({
    isFound: false,
  });
  source.intercept = () => undefined;
  expect(await runDueStreams(context)).toEqual({ runCount: 1 });
  expect(await knex('commits')).toHaveLength(5);
  await source.stop();
});
