import { setTimeout as sleep } from 'node:timers/promises';
import {
  type DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { isError, ServiceUnavailableError } from '@backstage/errors';
import type { Knex } from 'knex';

/** Where the migrations of this package lie. */
export const MIGRATIONS_DIRECTORY = resolvePackagePath(
  '@sei-platform/plugin-engineering-insights-backend',
  'migrations',
);

// Knex's own lock is met only where something else migrates; migrations are short, so a minute of waiting is plenty.
const WAITS_MS = [250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000];

// Keeps the advisory lock apart from those of other operations of the plugin.
const LOCK_CLASS = 7_000;

export interface MigrateOptions {
  readonly database: Pick<DatabaseService, 'migrations'>;
  readonly knex: Knex;
  /** Waiting times between tries while knex's own lock is taken. */
  readonly waitsMs?: readonly number[];
}

/** Brings the database to the present schema, unless the portal says to skip migrations. */
export async function migrate(options: MigrateOptions): Promise<void> {
  const { database, knex, waitsMs = WAITS_MS } = options;
  if (database.migrations?.skip) return;
  for (const waitMs of [...waitsMs, undefined]) {
    try {
      await migrateOnce(knex);
      return;
    } catch (error) {
      if (!isError(error) || error.name !== 'MigrationLocked') throw error;
      if (waitMs === undefined) {
        throw new ServiceUnavailableError(
          'The migrations of Engineering Insights stay locked. ' +
            'If nothing else migrates its database, run: update knex_migrations_lock set is_locked = 0',
          error,
        );
      }
      // Half of the wait is random, so that replicas do not come back together.
      await sleep(waitMs / 2 + (Math.random() * waitMs) / 2);
    }
  }
}

// Knex makes its own tables without a lock, and on the first start of several
// replicas that fails or doubles its lock row. Inside of one transaction
// replicas wait for each other, and one that is killed leaves no lock behind.
async function migrateOnce(knex: Knex): Promise<void> {
  await knex.transaction(async trx => {
    await trx.raw('select pg_advisory_xact_lock(:lockClass, 0)', {
      lockClass: LOCK_CLASS,
    });
    await trx.migrate.latest({ directory: MIGRATIONS_DIRECTORY });
  });
}
