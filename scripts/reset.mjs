import { rm } from 'node:fs/promises';
import { portalPort } from './lib/demoPorts.mjs';
import { demoDataFolder } from './lib/paths.mjs';
import { isPortFree } from './lib/ports.mjs';
import { stopDemoPostgres } from './lib/postgres.mjs';
import { runProgram } from './lib/runProgram.mjs';

await runProgram(async () => {
  if (!(await isPortFree(portalPort))) {
    throw new Error(
      `The demo still runs on port ${portalPort}. Stop it with Ctrl-C, then reset.`,
    );
  }
  // It may have outlived a start that was killed.
  await stopDemoPostgres();
  await rm(demoDataFolder, { recursive: true, force: true });
  console.log("The demo's data are gone. The next start begins afresh.");
});
