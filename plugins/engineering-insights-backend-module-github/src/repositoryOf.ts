import type { ScopeRef } from '@sei-platform/plugin-engineering-insights-node';

/** Owner and name of the repository that a scope is. */
export function repositoryOf(scope: ScopeRef): { owner: string; name: string } {
  const [owner, name] = scope.externalId.split('/');
  return { owner, name };
}

/** Whose repository it is. */
export function ownerOf(scope: ScopeRef): string {
  return repositoryOf(scope).owner;
}
