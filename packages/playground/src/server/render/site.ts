import type { RepositorySimulation } from '../../simulation/repositorySimulation';

/** Where this server stands: `http://127.0.0.1:7070`. */
export interface Site {
  readonly origin: string;
}

export function apiUrl(site: Site, path: string): string {
  return `${site.origin}/api/v3${path}`;
}

export function repositoryApiUrl(
  site: Site,
  repository: RepositorySimulation,
): string {
  return apiUrl(site, `/repos/${repository.slug}`);
}

export function repositoryPageUrl(
  site: Site,
  repository: RepositorySimulation,
): string {
  return `${site.origin}/${repository.slug}`;
}

/** An opaque global id that says kind, repository and number. */
export function nodeId(
  kind: string,
  ...keys: readonly (string | number)[]
): string {
  return `${kind}_${Buffer.from(keys.join(':')).toString('base64url')}`;
}

export function readNodeId(id: string): { kind: string; keys: string[] } {
  const [kind, ...rest] = id.split('_');
  return {
    kind,
    keys: Buffer.from(rest.join('_'), 'base64url').toString().split(':'),
  };
}
