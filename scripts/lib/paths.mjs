import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';

/** The folder of the repository. */
export const repositoryRoot = resolve(import.meta.dirname, '../..');

export const isRoot = process.getuid?.() === 0;

/** Where root's Postgres lives: root's own folders are closed to the user that it runs as. */
export const systemFolder = '/var/lib/engineering-insights-demo';

/** Where the demo and the tests of this checkout keep their data. */
export const dataFolder = isRoot
  ? join(
      systemFolder,
      createHash('sha256').update(repositoryRoot).digest('hex').slice(0, 12),
    )
  : join(repositoryRoot, '.demo');

/** Where the programs that are started here write what they have to say. */
export const logFolder = join(repositoryRoot, '.demo', 'logs');
