import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot } from '../paths.mjs';
import { changeJson } from './changeJson.mjs';
import { portalFolder } from './portalFolder.mjs';
import { runLogged } from './runLogged.mjs';

// What the plugins have nothing to do with, and what most of the time of an install goes into.
const LEFT_OUT =
  /scaffolder|techdocs|kubernetes|api-docs|catalog-import|app-visualizer|mcp-actions|playwright|e2e-test-utils/;

/** Creates the portal of Backstage's own template, without installing anything. */
export async function createPortal({ folder, logFolder, onEnd }) {
  const portal = portalFolder(folder);
  await runLogged({
    name: 'create-app',
    command: process.execPath,
    args: [
      join(
        repositoryRoot,
        '.tools/create-app/node_modules/@backstage/create-app/bin/backstage-create-app',
      ),
      ...['--skip-install', '--path', portal],
    ],
    cwd: folder,
    env: { BACKSTAGE_APP_NAME: 'portal' },
    logFolder,
    onEnd,
  });
  for (const name of ['.', 'packages/app', 'packages/backend']) {
    await changeJson(join(portal, name, 'package.json'), leaveOut);
  }
  await changeJson(join(portal, 'package.json'), await takeYarnAndPins());
  await changeText(join(portal, '.yarnrc.yml'), text =>
    text.replace(/^yarnPath:.*$/m, ''),
  );
  await changeText(join(portal, 'packages/backend/src/index.ts'), code =>
    code.replace(/backend\.add\(\s*import\('[^']+'\),?\s*\);\n/g, line =>
      LEFT_OUT.test(line) ? '' : line,
    ),
  );
}

async function changeText(file, change) {
  await writeFile(file, change(await readFile(file, 'utf8')));
}

function leaveOut(manifest) {
  for (const key of ['dependencies', 'devDependencies']) {
    for (const name of Object.keys(manifest[key] ?? {})) {
      if (LEFT_OUT.test(name)) delete manifest[key][name];
    }
  }
}

// The template's own Yarn crashes now and then on Node 24. Without a lockfile Yarn takes the newest of everything,
// and some of it cannot be installed.
async function takeYarnAndPins() {
  const { packageManager, resolutions } = JSON.parse(
    await readFile(join(repositoryRoot, 'package.json'), 'utf8'),
  );
  return manifest => {
    manifest.packageManager = packageManager;
    manifest.resolutions = {
      ...manifest.resolutions,
      ...resolutions,
      // Version 12, the template's, ends Node 24.19 and later with an assertion, and has to be compiled there.
      'better-sqlite3': '13.2.0',
    };
  };
}
