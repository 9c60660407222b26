import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** The bytes of all files below a directory; what goes away meanwhile counts as none. */
export async function directorySize(directory: string): Promise<number> {
  const entries = await readdir(directory, {
    withFileTypes: true,
    recursive: true,
  }).catch(() => []);
  let bytes = 0;
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const { size } = await stat(join(entry.parentPath, entry.name)).catch(
      () => ({
        size: 0,
      }),
    );
    bytes += size;
  }
  return bytes;
}
