import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { engineeringInsightsConditions } from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import { noteChanges } from '../../database/operations/changes/noteChanges';
import { testDatabase } from '../../database/testDatabase';
import { waitUntil } from '../../ingestion/__testUtils__/waitUntil';
import { builtInMetrics } from '../../metrics';
import { catalogOf } from '../../service/__testUtils__/catalogOf';
import {
  openStream,
  type StreamClient,
} from '../live/__testUtils__/openStream';
import {
  startStreams,
  type StreamServer,
} from '../live/__testUtils__/startStreams';

jest.setTimeout(60_000);

const PAYMENTS = 'component:default/payments';
const LEDGER = 'component:default/ledger';
const SECRET = 'component:default/secret';
const AT = '2026-03-31T12:00:00.000Z';
const authorization = mockCredentials.user.header();

const docs = readFileSync(
  join(__dirname, '../../../../../docs/graphql.md'),
  'utf8',
);
/** The request that the page shows. */
const SHOWN = JSON.parse(/-d '(\{"query": "subscription.*\})'/.exec(docs)![1]);

const queryOf = (...refs: readonly string[]) => ({
  query:
    'subscription ($refs: [ID!]!) { metricsChanged(entityRefs: $refs) { entityRef metricIds calculatedAt } }',
  variables: { refs },
});

const databases = testDatabase();
let knex: Knex;
let servers: StreamServer[];
let clients: StreamClient[];

beforeAll(async () => {
  knex = await databases.create();
  await knex('entities').insert(
    [PAYMENTS, LEDGER, SECRET].map(ref => ({
      ref,
      kind: 'component',
      title: ref,
      annotations_hash: '',
    })),
  );
});
beforeEach(() => {
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
    catalog: catalogOf([PAYMENTS, LEDGER]),
    ...options,
  });
  servers.push(server);
  return server;
}

async function follow(
  { graphqlUrl }: StreamServer,
  body: object,
): Promise<StreamClient> {
  const client = await openStream({ url: graphqlUrl, authorization, body });
  clients.push(client);
  expect(client.status).toBe(200);
  await waitUntil('it begins', () => client.comments.length > 0);
  return client;
}

async function ask({ graphqlUrl }: StreamServer, body: object, headers = {}) {
  const response = await fetch(graphqlUrl, {
    method: 'POST',
    headers: {
      authorization,
      'content-type': 'application/json',
      accept: 'text/event-stream',
      ...headers,
    },
    body: JSON.stringify(body),
  });
  return { response, body: await response.json() };
}

async function calculated(...refs: readonly string[]) {
  const ids: number[] = await knex('entities').whereIn('ref', refs).pluck('id');
  await knex.transaction(trx =>
    noteChanges({ knex: trx, entityIds: ids, calculatedAt: AT }),
  );
}

const changeOf = (event: StreamClient['events'][number]) =>
  (event.data as any).data.metricsChanged;

it('tells what the page shows, as the protocol has it, of the entities that are asked for', async () => {
  const server = await start();
  const client = await follow(server, SHOWN);
  expect(client.headers.get('content-type')).toContain('text/event-stream');
  expect(client.headers.get('cache-control')).toContain('no-transform');
  expect(client.headers.get('content-encoding')).toBeNull();

  await calculated(LEDGER, SECRET);
  await calculated(PAYMENTS);
  await waitUntil('it is told', () => client.events.length > 0);
  await calculated(PAYMENTS);
  await waitUntil('it is told again', () => client.events.length > 1);
  const [first, second] = client.events;
  expect(first).toEqual({
    id: '',
    type: 'next',
    data: {
      data: {
        metricsChanged: {
          entityRef: PAYMENTS,
          metricIds: builtInMetrics.map(({ definition }) => definition.id),
        },
      },
    },
  });
  expect(second).toEqual(first);
});

it('names those metrics alone that the caller may read', async () => {
  const { hasMetricId } = engineeringInsightsConditions;
  const server = await start({
    conditions: hasMetricId({ metricIds: ['dora.change-*'] }),
  });
  const client = await follow(server, queryOf(LEDGER, PAYMENTS));
  await calculated(LEDGER);
  await waitUntil('it is told', () => client.events.length > 0);
  expect(changeOf(client.events[0])).toEqual({
    entityRef: LEDGER,
    metricIds: expect.arrayContaining([
      'dora.change-lead-time',
      'dora.change-fail-rate',
    ]),
    calculatedAt: AT,
  });
  expect(changeOf(client.events[0]).metricIds).toHaveLength(2);
});

it.each([
  ['the catalog hides', {}, SECRET],
  [
    'the policy hides',
    { conditions: engineeringInsightsConditions.hasKind({ kinds: ['group'] }) },
    LEDGER,
  ],
])('does not find what %s', async (_, options, ref) => {
  const { response, body } = await ask(await start(options), queryOf(ref));
  expect(response.status).toBe(404);
  expect(body).toEqual({
    errors: [
      {
        message: expect.stringContaining(`There is no ${ref}`),
        extensions: { code: 'NOT_FOUND' },
      },
    ],
  });
});

it.each([
  ['no entity', queryOf(), {}, 'must name 1 to 100 entities'],
  [
    'more than a hundred',
    queryOf(...Array.from({ length: 101 }, () => PAYMENTS)),
    {},
    'must name 1 to 100 entities',
  ],
  ['what is no ref', queryOf('payments'), {}, 'must be an entity ref'],
  [
    'an answer in one piece',
    queryOf(PAYMENTS),
    { accept: 'application/json' },
    'text/event-stream',
  ],
  ['a mutation', { query: 'mutation { change }' }, {}, 'this is a mutation'],
])('refuses %s with a sentence', async (_, query, headers, sentence) => {
  const { response, body } = await ask(await start(), query, headers);
  expect(response.status).toBe(400);
  expect(body.errors[0].message).toContain(sentence);
  expect(body.errors[0].extensions.code).toBe('BAD_REQUEST');
});

it('asks for credentials', async () => {
  const server = await start({
    httpAuth: mockServices.httpAuth({
      defaultCredentials: mockCredentials.none(),
    }),
  });
  const { response, body } = await ask(server, queryOf(PAYMENTS), {
    authorization: mockCredentials.none.header(),
  });
  expect(response.status).toBe(401);
  expect(body.errors[0].extensions.code).toBe('UNAUTHENTICATED');
});

it('counts with the streams of the REST API, of which a caller may have so many', async () => {
  const server = await start({ settings: { mostPerCaller: 2 } });
  const rest = await openStream({ url: server.url, authorization });
  clients.push(rest);
  await follow(server, queryOf(PAYMENTS));
  const { response, body } = await ask(server, queryOf(PAYMENTS));
  expect(response.status).toBe(429);
  expect(response.headers.get('retry-after')).toBe('60');
  expect(body.errors[0]).toMatchObject({
    message: expect.stringContaining('You have 2 streams open'),
    extensions: { code: 'TOO_MANY_REQUESTS' },
  });
  rest.close();
  await waitUntil('there is room again', async () => {
    const client = await openStream({
      url: server.graphqlUrl,
      authorization,
      body: queryOf(PAYMENTS),
    });
    clients.push(client);
    return client.status === 200;
  });
});

it('says that it is alive, and ends with the server without saying that all was told', async () => {
  const server = await start({ settings: { heartbeatMilliseconds: 20 } });
  const client = await follow(server, queryOf(PAYMENTS));
  await waitUntil('it is alive', () => client.comments.includes('alive'));
  server.shutDown();
  await client.ended;
  expect(client.events).toEqual([]);
});
