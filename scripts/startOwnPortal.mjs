import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { logFolder, repositoryRoot } from './lib/paths.mjs';
import { buildApp, startPortal } from './lib/portal.mjs';
import { findFreePort } from './lib/ports.mjs';
import { startTestPostgres } from './lib/postgres.mjs';
import { runProgram } from './lib/runProgram.mjs';

// A portal for one test that would disturb the others: `startOwnPortal.mjs <catalog file> <host of the sources>`. It tells
// its starter where it is, and ends when the starter does.
const [catalogFile, host] = process.argv.slice(2);

await runProgram(async ({ onEnd }) => {
  const ended = once(process, 'disconnect');
  const app = join(repositoryRoot, 'packages', 'app', 'dist', 'index.html');
  // Who runs the tests has built it, except beside a portal of another checkout.
  if (!existsSync(app)) await buildApp();
  const postgres = await startTestPostgres();
  onEnd(postgres.stop);
  const { url, token, failed } = await startPortal({
    port: await findFreePort(),
    postgres,
    playground: { host, catalogFile },
    logFolder: join(logFolder, 'browser-tests', 'own-portal'),
    onEnd,
  });
  process.send({ url, token });
  await Promise.race([ended, failed]);
});
