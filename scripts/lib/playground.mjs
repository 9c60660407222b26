import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startProgram } from './childProcesses.mjs';

/**
 * Starts the source systems of the demo and keeps their catalog in a file for the portal.
 * `args` go to the program; `onEnd` is given what stops it.
 */
export async function startPlayground({
  port,
  args,
  catalogFile,
  logFolder,
  onEnd,
}) {
  const host = `127.0.0.1:${port}`;
  const playground = await startProgram({
    name: 'playground',
    folder: 'packages/playground',
    entry: 'src/main.ts',
    args: ['--port', String(port), ...args],
    logFolder,
  });
  onEnd(playground.stop);
  const catalog = await Promise.race([
    readCatalog({ url: `http://${host}/catalog/all.yaml`, logFolder }),
    playground.failed,
  ]);
  await mkdir(dirname(catalogFile), { recursive: true });
  await writeFile(catalogFile, catalog);
  return { host, catalogFile, failed: playground.failed };
}

async function readCatalog({ url, logFolder }) {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return response.text();
    await sleep(200);
  }
  throw new Error(
    `The playground does not answer at ${url} after a minute; ${logFolder}/playground.log says why.`,
  );
}
