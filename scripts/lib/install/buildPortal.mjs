import { join } from 'node:path';
import { runLogged } from './runLogged.mjs';

/** Builds the bundles of the app and the backend, and unpacks them where the image of a portal has them. */
export async function buildPortal({ portal, logFolder, onEnd }) {
  const step = options =>
    runLogged({ cwd: portal.folder, logFolder, onEnd, ...options });
  const backend = join(portal.folder, 'packages', 'backend');
  await step({
    name: 'build',
    command: 'yarn',
    args: ['run', 'build'],
    cwd: backend,
  });
  await step({
    name: 'unpack',
    command: 'tar',
    args: ['-xzf', join(backend, 'dist', 'bundle.tar.gz')],
  });
}
