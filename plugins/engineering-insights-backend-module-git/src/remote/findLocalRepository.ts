import { lstat, readdir, readFile, realpath } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import {
  NotAllowedError,
  NotFoundError,
} from '@sei-platform/plugin-engineering-insights-node';

/** What a repository may borrow from another one, one after the other. */
const MOST_LOANS = 5;
const PARTS = ['HEAD', 'config', 'objects', 'refs', 'packed-refs', 'shallow'];

/**
 * The directory that holds the objects of a repository of this machine. All of
 * it has to be below the listed directories, whatever links lead there, and so
 * has what it borrows objects from.
 */
export async function findLocalRepository(options: {
  readonly path: string;
  readonly directories: readonly string[];
}): Promise<string> {
  const { path } = options;
  const roots = await Promise.all(options.directories.map(realPathOf));
  const root = await realPathOf(path);
  if (!root) {
    throw new NotFoundError(
      `There is no directory ${path} on the backend's machine, or its user may not see it.`,
    );
  }
  const guard = createGuard(path, roots);
  guard(root);
  const gitDirectory = await findGitDirectory(path, root);
  for (const part of PARTS) {
    const real = await realPathOf(join(gitDirectory, part));
    if (real) guard(real);
    else if (part === 'HEAD' || part === 'objects') {
      throw new NotFoundError(`The directory ${path} is no Git repository.`);
    }
  }
  await guardObjects({
    objects: join(gitDirectory, 'objects'),
    guard,
    loans: 0,
  });
  return gitDirectory;
}

function createGuard(path: string, roots: readonly (string | undefined)[]) {
  return (real: string | undefined) => {
    const isInside = roots.some(
      root => root && (real === root || real?.startsWith(root + sep)),
    );
    if (!isInside) {
      throw new NotAllowedError(
        `The repository ${path} leads out of the directories of engineeringInsights.sources.git[].allow. Move all of it there, or list the directory that it leads to.`,
      );
    }
  };
}

async function findGitDirectory(path: string, root: string): Promise<string> {
  const inside = join(root, '.git');
  const kind = await kindOf(inside);
  if (kind === 'directory') return inside;
  if (
    kind !== 'nothing' ||
    (await kindOf(join(root, 'commondir'))) !== 'nothing'
  ) {
    throw new NotAllowedError(
      `The directory ${path} is a work tree of a repository elsewhere. Name that repository itself.`,
    );
  }
  return root;
}

async function guardObjects(options: {
  objects: string;
  guard: (real: string | undefined) => void;
  loans: number;
}): Promise<void> {
  const { objects, guard, loans } = options;
  for (const folder of [
    objects,
    join(objects, 'pack'),
    join(objects, 'info'),
  ]) {
    for (const entry of await entriesOf(folder)) {
      if (entry.isSymbolicLink()) {
        guard(await realPathOf(join(folder, entry.name)));
      }
    }
  }
  const lenders = await readLines(join(objects, 'info', 'alternates'));
  for (const lender of lenders) {
    const real = await realPathOf(resolve(objects, lender));
    guard(loans < MOST_LOANS ? real : undefined);
    await guardObjects({ objects: real!, guard, loans: loans + 1 });
  }
}

async function readLines(file: string): Promise<string[]> {
  const text =
    (await kindOf(file)) === 'nothing' ? '' : await readFile(file, 'utf8');
  return text.split('\n').filter(line => line !== '' && !line.startsWith('#'));
}

async function entriesOf(folder: string) {
  return (await kindOf(folder)) === 'nothing'
    ? []
    : readdir(folder, { withFileTypes: true });
}

async function kindOf(
  path: string,
): Promise<'nothing' | 'directory' | 'other'> {
  try {
    return (await lstat(path)).isDirectory() ? 'directory' : 'other';
  } catch (error) {
    if (isMissing(error)) return 'nothing';
    throw error;
  }
}

async function realPathOf(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

const MISSING = ['ENOENT', 'ENOTDIR', 'EACCES', 'ELOOP'];

function isMissing(error: unknown): boolean {
  return MISSING.includes((error as NodeJS.ErrnoException).code ?? '');
}
