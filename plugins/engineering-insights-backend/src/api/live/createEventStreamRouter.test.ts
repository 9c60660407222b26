import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Knex } from 'knex';
import { noteChanges } from '../../database/operations/changes/noteChanges';
import { testDatabase } from '../../database/testDatabase';
import { waitUntil } from '../../ingestion/__testUtils__/waitUntil';
import { catalogOf } from '../../service/__testUtils__/catalogOf';
import { openStream, type StreamClient } from './__testUtils__/openStream';
import { startStreams, type StreamServer } from './__testUtils__/startStreams';

jest.setTimeout(120_000);

const A = 'component:default/a';
const B = 'component:default/b';
const SECRET = 'component:default/secret';
const AT = '2026-03-31T12:00:00.000Z';
const authorization = mockCredentials.user.header();

const databases = testDatabase();
let knex: Knex;
let hidden: string[];
let servers: StreamServer[];
let clients: StreamClient[];

/** A catalog that shows nobody what is hidden at the moment. */
function catalogHiding(): CatalogService {
  const catalog = catalogOf([A, B, SECRET]);
  return {
    ...catalog,
    async getEntitiesByRefs(asked, options) {
      const { items } = await catalog.getEntitiesByRefs(asked, options);
      return {
        items: items.map((item, index) =>
          hidden.includes(asked.entityRefs[index]) ? undefined : item,
        ),
      };
    },
  };
}

beforeEach(async () => {
  knex = await databases.create();
  await knex('entities').insert(
    [A, B, SECRET].map(ref => ({
      ref,
      kind: 'component',
      title: ref,
      annotations_hash: '',
    })),
  );
  hidden = [SECRET];
  servers = [];
  clients = [];
});
afterEach(async () => {
  clients.forEach(client => client.close());
  for (const server of servers) await server.stop();
});

async function start(
  options: Partial<Parameters<typeof startStreams>[0]> = {},
): Promise<StreamServer> {
  const server = await startStreams({
    knex,
    catalog: catalogHiding(),
    ...options,
  });
  servers.push(server);
  return server;
}

async function follow(
  server: StreamServer,
  options: { query?: string; lastEventId?: string; as?: string } = {},
): Promise<StreamClient> {
  const { query = '', lastEventId, as = authorization } = options;
  const client = await openStream({
    url: `${server.url}${query}`,
    authorization: as,
    lastEventId,
  });
  clients.push(client);
  expect(client.status).toBe(200);
  await waitUntil('the stream begins', () => client.lastEventId() !== '');
  return client;
}

async function calculated(...refs: string[]) {
  const ids: number[] = await knex('entities').whereIn('ref', refs).pluck('id');
  await knex.transaction(trx =>
    noteChanges({ knex: trx, entityIds: ids, calculatedAt: AT }),
  );
}

const refsOf = ({ events }: StreamClient) =>
  events.map(({ type, data }) =>
    type === 'metrics.changed'
      ? (data as { entityRef: string }).entityRef
      : type,
  );

/** @returns what was told, once there is so much. */
async function told(client: StreamClient, count: number): Promise<string[]> {
  await waitUntil(`${count} events come`, () => client.events.length >= count);
  return refsOf(client);
}

it('tells each change once, in headers and words that no proxy holds back', async () => {
  const client = await follow(await start());
  await calculated(A);
  expect(await told(client, 1)).toEqual([A]);
  expect(client.events).toEqual([
    {
      id: client.lastEventId(),
      type: 'metrics.changed',
      data: { entityRef: A, calculatedAt: AT },
    },
  ]);
  await calculated(A);
  expect(await told(client, 2)).toEqual([A, A]);
  expect(Object.fromEntries(client.headers)).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  });
  expect(client.headers.get('content-encoding')).toBeNull();
});

it('tells who comes back what he missed, and each entity once', async () => {
  const server = await start();
  const first = await follow(server);
  await calculated(A);
  expect(await told(first, 1)).toEqual([A]);
  first.close();
  const lastEventId = first.lastEventId();
  await calculated(A);
  await calculated(B);
  await calculated(A);

  const second = await follow(server, { lastEventId });
  expect(await told(second, 2)).toEqual([B, A]);
  await calculated(B);
  expect(await told(second, 3)).toEqual([B, A, B]);
});

it('goes on where it was where nothing came meanwhile', async () => {
  const server = await start();
  await calculated(A);
  const first = await follow(server);
  first.close();
  const second = await follow(server, { lastEventId: first.lastEventId() });
  await calculated(B);
  expect(await told(second, 1)).toEqual([B]);
});

