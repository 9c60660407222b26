import { createHash, randomUUID } from 'node:crypto';
import {
  lstat,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { writeGitConfig } from '../git/writeGitConfig';
import type { GitFiles } from '../remote/openRemote';
import { directorySize } from './directorySize';
import { removeLeftovers } from './removeLeftovers';
import { withFileLock, withFreeFileLock } from './fileLock';

/** Nobody reads a mirror so long without using it again. */
const IN_USE_MILLISECONDS = 15 * 60_000;
const SIZE_FILE = 'insights-size';

/** The mirrors of one directory. They are copies: any of them may be lost, and is then made again. */
export class MirrorStore {
  readonly #directory: string;
  readonly #limitBytes: number;
  readonly files: GitFiles;

  private constructor(options: {
    directory: string;
    limitBytes: number;
    files: GitFiles;
  }) {
    this.#directory = options.directory;
    this.#limitBytes = options.limitBytes;
    this.files = options.files;
  }

  /** @throws Error where the directory cannot be used, in a sentence. */
  static async create(options: {
    readonly directory: string;
    readonly megabytes: number;
  }): Promise<MirrorStore> {
    const { directory, megabytes } = options;
    // Others could put a mirror there that runs or reads what they like.
    const home = join(directory, 'home');
    await mkdir(home, { recursive: true, mode: 0o700 });
    const { uid, mode } = await stat(directory);
    const isLink = (await lstat(directory)).isSymbolicLink();
    if (isLink || uid !== process.getuid?.() || (mode & 0o022) !== 0) {
      throw new Error(
        `The directory ${directory} belongs to somebody else, or others may write there. Set engineeringInsights.sources.git[].cacheDirectory to one that is the backend's alone.`,
      );
    }
    const configFile = await writeGitConfig(directory);
    return new MirrorStore({
      directory,
      limitBytes: megabytes * 1_000_000,
      files: { configFile, home },
    });
  }

  get limitBytes(): number {
    return this.#limitBytes;
  }

  /** Where the mirror of a repository is, or will be. */
  pathOf(url: string): string {
    const name = createHash('sha256').update(url).digest('hex');
    return join(this.#directory, `${name.slice(0, 40)}.git`);
  }

  /** Makes or changes a mirror, one process at a time. */
  async change<T>(options: {
    readonly path: string;
    readonly signal: AbortSignal;
    readonly act: () => Promise<T>;
  }): Promise<T> {
    const { path, signal, act } = options;
    return withFileLock({
      file: `${path}.lock`,
      signal,
      act: async () => {
        await mkdir(path, { recursive: true, mode: 0o700 });
        await removeLeftovers(path);
        return act();
      },
    });
  }

  /** Notes that a mirror is needed. */
  async touch(path: string): Promise<void> {
    const now = new Date();
    await utimes(join(path, SIZE_FILE), now, now).catch(() =>
      // It has none before its first fetch ended.
      exists(path).then(isThere =>
        isThere ? writeFile(join(path, SIZE_FILE), '0') : undefined,
      ),
    );
  }

  /** Drops a mirror that turned out to be of no use. */
  async drop(path: string): Promise<void> {
    await withFreeFileLock({
      file: `${path}.lock`,
      act: () => this.#remove(path),
    });
  }

  /** Notes the size of a mirror that grew, and drops those that were not used for longest until the others fit. */
  async makeRoom(path: string): Promise<void> {
    await writeFile(join(path, SIZE_FILE), String(await directorySize(path)));
    const mirrors = await this.#list();
    let bytes = mirrors.reduce((sum, mirror) => sum + mirror.bytes, 0);
    for (const mirror of mirrors) {
      if (bytes <= this.#limitBytes) return;
      const isInUse = Date.now() - mirror.usedAt < IN_USE_MILLISECONDS;
      if (mirror.path === path || isInUse) continue;
      await this.drop(mirror.path);
      bytes -= mirror.bytes;
    }
  }

  /** Those that were not used for longest first. */
  async #list() {
    const names = await readdir(this.#directory);
    const mirrors = await Promise.all(
      names
        .filter(name => name.endsWith('.git'))
        .map(async name => {
          const path = join(this.#directory, name);
          const file = join(path, SIZE_FILE);
          const text = await readFile(file, 'utf8').catch(() => '0');
          const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: 0 }));
          return { path, bytes: Number(text), usedAt: mtimeMs };
        }),
    );
    return mirrors.sort((left, right) => left.usedAt - right.usedAt);
  }

  /** At once for whoever reads it, however long deleting takes. */
  async #remove(path: string): Promise<void> {
    const away = `${path}.${randomUUID()}`;
    await rename(path, away).catch(() => undefined);
    await rm(away, { recursive: true, force: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
