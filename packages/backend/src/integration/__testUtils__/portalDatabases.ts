import { randomBytes } from 'node:crypto';
import type { JsonObject } from '@backstage/types';
import createKnex, { type Knex } from 'knex';

const SERVER_VARIABLE = 'BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING';
const CONNECTIONS_OF_A_PLUGIN = 24;

/** The databases of one portal: one for each of its plugins, as Backstage makes them. */
export interface PortalDatabases {
  /** What stands under `backend.database` of the portal's configuration. */
  readonly config: JsonObject;
  /** A connection to the database of Engineering Insights. */
  readonly knex: Knex;
}

function serverUrl(): string {
  const url = process.env[SERVER_VARIABLE];
  if (!url) throw new Error(`Set ${SERVER_VARIABLE} to a Postgres server.`);
  return url;
}

async function dropDatabases(prefix: string): Promise<void> {
  const admin = createKnex({ client: 'pg', connection: serverUrl() });
  try {
    const { rows } = await admin.raw<{ rows: { name: string }[] }>(
      'select datname as name from pg_database where starts_with(datname, :prefix)',
      { prefix },
    );
    for (const { name } of rows) {
      await admin.raw('drop database :name: with (force)', { name });
    }
  } finally {
    await admin.destroy();
  }
}

/** Makes databases for the portals of one test file, and drops them when it ends. Call it at the top of the file. */
export function portalDatabases(): { create(): PortalDatabases } {
  const created: { prefix: string; knex: Knex }[] = [];
  afterAll(async () => {
    for (const { prefix, knex } of created) {
      await knex.destroy();
      await dropDatabases(prefix);
    }
  });
  return {
    create() {
      const prefix = `portal_${randomBytes(6).toString('hex')}_`;
      const server = new URL(serverUrl());
      const connection = {
        host: server.hostname,
        port: Number(server.port),
        user: decodeURIComponent(server.username),
        password: decodeURIComponent(server.password),
      };
      const knex = createKnex({
        client: 'pg',
        connection: {
          ...connection,
          database: `${prefix}engineering-insights`,
        },
        pool: { min: 0, max: 2 },
      });
      created.push({ prefix, knex });
      return {
        knex,
        config: {
          client: 'pg',
          connection,
          prefix,
          knexConfig: { pool: { min: 0, max: CONNECTIONS_OF_A_PLUGIN } },
        },
      };
    },
  };
}
