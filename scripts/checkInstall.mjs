import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyOldSystemBlocks } from './lib/install/applyOldSystemBlocks.mjs';
import { applyInstallSection } from './lib/install/applyInstallSection.mjs';
import { buildPortal } from './lib/install/buildPortal.mjs';
import { checkTabs } from './lib/install/checkTabs.mjs';
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
  const source = await stages.run('Playground', async () =>
    startPlayground({
      port: await findFreePort(),
      args: ['--no-state'],
      catalogFile: join(folder, 'playground.yaml'),
      ...context,
    }),
  );

  const install = async portal =>
    applyInstallSection({ portal, section, packages, source });
  const portal = await stages.run('New portal', async () =>
    install(await createPortal({ ...context, name: 'portal' })),
  );
  await stages.run('Install', () => installPortal({ ...context, portal }));
  await stages.run('Build', () => buildPortal({ ...context, portal }));
  await stages.run('SQLite', () => checkOnSqlite({ ...context, portal }));
  const running = await stages.run('Postgres', () =>
    checkOnPostgres({ ...context, portal }),
  );
  await stages.run('Tabs', () =>
    checkTabs({ ...context, portal: running, component: portal.component }),
  );
  await running.stop();

  // The same on the old frontend system, whose backend is no other.
  const oldContext = {
    ...context,
    logFolder: join(context.logFolder, 'old-system'),
  };
  const oldPortal = await stages.run('Old portal', async () => {
    const created = await createPortal({
      ...oldContext,
      name: 'old-portal',
      isOldSystem: true,
    });
    await applyOldSystemBlocks({ portal: created, section });
    return install(created);
  });
  await stages.run('Old install', () =>
    installPortal({ ...oldContext, portal: oldPortal }),
  );
  await stages.run('Old build', () =>
    buildPortal({ ...oldContext, portal: oldPortal }),
  );
  const oldRunning = await stages.run('Old Postgres', () =>
    checkOnPostgres({ ...oldContext, portal: oldPortal }),
  );
  await stages.run('Old tabs', () =>
    checkTabs({
      ...oldContext,
      portal: oldRunning,
      component: oldPortal.component,
    }),
  );

  stages.summarize(
    `${packages.length} packages were installed into a new portal of either frontend system, as the README says`,
  );
});
