import { join } from 'node:path';
import { importGitHistory } from './lib/importGitHistory.mjs';
import { demo } from './lib/demo.mjs';
import { startPlayground } from './lib/playground.mjs';
import { buildApp, startPortal, waitForMetrics } from './lib/portal.mjs';
import { isPortFree } from './lib/ports.mjs';
import { startDemoPostgres, stopDemoPostgres } from './lib/postgres.mjs';
import { printStage } from './lib/printStage.mjs';
import { runProgram } from './lib/runProgram.mjs';

await runProgram(async ({ onEnd }) => {
  const { portalPort, playgroundPort, dataFolder, logFolder } = demo;
  await requireFreePort({ port: portalPort, variable: 'PORTAL_PORT' });
  await requireFreePort({ port: playgroundPort, variable: 'PLAYGROUND_PORT' });

  onEnd(stopDemoPostgres);
  const postgres = await printStage('Postgres', startDemoPostgres);

  const playground = await printStage('Playground', () =>
    startPlayground({
      port: playgroundPort,
      args: [
        ...['--state', join(dataFolder, 'playground.json')],
        '--pulse',
        '--webhook-url',
        `http://127.0.0.1:${portalPort}/api/engineering-insights/v1/webhooks/github`,
      ],
      catalogFile: join(dataFolder, 'catalog.yaml'),
      logFolder,
      onEnd,
    }),
  );

  await printStage('App', buildApp);

  const portal = await printStage('Portal', () =>
    startPortal({
      port: portalPort,
      postgres,
      playground,
      logFolder,
      onEnd,
    }),
  );

  await printStage('Real history', () => importGitHistory(portal));

  const { withMetricsCount, totalCount } = await printStage('Metrics', () =>
    waitForMetrics(portal),
  );

  console.log(
    `Ready: ${portal.url}, metrics for ${withMetricsCount} of ${totalCount} components`,
  );
  await Promise.race([portal.failed, playground.failed]);
});

async function requireFreePort({ port, variable }) {
  if (await isPortFree(port)) return;
  throw new Error(
    `Port ${port} is taken. Stop what listens there, or choose another port: ${variable}=${
      port + 100
    } ./run start`,
  );
}
