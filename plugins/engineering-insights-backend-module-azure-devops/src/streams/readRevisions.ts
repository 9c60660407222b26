import type { AzureDevopsClient } from '../client';
import type { AzureList } from '../readList';

const PAGE_SIZE = 100;

/** What runs of pipelines were made from, by the id of the run. */
export type Revisions = ReadonlyMap<
  number,
  { readonly sha?: string; readonly ref?: string }
>;

/** Asks for the revisions of some runs at once; one that was deleted has none. */
export async function readRevisions(options: {
  client: AzureDevopsClient;
  project: string;
  buildIds: readonly number[];
  signal: AbortSignal;
}): Promise<Revisions> {
  const { client, project, signal } = options;
  const ids = [...new Set(options.buildIds)];
  const revisions = new Map<number, { sha?: string; ref?: string }>();
  for (let from = 0; from < ids.length; from += PAGE_SIZE) {
    const { data } = await client.get<
      AzureList<{ id: number; sourceVersion?: string; sourceBranch?: string }>
    >(
      { signal, permission: 'Build (Read)' },
      {
        path: [project, '_apis', 'build', 'builds'],
        query: { buildIds: ids.slice(from, from + PAGE_SIZE).join(',') },
      },
    );
    for (const { id, sourceVersion: sha, sourceBranch: ref } of data.value) {
      revisions.set(id, { ...(sha && { sha }), ...(ref && { ref }) });
    }
  }
  return revisions;
}
