import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { repositoryRoot } from './paths.mjs';

const folder = join(
  repositoryRoot,
  'plugins',
  'engineering-insights-backend',
  'bench',
);

/** Runs a program of the benchmarks on an empty database, with its output shown. */
export async function runBench({ program, url, args, onEnd }) {
  const child = spawn(
    process.execPath,
    [
      '--require',
      join(repositoryRoot, 'scripts', 'lib', 'exitWithParent.cjs'),
      '--require',
      '@backstage/cli/config/nodeTransform.cjs',
      program,
      url,
      ...args,
    ],
    { cwd: folder, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
  onEnd(() => child.kill('SIGTERM'));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  if (code !== 0)
    throw new Error(`The benchmarks ended with exit code ${code}.`);
}
