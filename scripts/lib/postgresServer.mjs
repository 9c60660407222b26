import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import {
  chown,
  mkdir,
  readFile,
  realpath,
  rm,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';

import { findFreePort } from './ports.mjs';
import {
  providePostgresBinaries,
  readPostgresOwner,
} from './postgresBinaries.mjs';

const run = promisify(execFile);

const host = '127.0.0.1';
const user = 'postgres';
const password = 'postgres';

/** Starts the server of a data folder, or reuses the one that runs; an empty folder becomes a new cluster. */
export async function startPostgresServer({ folder, settings = {} }) {
  await mkdir(dirname(folder), { recursive: true });
  // initdb is done only when this file is there; what an interrupted one left is thrown away.
  const doneFile = `${folder}.initialised`;
  if (!existsSync(doneFile)) {
    await createCluster(folder);
    await writeFile(doneFile, '');
  }
  const port =
    (await readServingPort(folder)) ?? (await serve({ folder, settings }));
  return {
    host,
    port,
    user,
    password,
    url: `postgres://${user}:${password}@${host}:${port}/postgres`,
  };
}

/** Stops the server of a data folder, if it runs. */
export async function stopPostgresServer({ folder, mode = 'fast' }) {
  await removeStalePidFile(folder);
  if (!existsSync(join(folder, 'postmaster.pid'))) return;
  // A process that ended by itself in the meantime is as good as one that was stopped.
  await runPostgres(
    'pg_ctl',
    ['stop', '-D', folder, '-m', mode, '-w'],
    folder,
  ).catch(() => {});
}

/** Stops the server of a data folder and deletes the data. */
export async function deletePostgresServer({ folder }) {
  await stopPostgresServer({ folder, mode: 'immediate' });
  await rm(`${folder}.initialised`, { force: true });
  await rm(folder, { recursive: true, force: true });
}

async function runPostgres(program, args, folder) {
  const [binaries, owner] = await Promise.all([
    providePostgresBinaries(),
    readPostgresOwner(),
  ]);
  return run(join(binaries, program), args, { ...owner, cwd: folder });
}

async function createCluster(folder) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { mode: 0o700 });
  const passwordFile = `${folder}.password`;
  await writeFile(passwordFile, password, { mode: 0o600 });
  const owner = await readPostgresOwner();
  if (owner) {
    await chown(folder, owner.uid, owner.gid);
    await chown(passwordFile, owner.uid, owner.gid);
  }
  try {
    const args = [
      `--pgdata=${folder}`,
      `--username=${user}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--no-sync',
      // Strings sort alike on every machine, whatever its locale.
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
    ];
    await runPostgres('initdb', args, folder);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function serve({ folder, settings }) {
  const port = await findFreePort();
  const options = Object.entries({
    port,
    listen_addresses: host,
    // The path of a socket may have 107 characters, which the path of a checkout may exceed.
    unix_socket_directories: "''",
    max_connections: 300,
    ...settings,
  }).map(([name, value]) => `-c ${name}=${value}`);
  const log = join(folder, 'server.log');
  const args = [
    'start',
    '-D',
    folder,
    '-l',
    log,
    '-w',
    '-o',
    options.join(' '),
  ];

  // After a kill -9 the old server's children hold its shared memory for a moment more.
  for (let attempt = 1; ; attempt += 1) {
    await removeStalePidFile(folder);
    try {
      await runPostgres('pg_ctl', args, folder);
      return port;
    } catch (error) {
      if (attempt === 5) {
        throw new Error(
          `Postgres did not start on ${folder}; its log is ${log}.`,
          { cause: error },
        );
      }
      await sleep(2000);
    }
  }
}

async function readServingPort(folder) {
  const port = Number((await readPidFile(folder))?.[3]);
  if (!port) return undefined;
  const client = new pg.Client({
    host,
    port,
    user,
    password,
    database: 'postgres',
  });
  try {
    await client.connect();
    const { rows } = await client.query('show data_directory');
    // Another server may have been given the port since.
    return rows[0].data_directory === (await realpath(folder))
      ? port
      : undefined;
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => {});
  }
}

// Postgres takes any process of its user for itself, also one that was given the old number after a restart.
async function removeStalePidFile(folder) {
  const pid = (await readPidFile(folder))?.[0];
  if (!pid) return;
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(
    () => undefined,
  );
  if (command !== undefined && !command.includes('postgres')) {
    await rm(join(folder, 'postmaster.pid'));
  }
}

async function readPidFile(folder) {
  const text = await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(
    () => undefined,
  );
  return text?.split('\n');
}
