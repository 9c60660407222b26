import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runLogged } from './runLogged.mjs';

/** Installs the new portal's packages with this repository's Yarn. */
export async function installPortal({ portal, logFolder, onEnd }) {
  const node = dirname(dirname(process.execPath));
  await runLogged({
    name: 'install',
    command: 'yarn',
    args: ['install', '--no-immutable'],
    cwd: portal.folder,
    env: {
      // The template's own Yarn crashes now and then on Node 24.
      YARN_IGNORE_PATH: '1',
      // better-sqlite3 may have to be compiled, where the headers cannot be downloaded.
      ...(existsSync(join(node, 'include', 'node', 'node.h')) && {
        npm_config_nodedir: node,
      }),
    },
    logFolder,
    onEnd,
  });
}
