import type {
  Connector,
  Stream,
} from '@sei-platform/plugin-engineering-insights-node';
import { testDatabase } from '../database/testDatabase';
import { createFakeConnector } from './__testUtils__/createFakeConnector';
import { createItems } from './__testUtils__/createItems';
import { FakeSource } from './__testUtils__/FakeSource';
import { prepareInstallation } from './__testUtils__/prepareInstallation';
import { runDueStreams } from './__testUtils__/runDueStreams';
import { createContext } from './__testUtils__/startEngine';

jest.setTimeout(60_000);

const databases = testDatabase();
const DAY = 86_400_000;

/** A source that has discarded what is older. */
function holding(connector: Connector, heldFrom: string): Connector {
  const held = (stream: Stream): Stream => ({
    ...stream,
    async *read(options) {
      for await (const page of stream.read(options))
        yield options.direction === 'history' ? { ...page, heldFrom } : page;
    },
  });
  return { ...connector, streams: connector.streams.map(held) };
}

describe('a source that keeps less than it is asked for', () => {
  let source: FakeSource;
  beforeEach(async () => {
    source = await FakeSource.start();
  });
  afterEach(() => source.stop());

  async function prepare() {
    const now = Date.now();
    source.items.push(
      ...createItems({ scope: 'acme/payments', count: 12, now }),
    );
    const knex = await databases.create();
    await prepareInstallation({ knex, scopes: ['acme/payments'] });
    const heldFrom = new Date(now - 20 * DAY).toISOString();
    const connector = holding(
      createFakeConnector({ url: source.url }),
      heldFrom,
    );
    const read = async (firstSyncSince?: string) => {
      await knex('streams').update({ due_at: knex.fn.now(), covered_to: null });
      source.requests.length = 0;
      await runDueStreams(
        createContext({
          knex,
          connectors: [connector],
          settings: { firstSyncSince },
        }),
      );
      return source.requests.map(url => url.searchParams.get('direction'));
    };
    return { knex, heldFrom, read };
  }

  it('is covered no further back, is done, and is not asked for more each time', async () => {
    const { knex, heldFrom, read } = await prepare();
    expect(await read()).toContain('history');
    const streams = await knex('streams');
    expect(streams).toHaveLength(2);
    for (const stream of streams) {
      expect(stream.is_history_done).toBe(true);
      expect(stream.covered_from.toISOString()).toBe(heldFrom);
    }
    expect(await read()).not.toContain('history');
  });

  it('is asked again for an earlier start, from the newest of that on', async () => {
    const { knex, heldFrom, read } = await prepare();
    await read();
    const earlier = new Date(Date.now() - 400 * DAY).toISOString();
    expect(await read(earlier)).toContain('history');
    const asked = source.requests.filter(
      url => url.searchParams.get('direction') === 'history',
    );
    for (const url of asked) {
      expect(url.searchParams.get('since')).toBe(earlier);
      expect(url.searchParams.get('until')).toBe(heldFrom);
      expect(url.searchParams.get('after')).toBe('');
    }
    expect(await read(earlier)).not.toContain('history');
    const [stream] = await knex('streams');
    expect(stream.covered_from.toISOString()).toBe(heldFrom);
  });
});
