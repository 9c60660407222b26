import { runLogged } from './runLogged.mjs';

/** Installs the new portal's packages with this repository's Yarn. */
export async function installPortal({ portal, logFolder, onEnd }) {
  await runLogged({
    name: 'install',
    command: 'yarn',
    args: ['install', '--no-immutable'],
    cwd: portal.folder,
    // Nothing that is needed has to be compiled.
    env: { YARN_ENABLE_SCRIPTS: 'false' },
    logFolder,
    onEnd,
  });
}
