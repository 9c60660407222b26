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
      YARN_ENABLE_SCRIPTS: 'false',
      // better-sqlite3, which alone is built, may have to be compiled, and Node's headers may be out of reach.
      ...(existsSync(join(node, 'include', 'node', 'node.h')) && {
        npm_config_nodedir: node,
      }),
    },
    logFolder,
    onEnd,
  });
}
