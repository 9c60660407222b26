import { mockCredentials } from '@backstage/backend-test-utils';
import createKnex, { type Knex } from 'knex';
import {
  EXAMPLE_CATALOG,
  HIDDEN,
} from '../api/graphql/__testUtils__/exampleCatalog';
import {
  type Portal,
  startPortal,
} from '../api/graphql/__testUtils__/startPortal';
import { testDatabase } from '../database/testDatabase';
import {
  createFakeConnector,
  signFakeWebhook,
} from '../ingestion/__testUtils__/createFakeConnector';
import { createItems } from '../ingestion/__testUtils__/createItems';
import { FakeSource } from '../ingestion/__testUtils__/FakeSource';

const databases = testDatabase();
jest.setTimeout(120_000);

/** Of the databases of tests. */
const POOL_SIZE = 5;
const FOR_WORK = POOL_SIZE - 2;
const FOR_QUESTIONS = Math.floor(POOL_SIZE / 2);
const MANY = 8;
const SECRET = 'secret';
const SCOPES = ['acme/a', 'acme/b', 'acme/c'];

let knex: Knex;
/** Connections that are not of the portal's pool. */
let outside: Knex;
let source: FakeSource;
let portal: Portal;

beforeAll(async () => {
  knex = await databases.createEmpty();
  const { connection } = knex.client.config;
  outside = createKnex({ client: 'pg', connection });
  source = await FakeSource.start();
  portal = await startPortal({
    knex,
    entities: EXAMPLE_CATALOG,
    hidden: HIDDEN,
    connector: createFakeConnector({
      url: source.url,
      secret: SECRET,
      organizationScopes: () => SCOPES.map(externalId => ({ externalId })),
    }),
  });
  await portal.waitFor(async () => {
    const bound = await outside('ownerships').first();
    const read = await outside('streams').whereNotNull('last_success_at');
    return bound && read.length === 2 * SCOPES.length ? true : undefined;
  });
});
afterAll(async () => {
  await portal?.stop();
  await source?.stop();
  await outside?.destroy();
});

/** While this runs, whoever needs one of the tables waits for it to end. */
async function whileLocked(tables: string[], run: () => Promise<void>) {
  const trx = await outside.transaction();
  try {
    await trx.raw(`lock table ${tables.join(', ')} in access exclusive mode`);
    await run();
  } finally {
    await trx.rollback();
  }
}

async function countWaiting(text: string): Promise<number> {
  const { rows } = await outside.raw(
    `select count(*)::int as count from pg_stat_activity
      where datname = current_database()
        and wait_event_type = 'Lock' and query like ?`,
    [`%${text}%`],
  );
  return rows[0].count;
}

const waitForWaiting = (text: string, count: number) =>
  portal.waitFor(async () =>
    (await countWaiting(text)) === count ? true : undefined,
  );

const base = () => `http://localhost:${portal.port}/api/engineering-insights`;

async function ask(path: string): Promise<number> {
  const response = await fetch(`${base()}${path}`, {
    headers: { authorization: mockCredentials.user.header() },
  });
  await response.arrayBuffer();
  return response.status;
}

/** As the source tells of a deployment. */
async function tell(id: string): Promise<number> {
  const item = {
    id,
    scope: SCOPES[0],
    stream: 'deployments',
    updatedAt: new Date().toISOString(),
  };
  const body = JSON.stringify({ items: [item] });
  const response = await fetch(`${base()}/v1/webhooks/fake`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-fake-signature': signFakeWebhook(body, SECRET),
      'x-fake-delivery': id,
    },
  });
  return response.status;
}

const times = <T>(run: (index: number) => T): T[] =>
  Array.from({ length: MANY }, (_, index) => run(index));

const isWritten = async (externalId: string) =>
  (await outside('source_deployments').where('external_id', externalId))
    .length > 0
    ? true
    : undefined;

it('answers questions while sources and webhooks hold all connections that they may', async () => {
  const told: number[] = [];
  let telling: Promise<void>[] = [];
  await whileLocked(['payloads', 'webhook_deliveries'], async () => {
    for (const scope of SCOPES) {
      source.items.push(...createItems({ scope, count: 3, now: Date.now() }));
    }
    await outside('streams').update({ due_at: outside.fn.now() });
    telling = times(async index => {
      told.push(await tell(`first-${index}`));
    });
    await waitForWaiting('', FOR_WORK);
    const begunAt = Date.now();
    for (const path of [
      '/v1/metrics',
      '/v1/overview/targets',
      '/v1/analytics/dora/component/default/payments',
      '/v1/analytics/team/group/default/money?section=flow',
    ]) {
      expect({ path, status: await ask(path) }).toEqual({ path, status: 200 });
    }
    expect(Date.now() - begunAt).toBeLessThan(10_000);
    expect(await countWaiting('')).toBe(FOR_WORK);
    expect(told).toEqual([]);
  });
  await Promise.all(telling);
  expect(told).toEqual(times(() => 202));
  await portal.waitFor(() => isWritten('deployments-2'));
});

it('takes in what sources tell while questions hold all connections that they may', async () => {
  // The list of what there are metrics of; neither webhooks nor facts need it.
  const QUESTION = 'whole (service_id';
  const answered: number[] = [];
  let asking: Promise<void>[] = [];
  await whileLocked(['ownerships'], async () => {
    asking = times(async () => {
      answered.push(await ask('/v1/overview/targets'));
    });
    await waitForWaiting(QUESTION, FOR_QUESTIONS);
    const told = await Promise.all(times(index => tell(`second-${index}`)));
    expect(told).toEqual(times(() => 202));
    await portal.waitFor(() => isWritten(`second-${MANY - 1}`));
    expect(await countWaiting(QUESTION)).toBe(FOR_QUESTIONS);
    expect(answered).toEqual([]);
  });
  await Promise.all(asking);
  expect(answered).toEqual(times(() => 200));
});
