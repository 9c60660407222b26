import { spawn } from 'node:child_process';
import { repositoryRoot } from './paths.mjs';

/** Runs a command of this repository's packages with its output shown, and says whether it succeeded. */
export async function runStep({
  command,
  args = [],
  folder = repositoryRoot,
  env,
}) {
  const child = spawn('yarn', ['run', command, ...args], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', code => resolve(code === 0));
  });
}
