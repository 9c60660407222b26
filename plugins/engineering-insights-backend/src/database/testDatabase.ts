// eslint-disable-next-line @backstage/no-undeclared-imports -- tests alone import this file, so it is in no bundle
import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { migrate } from './migrate';

/**
 * Fresh databases for a test file: call it once at the top of the file, and
 * `create` for each test that writes. All are dropped when the file ends.
 */
export function testDatabase(): {
  /** A database of its own with every migration applied. */
  create(): Promise<Knex>;
  /** A database of its own with nothing in it. */
  createEmpty(): Promise<Knex>;
} {
  // On a busy machine making a database and migrating it takes seconds.
  jest.setTimeout(60_000);
  const databases = TestDatabases.create({
    ids: ['POSTGRES_18'],
    disableDocker: true,
  });
  const createEmpty = () => databases.init('POSTGRES_18');
  return {
    createEmpty,
    async create() {
      const knex = await createEmpty();
      await migrate({ database: {}, knex });
      return knex;
    },
  };
}
