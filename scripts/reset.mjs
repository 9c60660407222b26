import { rm } from 'node:fs/promises';
import { demo } from './lib/demo.mjs';
import { isPortFree } from './lib/ports.mjs';
import { stopDemoPostgres } from './lib/postgres.mjs';
import { runProgram } from './lib/runProgram.mjs';

await runProgram(async () => {
  if (!(await isPortFree(demo.portalPort))) {
    throw new Error(
      `The demo still runs on port ${demo.portalPort}. Stop it with Ctrl-C, then reset.`,
    );
  }
  // It may have outlived a start that was killed.
  await stopDemoPostgres();
  await rm(demo.dataFolder, { recursive: true, force: true });
  console.log("The demo's data are gone. The next start begins afresh.");
});
