import { checkPostgres } from './checkPostgres';
import { migrate } from './migrate';
import { testDatabase } from './testDatabase';

const databases = testDatabase();
const waitsMs = [10, 20];

describe('migrate', () => {
  it('lets replicas that start at once wait for each other', async () => {
    const knex = await databases.createEmpty();
    await Promise.all(
      [1, 2, 3, 4].map(() => migrate({ database: {}, knex, waitsMs: [] })),
    );
    await expect(knex('entities').count()).resolves.toEqual([{ count: '0' }]);
  });

  it('does nothing where the portal skips migrations', async () => {
    const knex = await databases.createEmpty();
    await migrate({ database: { migrations: { skip: true } }, knex });
    await expect(knex.schema.hasTable('entities')).resolves.toBe(false);
  });

  it('says how to take back a lock of knex that was left', async () => {
    const knex = await databases.create();
    await knex('knex_migrations_lock').update({ is_locked: 1 });
    await expect(migrate({ database: {}, knex, waitsMs })).rejects.toThrow(
      /run: update knex_migrations_lock set is_locked = 0/,
    );
    await knex.raw('update knex_migrations_lock set is_locked = 0');
    await expect(
      migrate({ database: {}, knex, waitsMs }),
    ).resolves.toBeUndefined();
  });
});

describe('checkPostgres', () => {
  it('supports the Postgres of the tests', async () => {
    await expect(
      checkPostgres({ knex: await databases.createEmpty() }),
    ).resolves.toEqual({
      isSupported: true,
    });
  });

  it.each([
    { version: '13.14', number: '130014', isSupported: false },
    { version: '14.0', number: '140000', isSupported: true },
  ])(
    'takes $version for supported: $isSupported',
    async ({ version, number, isSupported }) => {
      const raw = async () => ({
        rows: [{ server_version: version, server_version_num: number }],
      });
      const knex = { client: { config: { client: 'pg' } }, raw };
      const check = await checkPostgres({ knex: knex as never });
      expect(check.isSupported).toBe(isSupported);
    },
  );

  it('says what to do on another database', async () => {
    const knex = { client: { config: { client: 'better-sqlite3' } } };
    await expect(checkPostgres({ knex: knex as never })).resolves.toEqual({
      isSupported: false,
      message:
        'Engineering Insights needs Postgres 14 or newer and this portal uses better-sqlite3. ' +
        'Set backend.database.plugin.engineering-insights to a Postgres of its own.',
    });
  });
});
