import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Runs a command with its output in a log file, of which a failure shows the end. */
export async function runLogged({
  name,
  command,
  args,
  cwd,
  env,
  logFolder,
  onEnd,
}) {
  await mkdir(logFolder, { recursive: true });
  const logFile = join(logFolder, `${name}.log`);
  // In a group of its own, so that what it started ends with it.
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let isRunning = child.pid !== undefined;
  onEnd(() => isRunning && process.kill(-child.pid, 'SIGKILL'));
  const log = createWriteStream(logFile);
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });

  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  isRunning = false;
  await new Promise(resolve => log.end(resolve));
  if (code === 0) return;
  const lines = (await readFile(logFile, 'utf8')).trimEnd().split('\n');
  throw new Error(
    `'${[command, ...args].join(
      ' ',
    )}' ended with exit code ${code}. The end of ${logFile}:\n${lines
      .slice(-30)
      .join('\n')}`,
  );
}
