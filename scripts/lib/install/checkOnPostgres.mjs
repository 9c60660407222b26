import { setTimeout as sleep } from 'node:timers/promises';
import { startTestPostgres } from '../postgres.mjs';
import { expectStatus } from './expectStatus.mjs';
import { startInstalledPortal } from './startInstalledPortal.mjs';

/** On Postgres the plugin must serve its metrics and read the component's repository; returns the running portal. */
export async function checkOnPostgres({ portal, logFolder, onEnd }) {
  const { host, port, user, password, stop } = await startTestPostgres();
  onEnd(stop);
  const running = await startInstalledPortal({
    name: 'portal-postgres',
    portal,
    database: { client: 'pg', connection: { host, port, user, password } },
    logFolder,
    onEnd,
  });
  await expectStatus({
    portal: running,
    path: '/api/engineering-insights/v1/metrics',
    status: 200,
  });
  await Promise.race([
    waitForDeployments({ portal: running, component: portal.component }),
    running.failed,
  ]);
  return {
    ...running,
    stop: async () => {
      await running.stop();
      await stop();
    },
  };
}

// The catalog is compared with what is read every two minutes, and then the repository's history is read.
async function waitForDeployments({ portal, component }) {
  const deadline = Date.now() + 300_000;
  while (Date.now() < deadline) {
    const response = await fetch(
      `${portal.url}/api/engineering-insights/v1/analytics/dora/component/default/${component}`,
      { headers: { authorization: `Bearer ${portal.token}` } },
    );
    // Until the catalog was read the component is not found.
    const answer = response.ok ? await response.json() : undefined;
    if (answer?.summary.deploymentCount > 0) return;
    await sleep(1000);
  }
  throw new Error(
    `After five minutes no deployment of ${component} was read from the playground.`,
  );
}
