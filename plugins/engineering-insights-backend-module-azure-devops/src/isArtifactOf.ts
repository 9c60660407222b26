import type { PipelineScope } from './azureScope';
import type { Directory } from './createDirectory';

/** What a release is made of. */
export interface Artifact {
  readonly type?: string;
  readonly isPrimary?: boolean;
  readonly definitionReference?: Readonly<
    Record<
      string,
      { readonly id?: string; readonly name?: string } | null | undefined
    >
  >;
}

/** Whether a release takes something from a scope: what its pipelines built, or its repository itself. */
export async function isArtifactOf(
  directory: Directory,
  scope: PipelineScope,
  signal: AbortSignal,
): Promise<(artifact: Artifact) => boolean> {
  const definitions = await directory.definitions(scope, signal);
  const ids = new Set(definitions.map(({ id }) => String(id)));
  const repositoryId =
    scope.kind === 'repository'
      ? (await directory.repository(scope, signal)).id
      : undefined;
  return ({ type, definitionReference }) => {
    const id = definitionReference?.definition?.id;
    if (id === undefined) return false;
    return type === 'Git' ? id === repositoryId : ids.has(id);
  };
}