it.each(['4711', 'x', '-1'])(
  'says to read anew after the id %s, which it never gave',
  async lastEventId => {
    const server = await start();
    await calculated(A);
    const client = await follow(server, { lastEventId });
    await waitUntil('the reset comes', () => client.events.length > 0);
    expect(client.events).toEqual([
      { id: '1', type: 'reset', data: { reason: 'unknownId' } },
    ]);
    await calculated(B);
    expect(await told(client, 2)).toEqual(['reset', B]);
    const again = await follow(server, { lastEventId: client.lastEventId() });
    await calculated(A);
    expect(await told(again, 1)).toEqual([A]);
  },
);

it('says to read anew where more than a thousand changed meanwhile', async () => {
  await knex.raw(
    `insert into entities (ref, kind, title, annotations_hash)
     select 'component:default/many-' || n, 'component', 'Many', ''
       from generate_series(1, 1001) as n`,
  );
  const first = await follow(await start());
  first.close();
  // Another one, that was not on the way since.
  const server = await start();
  const ids: number[] = await knex('entities')
    .whereLike('ref', '%many-%')
    .pluck('id');
  await knex.transaction(trx =>
    noteChanges({ knex: trx, entityIds: ids, calculatedAt: AT }),
  );
  const lastEventId = first.lastEventId();
  const all = await follow(server, { lastEventId });
  await waitUntil('the reset comes', () => all.events.length > 0);
  expect(all.events[0]).toMatchObject({
    type: 'reset',
    data: { reason: 'tooMany' },
  });
  // Those who follow few miss few.
  await calculated(A);
  const one = await follow(server, { lastEventId, query: `?entityRefs=${A}` });
  expect(await told(one, 1)).toEqual([A]);
});

it('tells nothing of what the caller does not see in the catalog', async () => {
  const server = await start();
  const first = await follow(server);
  await calculated(SECRET);
  await calculated(A);
  expect(await told(first, 1)).toEqual([A]);
  const resumed = await follow(server, { lastEventId: '0' });
  expect(await told(resumed, 1)).toEqual([A]);

  const { status } = await fetch(`${server.url}?entityRefs=${A},${SECRET}`, {
    headers: { authorization },
  });
  expect(status).toBe(404);
});

it('ends telling of an entity within a minute of losing sight of it', async () => {
  const client = await follow(await start());
  await calculated(A);
  expect(await told(client, 1)).toEqual([A]);
  hidden = [SECRET, A];
  await calculated(A);
  expect(await told(client, 2)).toEqual([A, A]);
  const now = Date.now.bind(Date);
  const later = jest
    .spyOn(Date, 'now')
    .mockImplementation(() => now() + 60_001);
  try {
    await calculated(A);
    await calculated(B);
    expect(await told(client, 3)).toEqual([A, A, B]);
  } finally {
    later.mockRestore();
  }
});

it('tells of the entities asked for alone, however their refs are written', async () => {
  const server = await start();
  const client = await follow(server, {
    query: '?entityRefs=Component:Default/B',
  });
  await calculated(A);
  await calculated(B);
  expect(await told(client, 1)).toEqual([B]);
});

it.each([
  [`?entityRefs=${Array.from({ length: 101 }, () => A).join(',')}`, 400],
  ['?entityRefs=payments', 400],
  ['?entityRefs=', 400],
])(
  'refuses entities that are too many or none: case %#',
  async (query, expected) => {
    const server = await start();
    const response = await fetch(`${server.url}${query}`, {
      headers: { authorization },
    });
    expect(response.status).toBe(expected);
    expect((await response.json()).errors[0].field).toMatch(
      /^query.entityRefs/,
    );
  },
);

it('asks for credentials', async () => {
  const server = await start({
    httpAuth: mockServices.httpAuth({
      defaultCredentials: mockCredentials.none(),
    }),
  });
  const { status } = await fetch(server.url);
  expect(status).toBe(401);
});

it('gives a caller so many streams and each other one his own', async () => {
  const server = await start({ settings: { mostPerCaller: 2 } });
  const first = await follow(server);
  await follow(server);
  const refused = await fetch(server.url, { headers: { authorization } });
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBe('60');
  await follow(server, { as: mockCredentials.user.header('user:default/eve') });

  first.close();
  await waitUntil('there is room again', async () => {
    const again = await openStream({ url: server.url, authorization });
    clients.push(again);
    return again.status === 200;
  });
});

