import { execFile } from 'node:child_process';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repositoryRoot } from '../paths.mjs';

const run = promisify(execFile);

const app = join(repositoryRoot, 'packages', 'app');
// Inside the repository, so that packages resolve as the app's own do; what a running portal serves stays as it is.
const copy = join(repositoryRoot, '.demo', 'bench-app');

const CONFIG = `
app:
  packages:
    exclude: ['@sei-platform/plugin-engineering-insights']
  # Without the plugin's card, which app-config.yaml puts first.
  extensions:
    - page:catalog:
        config:
          path: /
`;

/** Builds the app for a portal at that URL, but without the plugin; returns the folder of its bundle. */
export async function buildWithoutPlugin({ url }) {
  await rm(copy, { recursive: true, force: true });
  await mkdir(copy, { recursive: true });
  for (const part of ['src', 'public', 'package.json', 'config.d.ts']) {
    await cp(join(app, part), join(copy, part), { recursive: true });
  }
  const config = join(copy, 'without-plugin.yaml');
  await writeFile(config, CONFIG);
  await run(
    process.execPath,
    [
      // The copy is no workspace, in which Yarn would run it.
      join(
        repositoryRoot,
        'node_modules',
        '@backstage',
        'cli',
        'bin',
        'backstage-cli',
      ),
      ...['package', 'build'],
      ...['--config', join(repositoryRoot, 'app-config.yaml')],
      ...['--config', config],
    ],
    {
      cwd: copy,
      env: {
        ...process.env,
        NODE_ENV: 'production',
        PORTAL_APP_URL: url,
        PORTAL_PORT: new URL(url).port,
      },
      maxBuffer: 64 * 1024 * 1024,
    },
  ).catch(error => {
    throw new Error(
      `Building the app without the plugin failed:\n${error.stdout}${error.stderr}`,
    );
  });
  return join(copy, 'dist');
}
