import type { JsonObject } from '@backstage/types';

/** What a commit or a range of them did to a file, or to a folder. */
export interface GitChange {
  readonly changeType?: string;
  readonly item?: { readonly path?: string; readonly isFolder?: boolean };
}

/** The files among what changed: folders that hold some are told too. */
export function changedFilesOf(changes: readonly GitChange[]): JsonObject[] {
  return changes.flatMap(({ item, changeType }) =>
    item?.path && !item.isFolder
      ? [{ path: item.path, ...(changeType && { changeType }) }]
      : [],
  );
}
