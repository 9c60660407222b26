import { expectStatus } from './expectStatus.mjs';
import { startInstalledPortal } from './startInstalledPortal.mjs';

/** On SQLite, which the template has, the portal must run and the plugin say why it is off. */
export async function checkOnSqlite({ portal, logFolder, onEnd }) {
  const running = await startInstalledPortal({
    name: 'portal-sqlite',
    portal,
    database: { client: 'better-sqlite3', connection: ':memory:' },
    logFolder,
    onEnd,
  });
  const { detail } = await expectStatus({
    portal: running,
    path: '/api/engineering-insights/v1/metrics',
    status: 503,
  });
  if (!detail?.startsWith('Engineering Insights needs Postgres')) {
    throw new Error(
      `On SQLite the plugin should say that it needs Postgres, and says: ${detail}`,
    );
  }
  await expectStatus({
    portal: running,
    path: '/api/catalog/entities',
    status: 200,
  });
  await running.stop();
}
