import type { RepositoryProfile } from '../repositoryProfiles';

/** Repositories that were imported into Snyk, copies of them too. */
const IN_SNYK = ['payments', 'storefront', 'notifications', 'shipping'];

/** What looks for weaknesses in a repository: Snyk, or what GitHub has of its own. */
export function scannerOf({ name }: RepositoryProfile): 'snyk' | 'github' {
  return IN_SNYK.includes(name.replace(/-\d+$/, '')) ? 'snyk' : 'github';
}