it('keeps no stream for a client that went away before it was opened', async () => {
  const catalog = catalogHiding();
  let answer = () => {};
  const answered = new Promise<void>(resolve => {
    answer = resolve;
  });
  let isAsked = false;
  const server = await start({
    settings: { mostPerCaller: 1 },
    catalog: {
      ...catalog,
      async getEntitiesByRefs(...asked) {
        isAsked = true;
        await answered;
        return catalog.getEntitiesByRefs(...asked);
      },
    },
  });
  const closing = new AbortController();
  const opening = fetch(`${server.url}?entityRefs=${A}`, {
    headers: { authorization },
    signal: closing.signal,
  });
  await waitUntil('the catalog is asked', () => isAsked);
  closing.abort();
  await expect(opening).rejects.toThrow('abort');
  // The server hears of it.
  await sleep(200);
  answer();
  await sleep(200);
  await follow(server);
});

it('says that it is alive', async () => {
  const server = await start({ settings: { heartbeatMilliseconds: 20 } });
  const client = await follow(server);
  await waitUntil('comments come', () => client.comments.length > 1);
  expect(new Set(client.comments)).toEqual(new Set(['alive']));
});

it('ends with the credentials', async () => {
  const httpAuth = mockServices.httpAuth();
  const expiresAt = new Date(Date.now() + 1_000);
  const server = await start({
    httpAuth: {
      ...httpAuth,
      issueUserCookie: httpAuth.issueUserCookie,
      credentials: async (...asked: Parameters<typeof httpAuth.credentials>) =>
        ({ ...(await httpAuth.credentials(...asked)), expiresAt } as never),
    },
  });
  const client = await follow(server);
  await client.ended;
  expect(Date.now()).toBeGreaterThanOrEqual(expiresAt.getTime());
});

it('ends when the server is shut down, and opens no more', async () => {
  const server = await start();
  const client = await follow(server);
  server.shutDown();
  await client.ended;
  const { status } = await fetch(server.url, { headers: { authorization } });
  expect(status).toBe(503);
});

it('tells what another process calculated, and goes on in it', async () => {
  const [one, other] = [await start(), await start()];
  const client = await follow(one);
  const second = await follow(other);
  await calculated(A);
  expect(await told(client, 1)).toEqual([A]);
  expect(await told(second, 1)).toEqual([A]);
  await one.stop();
  servers = [other];
  await calculated(B);
  const resumed = await follow(other, { lastEventId: client.lastEventId() });
  expect(await told(resumed, 1)).toEqual([B]);
});

it('misses nothing where transactions end in another order than they began', async () => {
  const client = await follow(await start());
  const ids = await knex('entities').whereIn('ref', [A, B]).orderBy('ref');
  let endFirst = () => {};
  const first = knex.transaction(async trx => {
    await noteChanges({ knex: trx, entityIds: [ids[0].id], calculatedAt: AT });
    await new Promise<void>(resolve => {
      endFirst = resolve;
    });
  });
  await sleep(200);
  const second = calculated(B);
  // Without the lock the second would be read by now, and the first never.
  await sleep(2_500);
  endFirst();
  await Promise.all([first, second]);
  expect(await told(client, 2)).toEqual([A, B]);
});

describe('a client that does not read', () => {
  const sockets: Socket[] = [];
  afterEach(() => sockets.splice(0).forEach(socket => socket.destroy()));

  function connectDeaf(server: StreamServer): Socket {
    const { hostname, port, pathname } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    sockets.push(socket);
    socket.pause();
    socket.write(
      `GET ${pathname} HTTP/1.1\r\nhost: ${hostname}\r\nauthorization: ${authorization}\r\n\r\n`,
    );
    return socket;
  }

  it('is closed, which the log tells without saying whose it is', async () => {
    const name = 'a'.repeat(60_000);
    const refs = Array.from(
      { length: 200 },
      (_, index) => `component:default/${name}${index}`,
    );
    await knex('entities').insert(
      refs.map(ref => ({
        ref,
        kind: 'component',
        title: 'Long',
        annotations_hash: '',
      })),
    );
    const server = await start({
      catalog: catalogOf(refs),
      settings: { drainMilliseconds: 500 },
    });
    connectDeaf(server);
    await sleep(500);
    await calculated(...refs);
    await waitUntil('it is closed', () => server.warnings.length > 0);
    expect(server.warnings).toEqual([
      'A stream of events was closed, since its client did not read what it was sent. It can go on where it was.',
    ]);
  });
});
