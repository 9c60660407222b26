import { randomUUID } from 'node:crypto';
import {
  link,
  readFile,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

const BEAT_MILLISECONDS = 5_000;
/** Whoever was silent for so long was killed. */
const SILENT_MILLISECONDS = 60_000;
const RETRY_MILLISECONDS = 100;

/**
 * Does something that one process of the machine does at a time. A process id
 * would say nothing about a holder in another container, so holders show that
 * they live. Git has locks of its own below this one: it keeps work from being
 * done twice, and mirrors from being dropped while they are made.
 */
export async function withFileLock<T>(options: {
  readonly file: string;
  readonly signal: AbortSignal;
  readonly act: () => Promise<T>;
}): Promise<T> {
  const { file, signal, act } = options;
  const token = randomUUID();
  while (!(await tryTake(file, token))) {
    await wait(RETRY_MILLISECONDS, undefined, { signal });
  }
  return hold(file, token, act);
}

/** The same where nobody holds it; else nothing is done. */
export async function withFreeFileLock(options: {
  readonly file: string;
  readonly act: () => Promise<void>;
}): Promise<void> {
  const { file, act } = options;
  const token = randomUUID();
  if (await tryTake(file, token)) await hold(file, token, act);
}

async function hold<T>(
  file: string,
  token: string,
  act: () => Promise<T>,
): Promise<T> {
  const beat = setInterval(() => {
    const now = new Date();
    // A lock that was lost shows at its end.
    utimes(file, now, now).catch(() => undefined);
  }, BEAT_MILLISECONDS);
  try {
    return await act();
  } finally {
    clearInterval(beat);
    if ((await readToken(file)) === token) await rm(file, { force: true });
  }
}

async function tryTake(file: string, token: string): Promise<boolean> {
  try {
    await writeFile(file, token, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  await takeAwayIfSilent(file);
  return false;
}

/** Renaming succeeds for one of all who find it silent. */
async function takeAwayIfSilent(file: string): Promise<void> {
  if (!(await isSilent(file))) return;
  const away = `${file}.${randomUUID()}`;
  await rename(file, away).catch(() => undefined);
  // Another one was quicker, and this is its lock already.
  const isFresh = (await isSilent(away)) === false;
  if (isFresh) await link(away, file).catch(() => undefined);
  await rm(away, { force: true });
}

/** Nothing where there is no lock. */
async function isSilent(file: string): Promise<boolean | undefined> {
  const held = await stat(file).catch(() => undefined);
  return held && Date.now() - held.mtimeMs >= SILENT_MILLISECONDS;
}

async function readToken(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}
