import type { Knex } from 'knex';
import { readSnapshot } from '../readSnapshot';
import { testDatabase } from '../testDatabase';
import { asQuestion } from './asQuestion';
import { splitPool, type SplitPool } from './splitPool';

const databases = testDatabase();
/** Of the databases of tests. */
const POOL_SIZE = 5;
let knex: Knex;

beforeAll(async () => {
  knex = await databases.createEmpty();
});

/** Takes so many connections until `release` is called. */
async function hold(pool: Knex, count: number) {
  const transactions = await Promise.all(
    Array.from({ length: count }, () => pool.transaction()),
  );
  return async () => {
    await Promise.all(transactions.map(trx => trx.rollback()));
  };
}

const backendOf = async (pool: Knex): Promise<number> =>
  (await pool.raw('select pg_backend_pid() as pid')).rows[0].pid;

async function countRunning(text: string): Promise<number> {
  const { rows } = await knex.raw(
    `select count(*)::int as count from pg_stat_activity
      where state = 'active' and pid <> pg_backend_pid() and query like ?`,
    [`%${text}%`],
  );
  return rows[0].count;
}

const wait = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

/** Everything that waits for it, or undefined after two seconds. */
const soon = <T>(promise: Promise<T>) =>
  Promise.race([promise, wait(2_000).then(() => undefined)]);

/** Postgres says of a query that it runs, or no more, a moment after it is so. */
async function waitUntilRunning(text: string, count: number): Promise<void> {
  while ((await countRunning(text)) !== count) await wait(20);
}

it('keeps connections for questions whatever work is done', async () => {
  const { questions, work } = splitPool({ knex });
  const release = await hold(work, POOL_SIZE - 2);
  const waiting = backendOf(work);
  expect(await soon(waiting)).toBeUndefined();
  expect(await soon(backendOf(questions))).toEqual(expect.any(Number));
  await release();
  expect(await soon(waiting)).toEqual(expect.any(Number));
});

it('keeps connections for work whatever is asked', async () => {
  const { questions, work } = splitPool({ knex });
  const release = await hold(questions, Math.floor(POOL_SIZE / 2));
  const waiting = backendOf(questions);
  expect(await soon(waiting)).toBeUndefined();
  expect(await soon(backendOf(work))).toEqual(expect.any(Number));
  await release();
  expect(await soon(waiting)).toEqual(expect.any(Number));
});

it('tells a question that waited too long that it is busy, and answers the next', async () => {
  const { questions } = splitPool({
    knex,
    questionsAtOnce: 1,
    patienceMs: 50,
  });
  const release = await hold(questions, 1);
  await expect(backendOf(questions)).rejects.toMatchObject({
    name: 'ServiceUnavailableError',
    message: expect.stringContaining('Ask again in a few seconds'),
  });
  await release();
  expect(await soon(backendOf(questions))).toEqual(expect.any(Number));
});

it('gives turns in the order of asking', async () => {
  const { questions } = splitPool({ knex, questionsAtOnce: 1 });
  const release = await hold(questions, 1);
  const order: number[] = [];
  const asked = [1, 2, 3].map(async number => {
    await backendOf(questions);
    order.push(number);
  });
  await release();
  await Promise.all(asked);
  expect(order).toEqual([1, 2, 3]);
});

it('does not divide a pool that is too small', () => {
  const { client } = knex;
  const small = { client: { ...client, pool: { max: 3 } } } as unknown as Knex;
  expect(splitPool({ knex: small })).toEqual({ questions: small, work: small });
});

describe('a question that is over', () => {
  const gone = new Error('gone');
  let pools: SplitPool;
  let controller: AbortController;
  const ask = <T>(answer: () => Promise<T>, limitMs = 30_000) =>
    asQuestion({ signal: controller.signal, limitMs }, answer);

  beforeEach(() => {
    pools = splitPool({ knex, questionsAtOnce: 1 });
    controller = new AbortController();
  });

  it('is cancelled in the database, and its connection serves others', async () => {
    const running = ask(async () => pools.questions.raw('select pg_sleep(31)'));
    const outcome = running.then(
      () => 'answered',
      error => error.code,
    );
    await waitUntilRunning('pg_sleep(31)', 1);
    controller.abort(gone);
    expect(await soon(outcome)).toBe('57014');
    await waitUntilRunning('pg_sleep(31)', 0);
    for (let index = 0; index < 50; index += 1) {
      await pools.questions.raw('select pg_sleep(0.005)');
    }
  });

  it('is cancelled also where it has just come to an end with one statement', async () => {
    const running = ask(() =>
      pools.questions.transaction(async trx => {
        await trx.raw('select 1');
        controller.abort(gone);
        await wait(100);
        await trx.raw('select pg_sleep(32)');
      }),
    );
    await expect(running).rejects.toMatchObject({ code: '57014' });
    expect(await soon(backendOf(pools.questions))).toEqual(expect.any(Number));
  });

  it('waits no more', async () => {
    const release = await hold(pools.questions, 1);
    const waiting = ask(() => backendOf(pools.questions));
    controller.abort(gone);
    await expect(waiting).rejects.toBe(gone);
    await release();
    expect(await soon(backendOf(pools.questions))).toEqual(expect.any(Number));
  });

  it('asks for nothing more', async () => {
    controller.abort(gone);
    await expect(ask(() => backendOf(pools.questions))).rejects.toBe(gone);
  });

  it('leaves the work alone that it gave rise to', async () => {
    controller.abort(gone);
    const { rows } = await ask(async () => pools.work.raw('select 1 as one'));
    expect(rows).toEqual([{ one: 1 }]);
  });
});

it('has Postgres itself end what a question reads, and nothing else', async () => {
  const { questions } = splitPool({ knex });
  const timeoutOf = async () => {
    const { rows } = await readSnapshot(questions, snapshot =>
      snapshot.raw('show statement_timeout'),
    );
    return rows[0].statement_timeout;
  };
  const { signal } = new AbortController();
  expect(await asQuestion({ signal, limitMs: 7_000 }, timeoutOf)).toBe('7s');
  expect(await timeoutOf()).toBe('0');
});
