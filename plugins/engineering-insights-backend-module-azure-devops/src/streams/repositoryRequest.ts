import type { Asking, AzureDevopsClient } from '../client';

/** One repository and how it is asked. */
export interface RepositoryReading {
  readonly client: AzureDevopsClient;
  readonly project: string;
  readonly repository: string;
  readonly signal: AbortSignal;
}

export function askingOf({ signal }: RepositoryReading): Asking {
  return { signal, permission: 'Code (Read)' };
}

/** Where something of a repository is. */
export function pathOf(
  { project, repository }: RepositoryReading,
  ...rest: readonly (string | number)[]
): (string | number)[] {
  return [project, '_apis', 'git', 'repositories', repository, ...rest];
}
