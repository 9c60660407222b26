import { toScopeKey } from '../database/operations/scopes/ensureScopes';
import type { BoundScope, CatalogEntity } from './CatalogEntity';

/**
 * Gives the entities of a monorepo the globs that their source locations
 * imply. A folder is a glob only where at least two entities of the repository
 * have different folders, since the only entity of a repository is all of it
 * wherever its file lies; and not where it starts with a dot, since no service
 * lives there.
 */
export function withDefaultPaths(
  entities: readonly CatalogEntity[],
): CatalogEntity[] {
  const folders = new Map<string, Set<string>>();
  for (const scope of entities.flatMap(entity => entity.scopes)) {
    if (scope.folder === undefined) continue;
    const key = toScopeKey(scope);
    folders.set(key, (folders.get(key) ?? new Set()).add(scope.folder));
  }
  const addPaths = (scope: BoundScope): BoundScope => {
    const { folder, paths } = scope;
    const isAlone = (folders.get(toScopeKey(scope))?.size ?? 0) < 2;
    if (paths || !folder || folder.startsWith('.') || isAlone) return scope;
    return { ...scope, paths: [`${escapeGlob(folder)}/**`] };
  };
  return entities.map(entity => ({
    ...entity,
    scopes: entity.scopes.map(addPaths),
  }));
}

function escapeGlob(path: string): string {
  return path.replace(/[\\*?[\]{}()!+@]/g, '\\$&');
}
