import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot } from '../paths.mjs';
import { changeJson } from './changeJson.mjs';
import { changeText } from './changeText.mjs';
import { runLogged } from './runLogged.mjs';

// What the plugins have nothing to do with, and what most of the time of an install goes into.
const LEFT_OUT =
  /scaffolder|techdocs|kubernetes|api-docs|catalog-import|app-visualizer|mcp-actions|playwright|e2e-test-utils/;

// On the old frontend system the app's code names every plugin that it has.
const LEFT_OUT_OF_OLD_APP = /playwright|e2e-test-utils/;

/** Creates a portal of Backstage's own template, without installing anything, and returns its folder. */
export async function createPortal({
  folder,
  name,
  isOldSystem,
  logFolder,
  onEnd,
}) {
  const portal = join(folder, name);
  await runLogged({
    name: 'create-app',
    command: process.execPath,
    args: [
      join(
        repositoryRoot,
        '.tools/create-app/node_modules/@backstage/create-app/bin/backstage-create-app',
      ),
      ...['--skip-install', '--path', portal],
      ...(isOldSystem ? ['--legacy'] : []),
    ],
    cwd: folder,
    env: { BACKSTAGE_APP_NAME: 'portal' },
    logFolder,
    onEnd,
  });
  const leavesOut = {
    '.': LEFT_OUT,
    'packages/app': isOldSystem ? LEFT_OUT_OF_OLD_APP : LEFT_OUT,
    'packages/backend': LEFT_OUT,
  };
  for (const [workspace, names] of Object.entries(leavesOut)) {
    await changeJson(join(portal, workspace, 'package.json'), leaveOut(names));
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
  return portal;
}

function leaveOut(names) {
  return manifest => {
    for (const key of ['dependencies', 'devDependencies']) {
      for (const name of Object.keys(manifest[key] ?? {})) {
        if (names.test(name)) delete manifest[key][name];
      }
    }
  };
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
