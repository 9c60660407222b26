import { mockCredentials } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { testDatabase } from '../../database/testDatabase';
import { EXAMPLE_CATALOG } from '../graphql/__testUtils__/exampleCatalog';
import { type Portal, startPortal } from '../graphql/__testUtils__/startPortal';

jest.setTimeout(120_000);

const databases = testDatabase();
/** Of one caller; all but the last test need less. */
const READS_PER_MINUTE = 5;
const PAYMENTS = 'component:default/payments';
let knex: Knex;
let portal: Portal;

beforeAll(async () => {
  knex = await databases.createEmpty();
  portal = await startPortal({
    knex,
    entities: EXAMPLE_CATALOG,
    config: {
      engineeringInsights: {
        limits: {
          questionTimeout: '2s',
          requestsPerMinute: { reads: READS_PER_MINUTE },
        },
      },
    },
  });
  await portal.waitFor(async () =>
    knex('entities').first('id').where('ref', PAYMENTS),
  );
});
afterAll(async () => {
  await portal?.stop();
});

type CountWaiting = () => Promise<number>;

/** While this runs, whoever reads what belongs to what waits for it to end. */
async function whileLocked(run: (countWaiting: CountWaiting) => Promise<void>) {
  const trx = await knex.transaction();
  try {
    await trx.raw('lock table ownerships in access exclusive mode');
    await run(async () => {
      // Not in the transaction, which sees one moment of it.
      const { rows } = await knex.raw(
        `select count(*)::int as count from pg_stat_activity
          where wait_event_type = 'Lock' and query like '%whole (service_id%'`,
      );
      return rows[0].count;
    });
  } finally {
    await trx.rollback();
  }
}

const ask = (path: string, init: RequestInit = {}, caller?: string) =>
  fetch(`http://localhost:${portal.port}/api/engineering-insights${path}`, {
    ...init,
    headers: {
      authorization: mockCredentials.user.header(caller),
      'content-type': 'application/json',
    },
  });

it('ends in the database what nobody waits for any more', async () => {
  await whileLocked(async countWaiting => {
    const controller = new AbortController();
    const begunAt = Date.now();
    const asked = ask('/v1/overview/targets', { signal: controller.signal });
    await portal.waitFor(async () =>
      (await countWaiting()) > 0 ? true : undefined,
    );
    controller.abort();
    await expect(asked).rejects.toThrow('abort');
    await portal.waitFor(async () =>
      (await countWaiting()) === 0 ? true : undefined,
    );
    // Before its own time was over.
    expect(Date.now() - begunAt).toBeLessThan(1_900);
  });
});

it('gives up a question that takes too long, and says so', async () => {
  await whileLocked(async countWaiting => {
    const answer = await ask('/v1/overview/targets');
    expect({ status: answer.status, body: await answer.json() }).toMatchObject({
      status: 503,
      body: {
        title: 'Not available',
        detail:
          'This was not answered within 2 seconds and was given up. Ask for a shorter window or for less, or again later.',
      },
    });
    expect(await countWaiting()).toBe(0);
  });
  expect((await ask('/v1/overview/targets')).status).toBe(200);
});

it('gives up a query of GraphQL as well', async () => {
  await whileLocked(async () => {
    const query = '{ team(id: "group:default/money") { organization { id } } }';
    const answer = await ask('/graphql', {
      method: 'POST',
      body: JSON.stringify({ query }),
    });
    const { errors } = await answer.json();
    expect({ status: answer.status, errors }).toEqual({
      status: 503,
      errors: [
        {
          message: expect.stringContaining('not answered within 2 seconds'),
          extensions: { code: 'UNAVAILABLE' },
        },
      ],
    });
  });
});

const invoke = (action: string, entityRef: string, caller?: string) =>
  ask(
    `/.backstage/actions/v1/actions/engineering-insights:${action}/invoke`,
    { method: 'POST', body: JSON.stringify({ entityRef }) },
    caller,
  );

it('gives up an action as well, and ends in the database what ran for it', async () => {
  const trx = await knex.transaction();
  const countWaiting = async () => {
    const { rows } = await knex.raw(
      `select count(*)::int as count from pg_stat_activity
        where wait_event_type = 'Lock' and query like '%pull_requests%'`,
    );
    return rows[0].count;
  };
  try {
    // Questions alone read it while nothing is collected.
    await trx.raw('lock table pull_requests in access exclusive mode');
    const asked = invoke('get-dora-metrics', PAYMENTS, 'user:default/bo');
    await portal.waitFor(async () =>
      (await countWaiting()) > 0 ? true : undefined,
    );
    const answer = await asked;
    expect({ status: answer.status, body: await answer.json() }).toMatchObject({
      status: 503,
      body: {
        error: {
          message: expect.stringContaining('not answered within 2 seconds'),
        },
      },
    });
    expect(await countWaiting()).toBe(0);
  } finally {
    await trx.rollback();
  }
});

it('counts what one caller reads, by whichever door', async () => {
  const ada = 'user:default/ada';
  const statusOf = async (asked: Promise<Response>) => {
    const response = await asked;
    await response.body?.cancel();
    return response.status;
  };
  const doors = [
    () => ask('/v1/metrics', {}, ada),
    () => invoke('get-data-health', PAYMENTS, ada),
    () => ask('/v1/events/stream', {}, ada),
  ];
  for (let count = 0; count < READS_PER_MINUTE; count += 1) {
    expect(await statusOf(doors[count % doors.length]())).toBe(200);
  }
  for (const door of doors) expect(await statusOf(door())).toBe(429);
  const refused = await invoke('get-data-health', PAYMENTS, ada);
  expect((await refused.json()).error.message).toMatch(
    /^You may send 5 requests of this kind a minute. Ask again in \d+ seconds\.$/,
  );
  const lee = 'user:default/lee';
  expect(await statusOf(invoke('get-data-health', PAYMENTS, lee))).toBe(200);
});
