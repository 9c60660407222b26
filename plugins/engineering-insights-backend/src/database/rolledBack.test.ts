import { rolledBack } from './rolledBack';
import { testDatabase } from './testDatabase';

jest.setTimeout(60_000);

const databases = testDatabase();

it('forgets what it wrote, and gives what came of it', async () => {
  const knex = await databases.createEmpty();
  await knex.schema.createTable('written', table => table.integer('number'));
  const count = await rolledBack(knex, { limitMs: 10_000 }, async trx => {
    await trx('written').insert({ number: 1 });
    return (await trx('written')).length;
  });
  expect(count).toBe(1);
  expect(await knex('written')).toEqual([]);
});

it('ends at its limit, of one long statement or of many short ones', async () => {
  const knex = await databases.createEmpty();
  const lasting = async (statementSeconds: number, count: number) => {
    const begun = performance.now();
    await expect(
      rolledBack(knex, { limitMs: 400 }, async trx => {
        for (let no = 0; no < count; no += 1) {
          await trx.raw('select pg_sleep(:statementSeconds)', {
            statementSeconds,
          });
        }
      }),
    ).rejects.toMatchObject({ name: 'TookTooLongError' });
    return performance.now() - begun;
  };
  expect(await lasting(10, 1)).toBeLessThan(3_000);
  expect(await lasting(0.02, 500)).toBeLessThan(3_000);
});

it('cancels nothing of who uses the connection after it', async () => {
  const knex = await databases.createEmpty();
  await rolledBack(knex, { limitMs: 200 }, async () => {});
  const slept = await knex.transaction(async trx => {
    await trx.raw('select pg_sleep(0.6)');
    return true;
  });
  expect(slept).toBe(true);
});

it('tells an error as it is', async () => {
  const knex = await databases.createEmpty();
  await expect(
    rolledBack(knex, { limitMs: 10_000 }, async trx => {
      await trx.raw('select 1 from nothing_of_the_kind');
    }),
  ).rejects.toThrow('nothing_of_the_kind');
});
