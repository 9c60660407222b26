import { createHash } from 'node:crypto';
import type { Company } from '../simulation/company';
import type { RepositoryProfile } from '../simulation/repositoryProfiles';

/** A service of the company's account, with an on-call rotation. */
export interface PagerdutyService {
  readonly id: string;
  readonly name: string;
  readonly repository: RepositoryProfile;
}

/**
 * Repositories whose failures page somebody. Those of the others are told by
 * their remedies alone: rollbacks, reverts and hotfixes.
 */
const ON_CALL = ['shipping', 'notifications'];

export function servicesOf(company: Company): PagerdutyService[] {
  return company.repositories
    .filter(({ name }) => ON_CALL.includes(name.replace(/-\d+$/, '')))
    .map(repository => {
      const [component] = repository.components;
      const id = idOf(component.name);
      return { id, name: component.title, repository };
    });
}

/** What the catalog says of a component whose failures page somebody. */
export function pagerdutyAnnotations(
  company: Company,
  componentName: string,
): Record<string, string> {
  const id = idOf(componentName);
  return servicesOf(company).some(service => service.id === id)
    ? { 'pagerduty.com/service-id': id }
    : {};
}

function idOf(componentName: string): string {
  const hash = createHash('sha256').update(componentName).digest('hex');
  return `P${hash.slice(0, 6).toUpperCase()}`;
}
