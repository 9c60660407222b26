import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyInstallSection } from './lib/install/applyInstallSection.mjs';
import { buildPortal } from './lib/install/buildPortal.mjs';
import { checkDoraTab } from './lib/install/checkDoraTab.mjs';
import { checkOnPostgres } from './lib/install/checkOnPostgres.mjs';
import { checkOnSqlite } from './lib/install/checkOnSqlite.mjs';
import { createPortal } from './lib/install/createPortal.mjs';
import { createStages } from './lib/install/createStages.mjs';
import { installPortal } from './lib/install/installPortal.mjs';
import { packPackages } from './lib/install/packPackages.mjs';
import { readInstallSection } from './lib/install/readInstallSection.mjs';
import { logFolder } from './lib/paths.mjs';
import { startPlayground } from './lib/playground.mjs';
import { findFreePort } from './lib/ports.mjs';
import { runProgram } from './lib/runProgram.mjs';

await runProgram(async ({ onEnd }) => {
  const stages = createStages();
  const folder = await mkdtemp(join(tmpdir(), 'check-install-'));
  onEnd(() => rm(folder, { recursive: true, force: true }));
  const context = {
    folder,
    logFolder: join(logFolder, 'check-install'),
    onEnd,
  };

  const section = await stages.run('README', readInstallSection);
  const packages = await stages.run('Packages', () => packPackages(context));
  await stages.run('New portal', () => createPortal(context));
  const source = await stages.run('Playground', async () =>
    startPlayground({
      port: await findFreePort(),
      args: ['--no-state'],
      catalogFile: join(folder, 'playground.yaml'),
      ...context,
    }),
  );
  const portal = await stages.run('Plugin', () =>
    applyInstallSection({ ...context, section, packages, source }),
  );
  await stages.run('Install', () => installPortal({ ...context, portal }));
  await stages.run('Build', () => buildPortal({ ...context, portal }));
  await stages.run('SQLite', () => checkOnSqlite({ ...context, portal }));
  const running = await stages.run('Postgres', () =>
    checkOnPostgres({ ...context, portal }),
  );
  await stages.run('DORA tab', () =>
    checkDoraTab({ ...context, portal: running, component: portal.component }),
  );

  stages.summarize(
    `${packages.length} packages were installed into a new portal as the README says`,
  );
});
