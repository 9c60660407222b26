import type { Knex } from 'knex';
import { prepared, preparedTransaction } from './prepared';
import { testDatabase } from './testDatabase';

const databases = testDatabase();
let knex: Knex;

beforeAll(async () => {
  knex = await databases.create();
});

const SQL = 'select cast(:number as integer) as number';

async function ask(trx: Knex, number: number): Promise<number> {
  const { rows } = await prepared<{ rows: { number: number }[] }>(trx, SQL, {
    number,
  });
  return rows[0].number;
}

async function countStatements(trx: Knex): Promise<number> {
  const { rows } = await trx.raw(
    `select count(*)::int as count from pg_prepared_statements where name like 'engineering-insights-%'`,
  );
  return rows[0].count;
}

describe('preparedTransaction', () => {
  it('has each text prepared once on a connection', async () => {
    const counted = await preparedTransaction(knex, async trx => {
      const before = await countStatements(trx);
      const answers = [await ask(trx, 1), await ask(trx, 2)];
      return { answers, added: (await countStatements(trx)) - before };
    });
    expect(counted).toEqual({ answers: [1, 2], added: 1 });
  });

  it('hands on what its own queries fail of', async () => {
    await expect(
      preparedTransaction(knex, trx => trx.raw('select 1 / 0')),
    ).rejects.toThrow('division by zero');
  });

  it('goes on without preparing where the connection has lost a statement, as behind a pooler', async () => {
    let runCount = 0;
    const answer = await preparedTransaction(knex, async trx => {
      runCount += 1;
      await ask(trx, 1);
      await trx.raw('deallocate all');
      return ask(trx, 2);
    });
    expect([answer, runCount]).toEqual([2, 2]);
    expect(await preparedTransaction(knex, trx => countStatements(trx))).toBe(
      0,
    );
    expect(await preparedTransaction(knex, trx => ask(trx, 3))).toBe(3);
  });
});
