import type { Knex } from 'knex';

const OLDEST_MAJOR_VERSION = 14;

export type PostgresCheck =
  | { readonly isSupported: true }
  | { readonly isSupported: false; readonly message: string };

/** Whether this database is a Postgres of a version that the plugin can use, and else what to do. */
export async function checkPostgres({
  knex,
}: {
  knex: Knex;
}): Promise<PostgresCheck> {
  if (knex.client.config.client !== 'pg') {
    return {
      isSupported: false,
      message:
        `Engineering Insights needs Postgres ${OLDEST_MAJOR_VERSION} or newer and this portal uses ` +
        `${knex.client.config.client}. Set backend.database.plugin.engineering-insights to a Postgres of its own.`,
    };
  }
  const { rows } = await knex.raw<{
    rows: { server_version: string; server_version_num: string }[];
  }>(
    `select
       current_setting('server_version') as server_version,
       current_setting('server_version_num') as server_version_num`,
  );
  const [version] = rows;
  if (Number(version.server_version_num) >= OLDEST_MAJOR_VERSION * 10_000) {
    return { isSupported: true };
  }
  return {
    isSupported: false,
    message:
      `Engineering Insights needs Postgres ${OLDEST_MAJOR_VERSION} or newer and this one is ${version.server_version}. ` +
      'Upgrade it, or set backend.database.plugin.engineering-insights to a newer one.',
  };
}
