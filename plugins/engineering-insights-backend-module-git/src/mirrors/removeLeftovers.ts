import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Takes away what a git program that was killed left in a mirror that nobody else changes. */
export async function removeLeftovers(path: string): Promise<void> {
  const refs = join(path, 'refs');
  const packs = join(path, 'objects', 'pack');
  const files = [
    ...(await list(path)).filter(isLock).map(name => join(path, name)),
    ...(await list(refs, true)).filter(isLock).map(name => join(refs, name)),
    ...(await list(packs))
      .filter(name => name.startsWith('tmp_'))
      .map(name => join(packs, name)),
  ];
  await Promise.all(files.map(file => rm(file, { force: true })));
}

function isLock(name: string): boolean {
  return name.endsWith('.lock');
}

/** A mirror that is made only now has none of them. */
async function list(folder: string, recursive = false): Promise<string[]> {
  return readdir(folder, { recursive }).catch(() => []);
}
