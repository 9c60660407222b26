import { mockServices } from '@backstage/backend-test-utils';
import { testDatabase } from '../database/testDatabase';
import { createFakeConnector } from './__testUtils__/createFakeConnector';
import { createItems } from './__testUtils__/createItems';
import { dumpTables } from './__testUtils__/dumpTables';
import { FakeSource } from './__testUtils__/FakeSource';
import { prepareInstallation } from './__testUtils__/prepareInstallation';
import { runDueStreams } from './__testUtils__/runDueStreams';
import { createContext } from './__testUtils__/startEngine';
import { replayPayloads } from './replayPayloads';

jest.setTimeout(60_000);

const databases = testDatabase();
const logger = mockServices.logger.mock();

describe('replayPayloads', () => {
  let source: FakeSource;
  beforeEach(async () => {
    source = await FakeSource.start();
  });
  afterEach(() => source.stop());

  async function collect() {
    const knex = await databases.create();
    const [scopeId] = await prepareInstallation({
      knex,
      scopes: ['acme/payments'],
    });
    const now = Date.now();
    source.items.push(
      ...createItems({ scope: 'acme/payments', count: 12, now }),
    );
    const connector = createFakeConnector({ url: source.url });
    const context = createContext({ knex, connectors: [connector] });
    await runDueStreams(context);
    // Two of them change afterwards, so that they have two payloads each.
    for (const index of [3, 4]) {
      source.items[index] = {
        ...source.items[index],
        updatedAt: new Date(now - 60_000).toISOString(),
        revision: 'changed',
        state: 'failure',
      };
    }
    await knex('streams').update({
      due_at: knex.fn.now(),
      covered_to: knex.raw(`covered_to - interval '1 day'`),
    });
    await runDueStreams(context);
    return { knex, scopeId, connector };
  }

  it('builds the same from payloads that hold no e-mail address, as neither do the facts', async () => {
    const knex = await databases.create();
    const [scopeId] = await prepareInstallation({
      knex,
      scopes: ['acme/payments'],
    });
    source.items.push({
      id: 'c1',
      scope: 'acme/payments',
      stream: 'commits',
      updatedAt: new Date(Date.now() - 60_000).toISOString(),
      title: 'Fix it, says ada@example.com',
      creator: { email: 'ada@example.com' },
    });
    const connector = createFakeConnector({ url: source.url });
    await runDueStreams(createContext({ knex, connectors: [connector] }));
    const before = await dumpTables(knex);
    expect(before.commits).toHaveLength(1);
    expect(String(before.commits)).toMatch(
      /Fix it, says person-[0-9a-f]{32}@pseudonym.invalid/,
    );
    expect(JSON.stringify(await knex('payloads'))).not.toContain('ada@');
    expect(
      await replayPayloads({
        knex,
        connector,
        scopeId,
        stream: 'commits',
        identitySalt: 'a salt',
        logger,
      }),
    ).toMatchObject({ readCount: 1, writtenCount: 0 });
    expect(await dumpTables(knex)).toEqual(before);
    // As it may have been stored before texts were scrubbed.
    await knex('payloads').update({
      body: JSON.stringify(source.items[0]),
    });
    await knex('commits').del();
    await replayPayloads({
      knex,
      connector,
      scopeId,
      stream: 'commits',
      identitySalt: 'a salt',
      logger,
    });
    expect(await knex('commits').pluck('title')).toEqual([
      expect.stringMatching(/^Fix it, says person-/),
    ]);
  });

  it('changes nothing when it is repeated, and builds the same facts from nothing', async () => {
    const { knex, scopeId, connector } = await collect();
    const before = await dumpTables(knex);
    expect(
      await knex('payloads').where({ stream: 'deployments' }),
    ).toHaveLength(15);
    const replay = () =>
      replayPayloads({
        knex,
        connector,
        scopeId,
        stream: 'deployments',
        identitySalt: 'a salt',
        logger,
      });
    for (let round = 0; round < 2; round += 1) {
      expect(await replay()).toEqual({
        readCount: 15,
        writtenCount: 0,
        ignoredCount: 0,
        invalidCount: 0,
      });
    }
    expect(await dumpTables(knex)).toEqual(before);
    await knex('source_deployments').delete();
    await replay();
    const rebuilt = await dumpTables(knex);
    expect(rebuilt.source_deployments).toEqual(before.source_deployments);
    expect(rebuilt.payloads).toEqual(before.payloads);
  });

  it('understands with a mended connector what was invalid before', async () => {
    const updatedAt = new Date(Date.now() - 600_000).toISOString();
    source.items.push({
      id: 'odd',
      scope: 'acme/payments',
      stream: 'deployments',
      updatedAt,
      fault: 'throws',
    });
    const { knex, scopeId } = await collect();
    expect(
      await knex('source_deployments').where({ external_id: 'odd' }),
    ).toEqual([]);
    const mended = createFakeConnector({ url: source.url, isMended: true });
    const result = await replayPayloads({
      knex,
      connector: mended,
      scopeId,
      stream: 'deployments',
      identitySalt: 'a salt',
      logger,
    });
    expect(result).toMatchObject({ writtenCount: 1, invalidCount: 0 });
    expect(
      await knex('source_deployments').where({ external_id: 'odd' }),
    ).toHaveLength(1);
  });
});
