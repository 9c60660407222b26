import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot } from './paths.mjs';

/** Links in the catalog are whole addresses; the file in the repository has those of a portal on its usual port. */
const USUAL_URL = 'http://localhost:7007';

/** Writes the catalog of the example projects with links to this portal, and returns where it is. */
export async function writeGitHistoryCatalog({ url, folder }) {
  const catalog = await readFile(
    join(repositoryRoot, 'examples', 'git-history', 'catalog.yaml'),
    'utf8',
  );
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'git-history.yaml');
  await writeFile(file, catalog.replaceAll(USUAL_URL, url));
  return file;
}
