import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { provideChromium } from '../lib/chromium.mjs';
import { importGitHistory } from '../lib/importGitHistory.mjs';
import { startPlayground } from '../lib/playground.mjs';
import { buildApp, startPortal, waitForMetrics } from '../lib/portal.mjs';
import { logFolder } from '../lib/paths.mjs';
import { findFreePort } from '../lib/ports.mjs';
import { startTestPostgres } from '../lib/postgres.mjs';
import stopTestPortal from './stopPortal.mjs';

/** Jest's globalSetup of the browser tests; a portal named by PORTAL_URL is taken as it is. */
export default async function startTestPortal() {
  process.env.CHROMIUM_LAUNCH_OPTIONS = JSON.stringify(await provideChromium());
  if (process.env.PORTAL_URL) return;

  const testLogFolder = join(logFolder, 'browser-tests');
  globalThis.portalEndSteps = [];
  const onEnd = step => globalThis.portalEndSteps.push(step);
  try {
    const folder = await mkdtemp(join(tmpdir(), 'portal-'));
    onEnd(() => rm(folder, { recursive: true }));

    await buildApp();
    const postgres = await startTestPostgres();
    onEnd(postgres.stop);
    const playground = await startPlayground({
      port: await findFreePort(),
      args: ['--no-state'],
      catalogFile: join(folder, 'catalog.yaml'),
      logFolder: testLogFolder,
      onEnd,
    });
    const portal = await startPortal({
      port: await findFreePort(),
      postgres,
      playground,
      logFolder: testLogFolder,
      onEnd,
    });
    await importGitHistory(portal);
    await waitForMetrics(portal);
    process.env.PORTAL_URL = portal.url;
  } catch (error) {
    // Jest tears down only what was set up whole.
    await stopTestPortal();
    throw error;
  }
}
