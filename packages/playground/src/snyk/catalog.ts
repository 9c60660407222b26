import type { Company } from '../simulation/company';
import type {
  ComponentProfile,
  RepositoryProfile,
} from '../simulation/repositoryProfiles';
import { organizationIdOf, projectsOf, targetsOf } from './projects';

/** What the catalog says of a component that Snyk tests: its target, or its part of one. */
export function snykAnnotations(
  company: Company,
  repository: RepositoryProfile,
  component: ComponentProfile,
): Record<string, string> {
  const target = targetsOf(company).find(
    each => each.repository.name === repository.name,
  );
  if (!target) return {};
  const projects = projectsOf(target).filter(
    ({ manifest }) => (manifest?.folder ?? '') === (component.path ?? ''),
  );
  return {
    'snyk.io/org-id': organizationIdOf(company),
    // People name it in one of these ways.
    ...(repository.hasDependabot
      ? { 'snyk.io/project-ids': projects.map(({ id }) => id).join(',') }
      : { 'snyk.io/targets': target.name }),
  };
}
