import type { GitSource } from '../GitSource';
import { MirrorStore } from './MirrorStore';

/** The directories of mirrors that sources use, and why others cannot be used. */
export async function openStores(sources: readonly GitSource[]): Promise<{
  stores: Map<string, MirrorStore>;
  problems: string[];
}> {
  const stores = new Map<string, MirrorStore>();
  const problems: string[] = [];
  for (const { cacheDirectory: directory, cacheMegabytes } of sources) {
    if (stores.has(directory)) continue;
    try {
      stores.set(
        directory,
        await MirrorStore.create({ directory, megabytes: cacheMegabytes }),
      );
    } catch (error) {
      problems.push(
        `Git repositories cannot be mirrored in ${directory}. Set engineeringInsights.sources.git[].cacheDirectory to a directory that the backend may write to. ${
          error instanceof Error ? error.message : error
        }`,
      );
    }
  }
  return { stores, problems };
}
