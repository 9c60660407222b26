import { cp, mkdir, readFile, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { repositoryRoot } from '../paths.mjs';
import { runLogged } from './runLogged.mjs';

const run = promisify(execFile);

/** Packs every package that is published, as publishing would, and returns where each is. */
export async function packPackages({ folder, logFolder, onEnd }) {
  const step = options => runLogged({ ...options, logFolder, onEnd });
  const copy = join(folder, 'repository');
  const manifests = await copyRepository(copy);
  // Packing needs the declarations; ./run test checks the types.
  await step({
    name: 'declarations',
    command: 'yarn',
    args: [
      ...['run', 'tsc', '--noCheck', '--incremental', 'false'],
      ...['--outDir', join(copy, 'dist-types')],
    ],
    cwd: repositoryRoot,
  });

  const packages = [];
  for (const manifest of manifests) {
    const cwd = join(copy, dirname(manifest));
    const { name, private: isPrivate } = JSON.parse(
      await readFile(join(copy, manifest), 'utf8'),
    );
    if (isPrivate) continue;
    const label = basename(cwd);
    const file = join(folder, `${label}.tgz`);
    await step({
      name: `build-${label}`,
      command: 'yarn',
      args: ['run', 'build'],
      cwd,
    });
    await step({
      name: `pack-${label}`,
      command: 'yarn',
      args: ['pack', '--out', file],
      cwd,
    });
    packages.push({ name, file });
  }
  return packages;
}

// Packing rewrites each package.json for as long as it takes, which must not be seen in the repository itself.
async function copyRepository(copy) {
  const { stdout } = await run(
    'git',
    [
      ...['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--'],
      ...['package.json', 'yarn.lock', '.yarnrc.yml', 'tsconfig.json'],
      ...['plugins', 'packages/*/package.json'],
    ],
    { cwd: repositoryRoot, maxBuffer: 64 * 1024 * 1024 },
  );
  const files = [...new Set(stdout.split('\0').filter(Boolean))];
  for (const file of files) {
    const target = join(copy, file);
    await mkdir(dirname(target), { recursive: true });
    // A file that was just deleted is still in git's index.
    await cp(join(repositoryRoot, file), target).catch(error => {
      if (error.code !== 'ENOENT') throw error;
    });
  }
  // Yarn knows the workspaces by what the last install wrote.
  await cp(join(repositoryRoot, '.yarn'), join(copy, '.yarn'), {
    recursive: true,
  });
  await symlink(
    join(repositoryRoot, 'node_modules'),
    join(copy, 'node_modules'),
  );
  return files.filter(file => /^plugins\/[^/]+\/package\.json$/.test(file));
}
