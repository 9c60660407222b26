import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { demo } from './demo.mjs';
import { dataFolder } from './paths.mjs';
import {
  deletePostgresServer,
  startPostgresServer,
  stopPostgresServer,
} from './postgresServer.mjs';

const demoServer = { folder: join(demo.dataFolder, 'postgres') };

/** Starts the demo's Postgres, or reuses the one that runs; its data stay. */
export async function startDemoPostgres() {
  return startPostgresServer(demoServer);
}

/** Stops the demo's Postgres, if it runs. */
export async function stopDemoPostgres() {
  await stopPostgresServer(demoServer);
}

/** Starts a Postgres of this process alone, whose data are gone when it stops. */
export async function startTestPostgres() {
  await deleteAbandonedTestPostgres();
  const own = { folder: join(dataFolder, `test-${process.pid}`) };
  const server = await startPostgresServer({
    ...own,
    settings: {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
    },
  });
  return { ...server, stop: () => deletePostgresServer(own) };
}

// Whoever was killed could not stop its own.
async function deleteAbandonedTestPostgres() {
  if (!existsSync(dataFolder)) return;
  for (const name of readdirSync(dataFolder)) {
    const pid = Number(name.match(/^test-(\d+)$/)?.[1]);
    if (pid && !isAlive(pid)) {
      await deletePostgresServer({ folder: join(dataFolder, name) });
    }
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
