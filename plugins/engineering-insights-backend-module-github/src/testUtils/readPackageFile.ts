import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file of a package that exports other things only. */
export function readPackageFile(packageName: string, path: string): string {
  const candidates = (require.resolve.paths(packageName) ?? []).map(directory =>
    join(directory, packageName, path),
  );
  const file = candidates.find(existsSync);
  if (!file)
    throw new Error(
      `There is no ${path} of ${packageName}; install the dependencies.`,
    );
  return readFileSync(file, 'utf8');
}
