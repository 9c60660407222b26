import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { repositoryRoot } from './paths.mjs';

/**
 * Starts a Node program, by default a TypeScript one of this repository, its output in a log file.
 * `failed` rejects when it ends before `stop` is called.
 */
export async function startProgram({
  name,
  folder,
  entry,
  args,
  env,
  requires = ['@backstage/cli/config/nodeTransform.cjs'],
  logFolder,
}) {
  await mkdir(logFolder, { recursive: true });
  const logFile = join(logFolder, `${name}.log`);
  const log = createWriteStream(logFile);
  const child = spawn(
    process.execPath,
    [
      '--require',
      join(repositoryRoot, 'scripts', 'lib', 'exitWithParent.cjs'),
      ...requires.flatMap(file => ['--require', file]),
      entry,
      ...args,
    ],
    {
      cwd: resolve(repositoryRoot, folder),
      env: { ...process.env, ...env },
      // In a group of its own, Ctrl-C reaches it through `stop`, after what depends on it.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  child.stdout.pipe(log);
  child.stderr.pipe(log);

  let isStopping = false;
  const ended = new Promise(resolve => child.once('exit', resolve));
  const failed = ended.then(async code => {
    if (isStopping) return;
    const lines = (await readFile(logFile, 'utf8')).trimEnd().split('\n');
    throw new Error(
      `The ${name} ended with exit code ${code}. The end of ${logFile}:\n${lines
        .slice(-20)
        .join('\n')}`,
    );
  });
  // Whoever waits for it hears of it; that nobody waits any more is no fault.
  failed.catch(() => {});

  return {
    failed,
    async stop() {
      isStopping = true;
      child.kill('SIGTERM');
      const isEnded = await Promise.race([
        ended.then(() => true),
        sleep(10_000, false, { ref: false }),
      ]);
      if (!isEnded) child.kill('SIGKILL');
      await ended;
    },
  };
}
